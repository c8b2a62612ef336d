import { DAY_MS, type EpochMs } from '../domain/time';
import type { Policy } from './policy';

/** Until when a lead recycled at `at` is left alone; null: until an operator moves it or it asks for contact itself. */
export function recycledUntil(policy: Policy, reason: string, at: EpochMs): EpochMs | null {
  const days = Object.hasOwn(policy.recycle.daysByReason, reason) ? policy.recycle.daysByReason[reason] : undefined;
  return days === undefined || days === null ? null : at + days * DAY_MS;
}

/** The reasons for which a lead can be recycled, in the order of lifecycle.yaml. */
export const recycleReasons = (policy: Policy): readonly string[] => Object.keys(policy.recycle.daysByReason);
