import type { Response } from 'express';
import { z } from 'zod';

/** What is wrong with one field of a request, and how to mend it. */
export interface FieldProblem {
  /** Path of the field as the caller wrote it: `limit`, `scopes[0]`. */
  readonly field: string;
  readonly message: string;
  readonly remedy: string;
}

/** Why a request was not served. Stable: clients branch on `code`. */
export type ProblemCode =
  | 'invalid_request'
  | 'invalid_json'
  | 'not_authenticated'
  | 'not_signed'
  | 'not_allowed'
  | 'not_found'
  | 'method_not_allowed'
  | 'conflict'
  | 'too_large'
  | 'unsupported_media_type'
  | 'refused'
  | 'too_many_failures'
  | 'internal'
  | 'unavailable';

export const PROBLEMS: Readonly<Record<ProblemCode, { readonly status: number; readonly title: string }>> = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  invalid_json: { status: 400, title: 'The body is not JSON' },
  not_authenticated: { status: 401, title: 'Who calls is not known' },
  not_signed: { status: 401, title: 'A valid signature is needed' },
  not_allowed: { status: 403, title: 'The caller may not do this' },
  not_found: { status: 404, title: 'There is no such thing' },
  method_not_allowed: { status: 405, title: 'The method is not allowed here' },
  conflict: { status: 409, title: 'It does not go with the present state' },
  too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The body must be application/json' },
  refused: { status: 422, title: 'The body was understood and refused' },
  too_many_failures: { status: 429, title: 'Too many failures' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'A part that is needed does not answer' },
};

/** RFC 9457 problem details, as OpenAPI shows them. */
export const problemSchema = z
  .object({
    type: z.string().meta({ description: 'Names the kind of problem; `urn:leadline:problem:<code>`.' }),
    title: z.string(),
    status: z.int(),
    code: z.string().meta({ description: 'Stable; branch on this.' }),
    detail: z.string(),
    errors: z
      .array(z.object({ field: z.string(), message: z.string(), remedy: z.string() }))
      .meta({ description: 'What is wrong field by field; empty where no field is at fault.' }),
  })
  .meta({ id: 'Problem' });

/** An expected refusal, as a value that handlers return. */
export class Problem {
  readonly code: ProblemCode;
  readonly status: number;
  readonly detail: string;
  readonly errors: readonly FieldProblem[];

  constructor(code: ProblemCode, detail: string, errors: readonly FieldProblem[] = []) {
    this.code = code;
    this.status = PROBLEMS[code].status;
    this.detail = detail;
    this.errors = errors;
  }
}

export const badCursor = (): Problem =>
  new Problem('invalid_request', 'The query has an error.', [
    {
      field: 'cursor',
      message: 'is not a cursor of this list in this order',
      remedy: 'Give nextCursor of the page before with the same parameters, or leave it out to begin anew.',
    },
  ]);

export const noSuchLead = (): Problem => new Problem('not_found', 'There is no such lead, or it was erased.');

export const noSuchUser = (): Problem => new Problem('not_found', 'There is no such user.');

export const emailTaken = (): Problem =>
  new Problem('conflict', 'Somebody has an account with that address.', [
    { field: 'email', message: 'belongs to an account', remedy: 'Give another address.' },
  ]);

/** Of a link's secret: whether it ever was good is not told. */
export const deadLink = (): Problem =>
  new Problem('not_authenticated', 'The link was used, is too old or never was one. Ask for a new one.');

export const noWorkspace = (): Problem =>
  new Problem('conflict', 'No workspace was ever activated, so there is no model and no team.');

/** Answers with `application/problem+json`. */
export function sendProblem(response: Response, problem: Problem): void {
  const { code, status, detail, errors } = problem;
  response
    .status(status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: `urn:leadline:problem:${code}`,
        title: PROBLEMS[code].title,
        status,
        code,
        detail,
        errors,
      }),
    );
}

/** What zod found, in our words. `in` says which part of the request was read. */
export function problemOfIssues(part: 'path' | 'query' | 'body', error: z.ZodError): Problem {
  const errors = error.issues.flatMap(fieldProblems);
  const code = part === 'body' ? 'refused' : 'invalid_request';
  return new Problem(code, `The ${part} has ${errors.length === 1 ? 'an error' : `${errors.length} errors`}.`, errors);
}

function fieldProblems(issue: z.core.$ZodIssue): readonly FieldProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: fieldPath([...issue.path, key]),
      message: 'There is no such field.',
      remedy: 'Remove it; /api/openapi.json lists the fields.',
    }));
  }
  return [{ field: fieldPath(issue.path), message: issue.message, remedy: remedyOf(issue) }];
}

const fieldPath = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? String(step) : `${text}.${String(step)}`;
  }, '');

function remedyOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_value':
      return `Give one of: ${issue.values.map(String).join(', ')}.`;
    case 'invalid_type':
      return `Give a value of type ${issue.expected}.`;
    case 'too_small':
      return `Give at least ${String(issue.minimum)}.`;
    case 'too_big':
      return `Give at most ${String(issue.maximum)}.`;
    case 'invalid_format':
      return issue.format === 'regex' && issue.pattern !== undefined
        ? `Give a value that matches ${issue.pattern}.`
        : `Give a value in the format ${issue.format}.`;
    default:
      return 'See /api/openapi.json for what is expected.';
  }
}
