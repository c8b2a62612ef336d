import type { EpochMs } from '../../domain/time';
import type { DueWishes, HandOffInflow, WishBacklog } from '../../store/crm-wish-backlog';

/** The most wishes of one page: enough to fill every batch of a hundred. */
const PAGE_SIZE = 1_000;

const BATCH = 100;

/** While more keep coming, a page waits for them, but not for long. */
interface Patience {
  /** Nothing new for this long: what is there is all there will be. */
  readonly quietMs: number;
  readonly longestMs: number;
}

const HAND_OFFS: Patience = { quietMs: 300, longestMs: 1_200 };
/**
 * So many lately, or while so many leads wait, are nobody's next call: an import or another model has made them, and more of
 * them will follow.
 */
const FLOOD = 15;
const FLOODING: Patience = { quietMs: 3_000, longestMs: 30_000 };
/** Hand-offs that trickle in share the calls of one page a second. */
const APART_MS = 1_000;
const REFRESHES: Patience = { quietMs: 1_500, longestMs: 10_000 };
const MANY_REFRESHES: Patience = { quietMs: 3_000, longestMs: 60_000 };

/** How many contacts and tasks to take up. */
export interface Taking {
  readonly kind: 'take';
  readonly contacts: number;
  readonly tasks: number;
}

/** What to do about a backlog: take some of it up, or wait for it to fill. */
export type Portion = { readonly kind: 'wait'; readonly ms: number } | Taking;

/** What a page is thought about with. */
export interface Outlook extends HandOffInflow {
  readonly now: EpochMs;
  /** When hand-offs of the same connection last went; null when that is not remembered. */
  readonly lastHandOffsAt: EpochMs | null;
}

/**
 * Hand-offs go as soon as no more come for a moment, so a single one goes at once; under load they gather until whole batches
 * are full, so that a thousand cost ten calls and not a thousand.
 */
export function portionOf(backlog: WishBacklog, outlook: Outlook): Portion {
  const { refreshes } = backlog;
  const patience = refreshes.contacts >= BATCH ? MANY_REFRESHES : REFRESHES;
  const waits = [waitForHandOffs(backlog, outlook), waitFor(refreshes, patience, outlook.now)].filter(
    (wait) => wait !== null,
  );
  const soonest = Math.min(...waits);
  return soonest <= 0 ? takingOf(backlog, outlook) : { kind: 'wait', ms: soonest };
}

/** All that is due; while more keep coming, the batch that has just begun is left to fill. */
export function takingOf({ handOffs, refreshes }: WishBacklog, outlook: Outlook): Taking {
  const { quietMs } = patienceWith(outlook);
  const flowing = [handOffs, refreshes].some(({ newestAt }) => newestAt !== null && outlook.now - newestAt < quietMs);
  const take = (count: number): number => Math.min(flowing ? wholeBatches(count) : count, PAGE_SIZE);
  return {
    kind: 'take',
    contacts: take(handOffs.contacts + refreshes.contacts),
    tasks: take(handOffs.tasks + refreshes.tasks),
  };
}

const patienceWith = ({ recentHandOffs, manyLeadsWait }: HandOffInflow): Patience =>
  recentHandOffs >= FLOOD || manyLeadsWait ? FLOODING : HAND_OFFS;

function waitForHandOffs({ handOffs: due }: WishBacklog, outlook: Outlook): number | null {
  const { now, lastHandOffsAt } = outlook;
  const wait = waitFor(due, patienceWith(outlook), now);
  if (wait === null || due.contacts >= PAGE_SIZE || due.tasks >= PAGE_SIZE) return wait;
  return lastHandOffsAt === null ? wait : Math.max(wait, lastHandOffsAt + APART_MS - now);
}

/** Milliseconds until these are worth a page; 0 or less: now; null: there are none. */
function waitFor(due: DueWishes, patience: Patience, now: EpochMs): number | null {
  if (due.oldestAt === null || due.newestAt === null) return null;
  if (due.contacts + due.tasks >= PAGE_SIZE) return 0;
  return Math.min(due.newestAt + patience.quietMs, due.oldestAt + patience.longestMs) - now;
}

const wholeBatches = (count: number): number => (count < BATCH ? count : count - (count % BATCH));
