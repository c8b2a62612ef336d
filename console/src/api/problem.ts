import type { components } from './schema';

type Problem = components['schemas']['Problem'];
type FieldProblem = Problem['errors'][number];

/** A refusal of the API (RFC 9457), or a failure on the way to it (`status` 0). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: readonly FieldProblem[];

  constructor(problem: Pick<Problem, 'status' | 'code' | 'detail' | 'errors'>) {
    super(problem.detail);
    this.name = 'ApiProblem';
    this.status = problem.status;
    this.code = problem.code;
    this.fields = problem.errors;
  }

  /** What is wrong with a field and how to mend it; undefined when that field is not at fault. */
  of(field: string): string | undefined {
    const found = this.fields.find((entry) => entry.field === field);
    return found === undefined ? undefined : `${sentence(found.message)} ${found.remedy}`;
  }
}

const sentence = (text: string): string => {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
};

const UNREACHABLE = {
  status: 0,
  code: 'unreachable',
  detail: 'The server does not answer. Check that Leadline is running and that you are online.',
  errors: [],
};

/** The data of an answer; throws its problem as an `ApiProblem`. */
export function unwrap<T>(answer: { readonly data?: T; readonly error?: unknown; readonly response: Response }): T {
  if (answer.response.ok) return answer.data as T; // 204 has none, and then T is undefined.
  throw problemOf(answer.error, answer.response.status);
}

function problemOf(error: unknown, status: number): ApiProblem {
  if (typeof error === 'object' && error !== null && 'code' in error && 'detail' in error) {
    // Told by its two marks; a proxy on the way may answer in another shape.
    return new ApiProblem(error as Problem);
  }
  return new ApiProblem({
    status,
    code: 'unexpected',
    detail: `The server answered with status ${String(status)}.`,
    errors: [],
  });
}

/** What to tell about anything that was thrown while asking the API. */
export const asProblem = (error: unknown): ApiProblem =>
  error instanceof ApiProblem ? error : new ApiProblem(UNREACHABLE);
