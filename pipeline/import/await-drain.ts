import type { Clock, EpochMs } from '../../domain/time';
import { readBacklog, type Backlog } from '../../store/backlog';
import type { Database } from '../../store/database';

const POLL_MS = 1_000;
/** Refreshes of records wait up to a quarter of a minute; what is due later than this is not of this import. */
const HORIZON_MS = 60_000;
/** Between a wake's delivery and the workflow's next write nothing waits in SQL: stillness has to last. */
const STILL_MS = 10_000;

/**
 * Waits until everything has come through: nothing before the scorer, Temporal or a CRM, and for ten seconds no further
 * move. Resolves to the instant of the last change seen, or to null when interrupted.
 */
export async function awaitDrain(
  deps: { readonly db: Database; readonly clock: Clock; readonly pause: (ms: number) => Promise<void> },
  wait: { readonly signal: AbortSignal; readonly onProgress: (backlog: Backlog) => void },
): Promise<EpochMs | null> {
  let lastChange = deps.clock();
  let done = -1;
  while (!wait.signal.aborted) {
    const now = deps.clock();
    const backlog = await readBacklog(deps.db, { dueBy: now + HORIZON_MS });
    const waiting = backlog.scoring + backlog.wakes + backlog.wishes;
    if (waiting > 0 || backlog.done !== done) lastChange = now;
    else if (now - lastChange >= STILL_MS) return lastChange;
    done = backlog.done;
    wait.onProgress(backlog);
    await deps.pause(POLL_MS);
  }
  return null;
}
