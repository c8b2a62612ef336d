import { DAY_MS, type EpochMs } from '../domain/time';
import type { Policy } from './policy';
import { recycleCall } from './recycle-call';
import type { Situation, StageCall } from './situation';

/** What becomes of a lead that a rep holds and does nothing about. */
export function callByExpiry(policy: Policy, situation: Situation): StageCall | null {
  const expiry = expiryOf(policy, situation);
  if (expiry === null || situation.asOf < expiry.at) return null;
  const { at, reason, cause } = expiry;
  const call = recycleCall(policy, { reason, cause, decidedBy: 'leadline', asOf: situation.asOf });
  // An MQL's deadline stands as a step of its ladder, before which the CRM was read.
  return situation.stage === 'mql' ? call : { ...call, deadlineAt: at };
}

/** When the visit ends by itself, and why; null when it does not. */
export function expiryOf(
  policy: Policy,
  situation: Situation,
): { readonly at: EpochMs; readonly reason: string; readonly cause: string } | null {
  const { stage, stageSince, verdictDueAt, crm } = situation;
  if (stage === 'mql') {
    const reason = policy.sla.acceptance.recycleReason;
    return verdictDueAt === null ? null : { at: verdictDueAt, reason, cause: 'no_verdict' };
  }
  if (stage !== 'sal' && stage !== 'sql') return null;
  const stale = policy.stale[stage];
  if (stale === undefined) return null;
  const lastMoved = Math.max(stageSince, crm.lastTouchAt ?? stageSince);
  return { at: lastMoved + stale.days * DAY_MS, reason: stale.reason, cause: 'no_touch' };
}
