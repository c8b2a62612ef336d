import type { EpochMs } from '../../domain/time';
import type { DueWishes, WishBacklog } from '../../store/crm-wish-backlog';

/** The most wishes of one page: enough to fill every batch of a hundred. */
const PAGE_SIZE = 1_000;

const BATCH = 100;

/** While more keep coming, a page waits for them, but not for long. */
interface Patience {
  /** Nothing new for this long: what is there is all there will be. */
  readonly quietMs: number;
  readonly longestMs: number;
}

const HAND_OFFS: Patience = { quietMs: 300, longestMs: 8_000 };
const REFRESHES: Patience = { quietMs: 1_500, longestMs: 10_000 };

/** How many contacts and tasks to take up. */
export interface Taking {
  readonly kind: 'take';
  readonly contacts: number;
  readonly tasks: number;
}

/** What to do about a backlog: take some of it up, or wait for it to fill. */
export type Portion = { readonly kind: 'wait'; readonly ms: number } | Taking;

/**
 * Hand-offs go as soon as no more come for a moment, so a single one goes at once; under load they gather until whole batches
 * are full, so that a thousand cost ten calls and not a thousand.
 */
export function portionOf(backlog: WishBacklog, now: EpochMs): Portion {
  const waits = [waitFor(backlog.handOffs, HAND_OFFS, now), waitFor(backlog.refreshes, REFRESHES, now)].filter(
    (wait) => wait !== null,
  );
  const soonest = Math.min(...waits);
  return soonest <= 0 ? takingOf(backlog, now) : { kind: 'wait', ms: soonest };
}

/** All that is due; while more keep coming, the batch that has just begun is left to fill. */
export function takingOf(backlog: WishBacklog, now: EpochMs): Taking {
  const { handOffs, refreshes } = backlog;
  const flowing = [handOffs, refreshes].some(({ newestAt }) => newestAt !== null && now - newestAt < HAND_OFFS.quietMs);
  const take = (count: number): number => Math.min(flowing ? wholeBatches(count) : count, PAGE_SIZE);
  return {
    kind: 'take',
    contacts: take(handOffs.contacts + refreshes.contacts),
    tasks: take(handOffs.tasks + refreshes.tasks),
  };
}

/** Milliseconds until these are worth a page; 0 or less: now; null: there are none. */
function waitFor(due: DueWishes, patience: Patience, now: EpochMs): number | null {
  if (due.oldestAt === null || due.newestAt === null) return null;
  if (due.contacts + due.tasks >= PAGE_SIZE) return 0;
  return Math.min(due.newestAt + patience.quietMs, due.oldestAt + patience.longestMs) - now;
}

const wholeBatches = (count: number): number => (count < BATCH ? count : count - (count % BATCH));
