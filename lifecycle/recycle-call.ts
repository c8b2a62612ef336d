import type { DecidedBy } from '../domain/stage';
import type { EpochMs } from '../domain/time';
import type { Policy } from './policy';
import { recycledUntil } from './recycling';
import type { StageCall } from './situation';

/** A move to `recycled` with its reason and, where the reason has one, its date. */
export function recycleCall(
  policy: Policy,
  recycling: {
    readonly reason: string;
    readonly cause: string;
    readonly decidedBy: DecidedBy;
    readonly asOf: EpochMs;
  },
): StageCall {
  const until = recycledUntil(policy, recycling.reason, recycling.asOf);
  return {
    to: 'recycled',
    cause: recycling.cause,
    decidedBy: recycling.decidedBy,
    recycleReason: recycling.reason,
    ...(until === null ? {} : { recycleUntil: until }),
  };
}
