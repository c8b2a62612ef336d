import { writeOpenapi } from '../../server/openapi';
import { PROBLEMS } from '../../server/problem';
import { ENDPOINTS } from '../../server/routes';
import { code, table, type Page } from './markdown';

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly requestBody?: unknown;
  readonly responses: Readonly<Record<string, unknown>>;
}

/** The operations of the OpenAPI document, by tag. */
export function apiPage(): Page {
  // What the document writer makes; here only this part of it is read.
  const { paths } = writeOpenapi(ENDPOINTS) as unknown as { paths: Record<string, Record<string, Operation>> };
  const operations = Object.entries(paths).flatMap(([path, byMethod]) =>
    Object.entries(byMethod).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const byTag = Map.groupBy(operations, ({ operation }) => operation.tags?.[0] ?? 'Other');
  return {
    file: 'api.md',
    title: 'HTTP API',
    intro:
      'The document itself, with every schema: `GET /api/openapi.json`. Keys, values and refusals: [api.md](../api.md). A parameter with * must be given.',
    body: [
      ...[...byTag].flatMap(([tag, own]) => [
        `## ${tag}`,
        table(
          ['operation', 'what it does', 'who may', 'parameters', 'answers'],
          own.map(({ path, method, operation }) => [
            code(`${method} ${path}`),
            operation.summary ?? '',
            accessOf(operation.description),
            parametersOf(operation),
            Object.keys(operation.responses).join(', '),
          ]),
        ),
      ]),
      '## Refusals',
      table(
        ['status', 'code', 'title'],
        Object.entries(PROBLEMS).map(([name, { status, title }]) => [String(status), code(name), title]),
      ),
    ],
  };
}

/** The last paragraph of a description says who may call; webhooks, which are signed, and health have none. */
function accessOf(description = ''): string {
  const last = description.split('\n\n').at(-1) ?? '';
  return /^(Scope: |Not for keys|For anyone)/.test(last) ? last : '';
}

function parametersOf({ parameters = [], requestBody }: Operation): string {
  const names = parameters
    .filter((parameter) => parameter.in !== 'path')
    .map(({ name, required }) => code(`${name}${required === true ? '*' : ''}`));
  return [...names, ...(requestBody === undefined ? [] : ['a body'])].join(', ');
}
