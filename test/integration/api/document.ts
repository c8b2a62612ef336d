import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { Response } from 'supertest';
import { writeOpenapi } from '../../../server/openapi';
import { ENDPOINTS } from '../../../server/routes';

export interface DocumentedOperation {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  readonly isKeyless: boolean;
  readonly statuses: readonly number[];
}

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly operationId: string;
            readonly security?: readonly unknown[];
            readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
          }
        >
      >
    >
  >;
}

/** The document as the API serves it. */
export const apiDocument = JSON.parse(JSON.stringify(writeOpenapi(ENDPOINTS))) as Document;

export const documentedOperations: readonly DocumentedOperation[] = Object.entries(apiDocument.paths).flatMap(
  ([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method,
      path,
      operationId: operation.operationId,
      isKeyless: operation.security?.length === 0,
      statuses: Object.keys(operation.responses).map(Number),
    })),
);

const validators = new Map<string, ValidateFunction>();
const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
ajv.addSchema(apiDocument, 'api');

/** Fails unless an answer is one that the document promises for the operation, down to the body. */
export function expectDocumented(operationId: string, response: Response): void {
  const operation = documentedOperations.find((candidate) => candidate.operationId === operationId);
  if (operation === undefined) throw new Error(`${operationId} is not in the document`);
  expect({ operationId, status: response.status }).toEqual({
    operationId,
    status: operation.statuses.find((status) => status === response.status),
  });
  const type =
    response.status >= 400 && !operationId.endsWith('Readiness') ? 'application/problem+json' : 'application/json';
  expect(response.type).toBe(type);
  const { method, path } = operation;
  const place = ['paths', path, method, 'responses', String(response.status), 'content', type, 'schema'];
  const pointer = place.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
  const validate = validators.get(pointer) ?? ajv.compile({ $ref: `api#/${pointer}` });
  validators.set(pointer, validate);
  validate(response.body);
  expect({ operationId, status: response.status, errors: validate.errors }).toEqual({
    operationId,
    status: response.status,
    errors: null,
  });
}
