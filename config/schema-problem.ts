import type { z } from 'zod';
import type { ValueProblem } from './located';
import { nearestName } from './nearest-name';
import { outlineOf, type SchemaOutline, valueAt } from './schema-outline';

type Issue = z.core.$ZodIssue;
type Key = string | number;

interface Context {
  readonly value: unknown;
  readonly outline: SchemaOutline;
}

/** What is wrong with a value by its schema, in plain words and with a remedy each. */
export function schemaProblems(schema: z.ZodType, value: unknown, error: z.ZodError): ValueProblem[] {
  const context = { value, outline: outlineOf(schema, value) };
  const problems = error.issues.flatMap((issue) => problemsOf(issue, [], context));
  return problems.filter(
    (problem) => !problems.some((other) => other.meant !== undefined && isAt(problem, other.meant)),
  );
}

/** A misspelt key is told once, not also as a missing one. */
const isAt = ({ path, meant }: FoundProblem, place: readonly Key[]): boolean =>
  meant === undefined && path.length === place.length && path.every((key, index) => key === place[index]);

/** A misspelt key says where the key that was meant would stand. */
interface FoundProblem extends ValueProblem {
  readonly meant?: readonly Key[];
}

const lastOf = (path: readonly Key[]): string => String(path.at(-1) ?? '');

function problemsOf(issue: Issue, above: readonly Key[], context: Context): FoundProblem[] {
  const path = [...above, ...issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))];
  const problem = (message: string, remedy: string): FoundProblem[] => [{ path, message, remedy }];
  const written = valueAt(context.value, path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(key, path, context));
    case 'invalid_type':
      return written === undefined
        ? problem(`\`${lastOf(path)}\` is missing`, missingRemedy(path, expectedWords(issue.expected), context))
        : problem(`here stands ${described(written)}`, `write ${expectedWords(issue.expected)}`);
    case 'invalid_value':
      return written === undefined
        ? problem(`\`${lastOf(path)}\` is missing`, oneOf(issue.values))
        : problem(`${described(written)} is not allowed here`, oneOf(issue.values, written));
    case 'invalid_union':
      return unionProblems(issue, path, context);
    case 'invalid_key':
      return problem(`\`${lastOf(path)}\` is no name that can stand here`, keyRemedy(issue, path, context));
    case 'too_small':
    case 'too_big':
      return problem(
        `${described(written)} is too ${issue.code === 'too_small' ? smallWord(issue) : bigWord(issue)}`,
        limitRemedy(issue),
      );
    case 'invalid_format':
      return problem(`${described(written)} is not written as it should be`, issue.message);
    case 'not_multiple_of':
      return problem(`${described(written)} has too many decimals`, `write a multiple of ${issue.divisor}`);
    case 'custom':
      return problem(issue.message, remedyOf(issue));
    case 'invalid_element':
      return issue.issues.flatMap((inner) => problemsOf(inner, path, context));
  }
}

function unknownKey(key: string, path: readonly Key[], { outline, value }: Context): FoundProblem {
  const here = valueAt(value, path);
  const taken = typeof here === 'object' && here !== null ? Object.keys(here) : [];
  const known = outline.keysAt(path);
  const nearest = nearestName(
    key,
    known.filter((name) => !taken.includes(name)),
  );
  return {
    path: [...path, key],
    message: `\`${key}\` is not known here`,
    ...(nearest === null
      ? { remedy: `known are ${known.join(', ')}` }
      : { remedy: `did you mean \`${nearest}\`?`, meant: [...path, nearest] }),
  };
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list, e.g. [one, two]',
  object: '`key: value` lines',
  record: '`key: value` lines',
};

const expectedWords = (expected: string): string => EXPECTED[expected] ?? expected;

function described(value: unknown): string {
  if (typeof value === 'string') return `the text "${value}"`;
  if (Array.isArray(value)) return 'a list';
  if (value === null || value === undefined) return 'nothing';
  return typeof value === 'object' ? 'a block of `key: value` lines' : JSON.stringify(value);
}

