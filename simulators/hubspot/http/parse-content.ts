import type { z } from 'zod';
import { ApiError } from '../api-error';
import type { Call } from '../call';

/** The body of a request: form fields as an object of strings, everything else as JSON. */
export function parseContent(request: { readonly contentType: string | undefined; readonly content: string }): unknown {
  if (request.content === '') return undefined;
  if (request.contentType?.startsWith('application/x-www-form-urlencoded') === true) {
    return Object.fromEntries(new URLSearchParams(request.content));
  }
  try {
    return JSON.parse(request.content) as unknown;
  } catch (error) {
    throw malformedJson(request.content, error);
  }
}

/** @throws ApiError 400 as HubSpot answers a body of the wrong shape */
export function parseBody<Schema extends z.ZodType>(schema: Schema, call: Call): z.infer<Schema> {
  const parsed = schema.safeParse(call.body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') ?? '';
  throw invalidInput(1, 1, `${where === '' ? 'body' : where}: ${issue?.message ?? 'not valid'}`);
}

function malformedJson(content: string, error: unknown): ApiError {
  const message = error instanceof Error ? error.message : 'not valid';
  const position = Number(/position (\d+)/.exec(message)?.[1] ?? content.length);
  const before = content.slice(0, position).split('\n');
  return invalidInput(before.length, (before.at(-1)?.length ?? 0) + 1, message.replace(/ in JSON.*| \(line.*/s, ''));
}

/** This one error has no category. */
function invalidInput(line: number, column: number, reason: string): ApiError {
  return new ApiError({ status: 400, message: `Invalid input JSON on line ${line}, column ${column}: ${reason}` });
}
