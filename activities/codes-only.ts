import { ApplicationFailure } from '@temporalio/activity';
import { errorKind, framesOf } from '../host/error-summary';

/**
 * Lets nothing of an error into Temporal but its code and its place: the message of a database or vendor error may quote a
 * person's data, and a history cannot be erased.
 */
export const codesOnly =
  <Request, Result>(activity: (request: Request) => Promise<Result>): ((request: Request) => Promise<Result>) =>
  async (request) => {
    try {
      return await activity(request);
    } catch (error) {
      // Our own failures are coded already.
      if (error instanceof ApplicationFailure) throw error;
      throw codedFailure(error);
    }
  };

function codedFailure(error: unknown): ApplicationFailure {
  const message = 'The step failed; it is tried again.';
  const failure = ApplicationFailure.create({ type: errorKind(error), message });
  const frames = error instanceof Error ? framesOf(error) : [];
  failure.stack = [`${failure.name}: ${message}`, ...frames].join('\n');
  return failure;
}