function missingRemedy(path: readonly Key[], expected: string, { outline }: Context): string {
  const values = outline.valuesAt(path);
  return values.length > 0 ? oneOf(values) : `add \`${lastOf(path)}:\` with ${expected}`;
}

function oneOf(values: readonly unknown[], written?: unknown): string {
  const names = [...new Set(values.map(String))];
  const nearest = typeof written === 'string' ? nearestName(written, names) : null;
  const all = names.length === 1 ? `write ${names.join('')}` : `write one of ${names.join(', ')}`;
  return nearest === null ? all : `did you mean ${nearest}? ${all}`.replace('? w', '? W');
}

/** Of a union's branches the one that the value was meant for speaks: the one whose kind of value it is. */
function unionProblems(issue: z.core.$ZodIssueInvalidUnion, path: readonly Key[], context: Context): FoundProblem[] {
  const written = valueAt(context.value, path);
  const meant = issue.errors.filter((branch) => !branch.some(isOtherKind));
  const [inside] = meant
    .filter((branch) => branch.some((one) => one.path.length > 0 || one.code !== 'invalid_value'))
    .sort((a, b) => a.length - b.length);
  if (inside !== undefined) return inside.flatMap((inner) => problemsOf(inner, path, context));
  const literals = meant.flatMap((branch) => branch.flatMap((one) => (one.code === 'invalid_value' ? one.values : [])));
  const values = literals.length > 0 ? literals : context.outline.valuesAt(path);
  const kinds = new Set(issue.errors.flatMap((branch) => branch.flatMap(kindOf)));
  const missing = written === undefined;
  return [
    {
      path,
      message: missing ? `\`${lastOf(path)}\` is missing` : `${described(written)} is not allowed here`,
      remedy: values.length > 0 ? oneOf(values, written) : `write ${[...kinds].join(' or ')}`,
    },
  ];
}

/** Whether a branch wants another kind of value altogether, such as a text for a list. */
const isOtherKind = (issue: Issue): boolean =>
  issue.path.length === 0 &&
  (issue.code === 'invalid_type' ||
    (issue.code === 'invalid_union' && issue.errors.every((branch) => branch.some(isOtherKind))));

function kindOf(issue: Issue): string[] {
  if (issue.code === 'invalid_type') return [expectedWords(issue.expected)];
  return issue.code === 'invalid_union' ? issue.errors.flatMap((branch) => branch.flatMap(kindOf)) : [];
}

function keyRemedy(issue: z.core.$ZodIssueInvalidKey, path: readonly Key[], { outline }: Context): string {
  const admitted = issue.issues.flatMap((inner) => (inner.code === 'invalid_value' ? inner.values : []));
  if (admitted.length > 0) return oneOf(admitted, path.at(-1));
  const [first] = issue.issues;
  const names = outline.keysAt(path.slice(0, -1));
  return names.length > 0 ? oneOf(names, path.at(-1)) : (first?.message ?? 'choose another name');
}

type Limit = z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig;

const smallWord = ({ origin }: Limit): string => (origin === 'array' || origin === 'string' ? 'short' : 'small');
const bigWord = ({ origin }: Limit): string => (origin === 'array' || origin === 'string' ? 'long' : 'big');

function limitRemedy(issue: Limit): string {
  const limit = String(issue.code === 'too_small' ? issue.minimum : issue.maximum);
  const unit = issue.origin === 'array' ? ' entries' : issue.origin === 'string' ? ' characters' : '';
  if (issue.inclusive === false) return `write ${issue.code === 'too_small' ? 'more' : 'less'} than ${limit}${unit}`;
  if (unit !== '' && limit === '1')
    return `write ${extent(issue)} one ${issue.origin === 'array' ? 'entry' : 'character'}`;
  return `write ${extent(issue)} ${limit}${unit}`;
}

function extent(issue: Limit): string {
  if (issue.exact === true) return 'exactly';
  return issue.code === 'too_small' ? 'at least' : 'at most';
}

/** A rule of our own may carry its remedy in `params`. */
function remedyOf(issue: z.core.$ZodIssueCustom): string {
  const remedy: unknown = issue.params?.['remedy'];
  return typeof remedy === 'string' ? remedy : 'correct this entry';
}
