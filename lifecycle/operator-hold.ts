import { DAY_MS, type EpochMs } from '../domain/time';
import type { Policy } from './policy';
import { overridesSince } from './request';
import type { Situation } from './situation';

/** Until when an operator's move holds against the points; null when no operator began this visit. */
export function holdEndsAt(policy: Policy, situation: Situation): EpochMs | null {
  return situation.enteredBy === 'operator' ? situation.stageSince + policy.operatorHoldDays * DAY_MS : null;
}

/**
 * Whether the lead stays where an operator put it, whatever the points say. A new request lifts the hold; a recycled lead has
 * its own date instead.
 */
export function isOnHold(policy: Policy, situation: Situation): boolean {
  const { decision, asOf, stageSince: since } = situation;
  if (situation.stage === 'recycled') return false;
  const endsAt = holdEndsAt(policy, situation);
  return endsAt !== null && asOf < endsAt && !overridesSince(policy, { decision, since, asOf });
}
