import { ApplicationFailure } from '@temporalio/activity';
import { LeadlineError } from '../domain/errors';

/**
 * Lets nothing of an error into Temporal but its code: the message of a database or vendor error may quote a person's data,
 * and a history cannot be erased.
 */
export const codesOnly =
  <Request, Result>(activity: (request: Request) => Promise<Result>): ((request: Request) => Promise<Result>) =>
  async (request) => {
    try {
      return await activity(request);
    } catch (error) {
      // Our own failures are coded already.
      if (error instanceof ApplicationFailure) throw error;
      throw ApplicationFailure.create({ type: codeOf(error), message: 'The step failed; see the log of the worker.' });
    }
  };

function codeOf(error: unknown): string {
  if (error instanceof LeadlineError) return error.code;
  const code: unknown = (error as { code?: unknown } | null)?.code; // node's and PostgreSQL's errors carry one
  if (typeof code === 'string') return code;
  return error instanceof Error ? error.name : 'unknown';
}
