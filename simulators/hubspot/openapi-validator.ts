import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { applyDeviations } from './validation/deviations';
import { readDocuments, type Document, type Operation, type Parameter } from './validation/document';
import type { Exchange, Violation } from './validation/violation';

interface KnownOperation {
  readonly document: string;
  readonly path: string;
  readonly method: string;
  readonly segments: readonly string[];
  readonly operation: Operation;
}

/** Served by the simulator, but not covered by the client that the documents were made from. */
const undocumented = ['/account-info/v3/', '/oauth/v3/'];

/** The most violations that are kept; a test that has any has failed. */
const kept = 1_000;

/**
 * Checks requests and answers against the OpenAPI documents in `openapi/`, so that tests notice when the hub sends, or the simulator answers,
 * what HubSpot's client does not know.
 */
export class OpenApiValidator {
  readonly #ajv: Ajv;
  readonly #operations: readonly KnownOperation[];
  readonly #compiled = new Map<string, ValidateFunction>();
  #violations: Violation[] = [];

  constructor() {
    // The documents are not pure JSON schemas, and ajv only has to follow references into them.
    this.#ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false });
    addFormats(this.#ajv);
    const documents = readDocuments().map(applyDeviations);
    for (const document of documents) this.#ajv.addSchema(document, document.name);
    this.#operations = documents.flatMap(operationsOf).sort(moreSpecificFirst);
  }

  violations(): readonly Violation[] {
    return this.#violations;
  }

  clear(): void {
    this.#violations = [];
  }

  check(exchange: Exchange): void {
    if (undocumented.some((prefix) => exchange.path.startsWith(prefix))) return;
    const known = this.#find(exchange);
    const messages = known
      ? [
          ...checkQuery(known.operation.parameters ?? [], exchange.query),
          ...this.#checkRequestBody(known, exchange.requestBody),
          ...(exchange.answer ? this.#checkAnswer(known, exchange.answer) : []),
        ]
      : ['no document knows this method and path'];
    const { method, path } = exchange;
    const found = messages.map((message) => ({ method, path, status: exchange.answer?.status ?? 0, message }));
    this.#violations = [...this.#violations, ...found].slice(0, kept);
  }

  #find({ method, path }: Exchange): KnownOperation | undefined {
    const segments = segmentsOf(path);
    return this.#operations.find(
      (known) =>
        known.method === method &&
        known.segments.length === segments.length &&
        known.segments.every((part, index) => part.startsWith('{') || part === segments[index]),
    );
  }

  #checkRequestBody(known: KnownOperation, body: unknown): readonly string[] {
    const [mediaType] = Object.keys(known.operation.requestBody?.content ?? {});
    if (mediaType === undefined) return body === undefined ? [] : ['request: a body where none is declared'];
    if (body === undefined) return ['request: no body where one is declared'];
    return this.#checkAgainst(`${pointer(known)}/requestBody/content/${escape(mediaType)}/schema`, body, 'request');
  }

  #checkAnswer(known: KnownOperation, answer: { readonly status: number; readonly body: unknown }): readonly string[] {
    const { responses } = known.operation;
    const declared =
      String(answer.status) in responses ? String(answer.status) : answer.status >= 400 ? 'default' : undefined;
    if (declared === undefined) return [`answer: status ${answer.status} is not declared`];
    const [mediaType] = Object.keys(responses[declared]?.content ?? {});
    if (mediaType === undefined) return answer.body === undefined ? [] : ['answer: a body where none is declared'];
    const schema = `${pointer(known)}/responses/${declared}/content/${escape(mediaType)}/schema`;
    return this.#checkAgainst(schema, answer.body, 'answer');
  }

  #checkAgainst(schema: string, value: unknown, side: 'request' | 'answer'): readonly string[] {
    let validate = this.#compiled.get(schema);
    if (!validate) {
      validate = this.#ajv.compile({ $ref: schema });
      this.#compiled.set(schema, validate);
    }
    return validate(value) ? [] : (validate.errors ?? []).map((error) => `${side}${wording(error)}`);
  }
}

function operationsOf(document: Document): readonly KnownOperation[] {
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      document: document.name,
      path,
      method: method.toUpperCase(),
      segments: segmentsOf(path),
      operation,
    })),
  );
}

function moreSpecificFirst(left: KnownOperation, right: KnownOperation): number {
  const named = ({ segments }: KnownOperation) => segments.filter((segment) => segment.startsWith('{')).length;
  return named(left) - named(right);
}

/** Lists may be repeated or comma-separated. */
function checkQuery(parameters: readonly Parameter[], query: URLSearchParams): readonly string[] {
  const unknown = [...new Set(query.keys())].filter(
    (name) =>
      name !== 'hapikey' && !parameters.some((parameter) => parameter.in === 'query' && parameter.name === name),
  );
  const wrong = parameters
    .filter((parameter) => parameter.in === 'query')
    .flatMap(({ name, required, schema }) => {
      const values = query.getAll(name);
      if (values.length === 0) return required === true ? [`query ${name} is missing`] : [];
      if (schema.type !== 'array' && values.length > 1) return [`query ${name} is repeated`];
      return values.every((value) => isOfType(value, schema.type))
        ? []
        : [`query ${name} is not of type ${schema.type ?? ''}`];
    });
  return [...unknown.map((name) => `query ${name} is not declared`), ...wrong];
}

function isOfType(value: string, type: string | undefined): boolean {
  if (type === 'integer') return /^-?\d+$/.test(value);
  if (type === 'boolean') return value === 'true' || value === 'false';
  return true;
}

function pointer({ document, path, method }: KnownOperation): string {
  return `${document}#/paths/${escape(path)}/${method.toLowerCase()}`;
}

/** A key inside a JSON pointer inside a URI fragment. */
function escape(key: string): string {
  return encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));
}

function wording({ instancePath, message }: ErrorObject): string {
  return `${instancePath} ${message ?? 'is not valid'}`;
}

function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}
