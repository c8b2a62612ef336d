import { workspaceJsonSchema } from '../../config/json-schema';
import { WORKSPACE_FILES } from '../../config/workspace';
import { code, table, textOf, type Page } from './markdown';

/** The part of a JSON Schema that is shown. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly minItems?: number;
}

/** Every key of the workspace's files, from the schemas that editors get. */
export function workspacePage(): Page {
  return {
    file: 'workspace.md',
    title: 'Files of the workspace',
    intro:
      'Every key, as `leadline workspace schema <file>` gives it to editors. `<name>` is a name of your own, `[]` an item of a list; * must be given. What the keys mean: [scoring.md](../scoring.md), [lifecycle.md](../lifecycle.md), [hubspot.md](../hubspot.md).',
    body: WORKSPACE_FILES.flatMap((file) => [
      `## ${file}`,
      // A JSON Schema is at least this.
      table(['key', 'value', 'default'], keysOf(workspaceJsonSchema(file) as Schema, '', new Set())),
    ]),
  };
}

type Row = readonly [string, string, string];

function keysOf(schema: Schema, path: string, seen: Set<string>): readonly Row[] {
  const branches = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, value]) => {
    const key = path === '' ? name : `${path}.${name}`;
    // Alternatives share keys; the first one shows them.
    if (seen.has(key)) return keysOf(value, key, seen);
    seen.add(key);
    const star = schema.required?.includes(name) === true ? '*' : '';
    return [rowOf(`${key}${star}`, value), ...keysOf(value, key, seen)];
  });
  const named =
    typeof schema.additionalProperties === 'object' ? keysOf(schema.additionalProperties, `${path}.<name>`, seen) : [];
  const items = typeof schema.items === 'object' ? keysOf(schema.items, `${path}[]`, seen) : [];
  return [...own, ...named, ...items, ...branches.flatMap((branch) => keysOf(branch, path, seen))];
}

function rowOf(key: string, schema: Schema): Row {
  const described = [schema.description ?? '', valueOf(schema)].filter((text) => text !== '').join(' – ');
  return [code(key), described, schema.default === undefined ? '' : code(JSON.stringify(schema.default))];
}

function valueOf(schema: Schema): string {
  if (schema.enum !== undefined) return schema.enum.map((value) => code(textOf(value))).join(', ');
  if (schema.const !== undefined) return code(textOf(schema.const));
  const branches = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  if (branches.length > 0) return [...new Set(branches.map(valueOf))].join(' or ');
  if (typeof schema.items === 'object') return `list of ${valueOf(schema.items)}`;
  if (typeof schema.additionalProperties === 'object') return `by name: ${valueOf(schema.additionalProperties)}`;
  return `${String(schema.type ?? 'any')}${boundsOf(schema)}`;
}

function boundsOf({ minimum, maximum, pattern }: Schema): string {
  const isBounded = (bound: number | undefined): boolean => bound !== undefined && Math.abs(bound) < 2 ** 53 - 1;
  const range =
    isBounded(minimum) || isBounded(maximum)
      ? ` ${isBounded(minimum) ? String(minimum) : ''}..${isBounded(maximum) ? String(maximum) : ''}`
      : '';
  return `${range}${pattern === undefined ? '' : ` ${code(pattern)}`}`;
}
