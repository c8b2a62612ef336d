import type { Clock, EpochMs } from '../../../domain/time';

/** A clock that stands still until it is set. */
export interface MovingClock {
  readonly now: Clock;
  set(at: EpochMs): void;
  advance(ms: number): void;
}

export function movingClock(start: EpochMs): MovingClock {
  let at = start;
  return {
    now: () => at,
    set: (to) => {
      at = to;
    },
    advance: (ms) => {
      at += ms;
    },
  };
}
