import type { Stage } from '../domain/stage';
import { callByCrm } from './call-by-crm';
import { callByExpiry } from './call-by-expiry';
import { callByPoints } from './call-by-points';
import { callByVerdict } from './call-by-verdict';
import { isOnHold } from './operator-hold';
import type { Policy } from './policy';
import type { Situation, StageCall } from './situation';
import { mayMove } from './transitions';

/** In order of weight: the CRM's word, the rep's, a clock that has run out, and only then the points. */
const RULES: readonly ((policy: Policy, situation: Situation) => StageCall | null)[] = [
  callByCrm,
  callByVerdict,
  callByExpiry,
  callOutOfMarket,
  callByPoints,
];

/**
 * The move that is called for now; null when the lead stays where it is. Goes straight to the highest stage called for. Total:
 * any situation has an answer, and after at most a few moves at one instant the answer is null.
 */
export function nextStage(policy: Policy, situation: Situation): StageCall | null {
  for (const rule of RULES) {
    const call = rule(policy, situation);
    if (call !== null && mayMove(situation.stage, call.to, call.decidedBy)) return call;
  }
  return null;
}

/** Stages in which a rule of the model may still put a lead out of market; later on that is a person's verdict. */
const BEFORE_VERDICT: readonly Stage[] = ['subscriber', 'nurture', 'prospect', 'mql', 'recycled'];

function callOutOfMarket(policy: Policy, situation: Situation): StageCall | null {
  const rule = situation.decision.disqualifiedBy;
  if (rule === null || !BEFORE_VERDICT.includes(situation.stage) || isOnHold(policy, situation)) return null;
  return { to: 'disqualified', cause: `out_of_market.${rule}`, decidedBy: 'leadline' };
}
