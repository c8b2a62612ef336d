import { Context } from '@temporalio/activity';

/** Well below the heartbeat time-out of the workflows that call such activities. */
const HEARTBEAT_MS = 2_000;

/**
 * Tells Temporal while an activity runs that its process lives, so that another takes over within seconds when it does not.
 * The work is told by `signal` when the worker is to end.
 */
export async function whileAlive<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const context = Context.current();
  const timer = setInterval(() => context.heartbeat(), HEARTBEAT_MS);
  try {
    return await work(context.cancellationSignal);
  } finally {
    clearInterval(timer);
  }
}
