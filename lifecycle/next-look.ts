import type { EpochMs } from '../domain/time';
import { expiryOf } from './call-by-expiry';
import { holdEndsAt } from './operator-hold';
import type { Policy } from './policy';
import type { Situation } from './situation';

/**
 * The earliest instant after `asOf` at which `nextStage` may answer differently with nothing new known; null if there is none.
 * What a vendor's clock dates into our future is looked at again when it comes.
 */
export function nextLookAt(policy: Policy, situation: Situation): EpochMs | null {
  const { stage, asOf, crm, decision } = situation;
  if (stage === 'disqualified' || stage === 'customer') return null;
  const instants = [
    stage === 'recycled' ? situation.recycleUntil : null,
    holdEndsAt(policy, situation),
    expiryOf(policy, situation)?.at ?? null,
    crm.dispositionAt,
    crm.lifecycleStageAt,
    decision.handRaisedAt,
    decision.productQualifiedAt,
  ];
  const later = instants.filter((at) => at !== null).filter((at) => at > asOf);
  return later.length === 0 ? null : Math.min(...later);
}
