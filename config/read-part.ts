import type { z } from 'zod';
import type { ConfigProblem } from '../domain/config-problem';
import { located, type ValueProblem } from './located';
import { nearestName } from './nearest-name';
import { readYaml } from './read-yaml';
import { schemaProblems } from './schema-problem';

/** One file of the workspace, read and made ready for use. */
export type PartReading<T> =
  { readonly ok: true; readonly result: T } | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** What a folder holds. */
export interface Texts {
  readonly files: Readonly<Record<string, string>>;
  /** Names of everything in the folder, to tell a misnamed file from a missing one. */
  readonly present: readonly string[];
  /** Files that are there and hold no text. */
  readonly unreadable: Readonly<Record<string, ConfigProblem>>;
}

/** Reads one file: YAML, then its schema, then what `compile` finds. Each of them stops at its own problems. */
export function readPart<Schema extends z.ZodType, T>(
  { files, present, unreadable }: Texts,
  name: string,
  schema: Schema,
  compile: (config: z.output<Schema>) => { readonly result: T; readonly problems: readonly ValueProblem[] },
): PartReading<T> {
  const text = files[name];
  if (text === undefined) return { ok: false, problems: [unreadable[name] ?? missingFile(name, present)] };
  const yaml = readYaml(name, text);
  if (!yaml.ok) return yaml;
  const { file } = yaml;
  const refused = (problems: readonly ValueProblem[]): PartReading<T> => ({
    ok: false,
    problems: problems.map((problem) => located(file, problem)).sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
  });
  const parsed = schema.safeParse(file.value);
  if (!parsed.success) return refused(schemaProblems(schema, file.value, parsed.error));
  const { result, problems } = compile(parsed.data);
  return problems.length > 0 ? refused(problems) : { ok: true, result };
}

function missingFile(name: string, present: readonly string[]): ConfigProblem {
  const stem = (file: string): string => file.replace(/\.ya?ml$/, '');
  const others = present.filter((other) => other !== name && other !== stem(other));
  const nearest = nearestName(stem(name), others.map(stem));
  const meant = others.find((other) => stem(other) === nearest) ?? null;
  return {
    file: name,
    line: null,
    path: '',
    message: 'The file is missing.',
    remedy: meant === null ? `Add it; the default workspace has one.` : `Did you mean ${meant}? Rename it to ${name}.`,
  };
}
