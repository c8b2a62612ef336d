import { setTimeout as pause } from 'node:timers/promises';
import type { EpochMs } from '../../domain/time';
import type { Database } from '../../store/database';

export interface HandOffs {
  readonly count: number;
  /** When the last of them was seen. */
  readonly lastAt: EpochMs;
}

export interface Watch {
  /** What was seen so far; no more is looked at. */
  stop(): Promise<HandOffs>;
  /** The same, once none has been added for a while. */
  untilStill(): Promise<HandOffs>;
}

const POLL_MS = 250;
const STILL_MS = 10_000;

/** Looks again and again how many leads have been given to a rep. */
export function watchHandOffs(db: Database): Watch {
  let seen: HandOffs = { count: 0, lastAt: Date.now() };
  const stopping = new AbortController();
  const look = async (): Promise<void> => {
    const { count } = await db
      .selectFrom('assignment')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('attempt', '=', 1)
      .executeTakeFirstOrThrow();
    if (count > seen.count) seen = { count, lastAt: Date.now() };
  };
  const looking = (async () => {
    while (!stopping.signal.aborted) {
      await look();
      await pause(POLL_MS);
    }
  })();
  // Whoever stops the watch hears of a failure.
  looking.catch(() => undefined);
  const stop = async (): Promise<HandOffs> => {
    stopping.abort();
    await looking;
    await look();
    return seen;
  };
  return {
    stop,
    untilStill: async () => {
      const since = Date.now();
      while (Date.now() - Math.max(seen.lastAt, since) < STILL_MS) await pause(POLL_MS);
      return await stop();
    },
  };
}
