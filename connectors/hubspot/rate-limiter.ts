import type { Clock } from '../../domain/time';

/** Keeps a process below a vendor's burst limit. Callers wait their turn in the order they came. */
export interface RateLimiter {
  /** Resolves when a call may be made. */
  take(): Promise<void>;
  /** Lets no call go for a while, whoever asks. */
  pause(ms: number): void;
  /** What an answer told of the limit that all callers of the account share. */
  observe(limit: { readonly max: number; readonly remaining: number; readonly intervalMs: number }): void;
}

export interface RateLimiterOptions {
  readonly max: number;
  readonly intervalMs: number;
  /** Real time: the vendor's window runs by the wall clock. */
  readonly clock: Clock;
  readonly sleep: (ms: number) => Promise<void>;
}

/** When this share of the account's limit is left, others are using it too: slow down before it is spent. */
const SCARCE_SHARE = 0.1;

/** At most `max` calls in any window of `intervalMs`, fewer while the account's own count runs low. */
export function createRateLimiter(options: RateLimiterOptions): RateLimiter {
  const { max, intervalMs, clock, sleep } = options;
  const taken: number[] = [];
  let notBefore = 0;
  let turn: Promise<void> = Promise.resolve();

  const waitForRoom = async (): Promise<void> => {
    for (;;) {
      const now = clock();
      const oldest = taken.length < max ? undefined : taken[taken.length - max];
      const roomAt = Math.max(notBefore, oldest === undefined ? 0 : oldest + intervalMs);
      if (roomAt <= now) {
        taken.push(now);
        if (taken.length > max) taken.shift();
        return;
      }
      await sleep(roomAt - now);
    }
  };
  const pause = (ms: number): void => {
    notBefore = Math.max(notBefore, clock() + ms);
  };
  return {
    take: () => {
      turn = turn.then(waitForRoom);
      return turn;
    },
    pause,
    observe: (limit) => {
      // Spread what is left over the rest of the window, of which no more is known than its length.
      if (limit.remaining <= limit.max * SCARCE_SHARE) pause(limit.intervalMs / Math.max(limit.remaining, 1) / 2);
    },
  };
}
