import { z } from 'zod';
import { ApiError } from '../api-error';
import type { Answer } from '../call';
import { operations } from './operations';
import type { ControlContext } from './operation';

/**
 * Carries out one operation in one transaction.
 *
 * @returns 200 with `{ result }`, 4xx with `{ error }` when the input or the state does not allow it
 */
export async function runOperation(context: ControlContext, name: string, content: string): Promise<Answer> {
  const found = Object.entries(operations).find(([known]) => known === name)?.[1];
  if (!found) return { status: 404, body: { error: `No operation ${name}.` } };
  try {
    // Each operation parses its own input; which one it is was decided by name just above.
    const run = found.run as (context: ControlContext, input: unknown) => unknown;
    const input: unknown = found.input.parse(content === '' ? {} : JSON.parse(content));
    const result = await context.parts.database.transaction(() => run(context, input));
    return { status: 200, body: { result } };
  } catch (error) {
    return refusal(error);
  }
}

function refusal(error: unknown): Answer {
  if (error instanceof z.ZodError) return { status: 400, body: { error: z.prettifyError(error) } };
  if (error instanceof ApiError) return { status: error.status, body: { error: error.message } };
  return { status: 500, body: { error: error instanceof Error ? error.message : String(error) } };
}
