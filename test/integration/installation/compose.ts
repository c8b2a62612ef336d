import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const ROOT = join(__dirname, '..', '..', '..');

type Variables = Readonly<Record<string, string | undefined>>;

/** A service as docker-compose.yml has it, with the variables filled in. */
export interface ComposeService {
  readonly image?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly secrets?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly read_only?: boolean;
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly configs: Readonly<Record<string, unknown>>;
}

export const composeText = (): string => readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');

/** Reads docker-compose.yml as Compose does. Throws with the message of a variable that must be set and is not. */
export const readCompose = (variables: Variables): ComposeFile =>
  // The shape is what the tests go on to check.
  fillIn(parse(composeText(), { merge: true }), variables) as ComposeFile;

/** Variables stand in texts alone, and are filled in after the file was parsed. */
function fillIn(node: unknown, variables: Variables): unknown {
  if (typeof node === 'string') return fillInText(node, variables);
  if (Array.isArray(node)) return node.map((item) => fillIn(item, variables));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, fillIn(value, variables)]));
}

/** `${NAME}`, `${NAME:-default}`, `${NAME:?message}`, and `$$` for a dollar. */
const fillInText = (text: string, variables: Variables): string =>
  text.replaceAll(
    /\$\$|\$\{(\w+)(?::([-?])([^}]*))?\}/g,
    (_whole, name: string | undefined, kind: string | undefined, rest: string | undefined) => {
      if (name === undefined) return '$';
      const value = variables[name] ?? '';
      if (value !== '') return value;
      if (kind === '?') throw new Error(rest ?? name);
      return kind === '-' ? (rest ?? '') : '';
    },
  );
