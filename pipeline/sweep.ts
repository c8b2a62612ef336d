import type { Failpoint } from '../domain/failpoint';
import type { Clock } from '../domain/time';
import type { Database } from '../store/database';
import { enqueueDueLeads, enqueueFadingLeads, enqueueOutdatedLeads } from '../store/score-sweep';

export interface SweepDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly failpoint: Failpoint;
}

const LEADS_A_STEP = 5_000;

/**
 * Puts leads before the scorer that time alone has changed, and those that fade. Resolves to how many; less than a step's
 * worth means that all are queued.
 */
export async function sweepDue(deps: SweepDeps): Promise<number> {
  const now = deps.clock();
  return await enqueueInTransaction(deps, async (tx) => {
    const due = await enqueueDueLeads(tx, { now, limit: LEADS_A_STEP });
    return due + (await enqueueFadingLeads(tx, { now, limit: LEADS_A_STEP }));
  });
}

/**
 * Puts leads before the scorer that were evaluated with another version of the workspace. Call until it resolves to 0 when
 * a version is activated. `quiet`: what they become opens no clocks.
 */
export async function sweepOutdated(
  deps: SweepDeps,
  version: { readonly workspaceId: string; readonly quiet: boolean },
): Promise<number> {
  return enqueueInTransaction(deps, (tx) => enqueueOutdatedLeads(tx, { ...version, limit: LEADS_A_STEP }));
}

async function enqueueInTransaction(deps: SweepDeps, enqueue: (tx: Database) => Promise<number>): Promise<number> {
  const found = await deps.db.transaction().execute(async (tx) => {
    const enqueued = await enqueue(tx);
    if (enqueued > 0) deps.failpoint('sweep.before_commit');
    return enqueued;
  });
  if (found > 0) deps.failpoint('sweep.after_commit');
  return found;
}
