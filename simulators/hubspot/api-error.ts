import { randomUUID } from 'node:crypto';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** One detail inside `errors[]` of an error body. */
export interface ErrorDetail {
  readonly message: string;
  readonly code?: string;
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

/** What an error says, whether as an answer of its own or as a row of a 207. */
export interface ErrorDetails {
  readonly status: string;
  readonly message: string;
  readonly category?: string;
  readonly subCategory?: string;
  readonly context?: Readonly<Record<string, readonly string[]>>;
  readonly errors?: readonly ErrorDetail[];
  readonly links?: Readonly<Record<string, string>>;
  readonly [extra: string]: Json | readonly ErrorDetail[] | undefined;
}

export interface ApiErrorInput {
  readonly status: number;
  readonly message: string;
  readonly category?: string;
  readonly subCategory?: string;
  readonly context?: Readonly<Record<string, readonly string[]>>;
  readonly errors?: readonly ErrorDetail[];
  readonly links?: Readonly<Record<string, string>>;
  readonly extra?: Readonly<Record<string, Json>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal as HubSpot words it. Thrown by endpoints; the pipeline rolls back what the call did and answers with `body()`. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly input: ApiErrorInput;

  constructor(input: ApiErrorInput) {
    super(input.message);
    this.input = input;
    this.status = input.status;
    this.headers = input.headers ?? {};
  }

  body(): ErrorDetails & { readonly correlationId: string } {
    return { ...this.details(), correlationId: randomUUID() };
  }

  details(): ErrorDetails {
    const { message, category, subCategory, context, errors, links, extra } = this.input;
    return {
      status: 'error',
      message,
      ...(context && { context }),
      ...(errors && { errors }),
      ...(links && { links }),
      ...(category !== undefined && { category }),
      ...(subCategory !== undefined && { subCategory }),
      ...extra,
    };
  }
}

export interface PropertyProblem {
  readonly name: string;
  /** HubSpot's code, e.g. `PROPERTY_DOESNT_EXIST`, `INVALID_OPTION`. */
  readonly error: string;
  readonly message: string;
}

/** 400 with the peculiar message that holds a JSON array of the bad properties. */
export function invalidProperties(problems: readonly PropertyProblem[], portalId: number): ApiError {
  const listed = problems.map(({ name, error, message }) => ({
    isValid: false,
    message,
    error,
    name,
    localizedErrorMessage: message,
    portalId,
  }));
  return new ApiError({
    status: 400,
    message: `Property values were not valid: ${JSON.stringify(listed)}`,
    category: 'VALIDATION_ERROR',
    errors: problems.map(({ name, error, message }) => ({ message, code: error, context: { propertyName: [name] } })),
  });
}

export function validationError(message: string, context?: Readonly<Record<string, readonly string[]>>): ApiError {
  return new ApiError({ status: 400, message, category: 'VALIDATION_ERROR', ...(context && { context }) });
}

export function notFound(
  message = 'resource not found',
  context?: Readonly<Record<string, readonly string[]>>,
): ApiError {
  return new ApiError({ status: 404, message, category: 'OBJECT_NOT_FOUND', ...(context && { context }) });
}

export function conflict(message: string): ApiError {
  return new ApiError({ status: 409, message, category: 'CONFLICT' });
}

export function contactExists(existingId: string): ApiError {
  return conflict(`Contact already exists. Existing ID: ${existingId}`);
}
