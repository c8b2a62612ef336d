import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { Clock } from '../domain/time';
import { errorSummary } from '../host/error-summary';
import type { Trail } from '../pipeline/trail';
import type { Database } from '../store/database';

/**
 * Makes every activity of a lead a step of its trail. Not by the SDK's own interceptors: they tie what a workflow does to the
 * call that started it, and a lead's workflow runs for months.
 */
export const traceActivities =
  (deps: {
    readonly trail: Trail;
    readonly db: Database;
    readonly clock: Clock;
    readonly log: Logger;
  }): ActivityInterceptorsFactory =>
  (context) => ({
    inbound: {
      execute: async (input, next) => {
        const leadId = leadIdOf(input.args[0]);
        if (leadId === null) return next(input);
        const startedAt = deps.clock();
        const result = await next(input);
        // What is done is done, though nobody can follow it: an error here would have it done again.
        await deps.trail
          .step(deps.db, { name: context.info.activityType, leadIds: [leadId], startedAt })
          .catch((error: unknown) => deps.log.warn({ error: errorSummary(error) }, 'a step could not be traced'));
        return result;
      },
    },
  });

function leadIdOf(request: unknown): string | null {
  if (typeof request !== 'object' || request === null || !('leadId' in request)) return null;
  return typeof request.leadId === 'string' ? request.leadId : null;
}
