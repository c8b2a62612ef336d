import type { Policy } from './policy';
import { recycleCall } from './recycle-call';
import type { Situation, StageCall } from './situation';
import { verdictOf, type Verdict } from './verdict';

/** Of a move that the CRM's lifecycle stage calls for. */
export const CRM_STAGE_CAUSE = 'crm_lifecycle_stage';

/** What the rep has said of the lead in this visit. */
export function callByVerdict(policy: Policy, situation: Situation): StageCall | null {
  const { crm, asOf, stage } = situation;
  const verdict = verdictOf(policy, crm.disposition);
  if (verdict === null || !isOfThisVisit(situation, verdict)) return null;
  // While the deal is open the CRM says opportunity, and would say so again.
  if (stage === 'opportunity' && crm.openDeal) return null;
  const cause = causeOf(verdict);
  switch (verdict.kind) {
    case 'accept':
      return { to: 'sal', cause, decidedBy: 'crm' };
    case 'recycle':
      return recycleCall(policy, { reason: verdict.reason, cause, decidedBy: 'crm', asOf });
    case 'disqualify':
      return { to: 'disqualified', cause, decidedBy: 'crm' };
    case 'reroute':
      return { to: 'mql', cause, decidedBy: 'crm', route: { owner: 'other' } };
    case 'route':
      return { to: 'mql', cause, decidedBy: 'crm', route: { owner: 'other', role: verdict.role } };
  }
}

const causeOf = (verdict: Verdict): string => `verdict.${verdict.key}`;

/**
 * A verdict given before the visit was about another one. One given in the very millisecond the visit began counts, unless it
 * is what began it or sent the lead back just before, or the CRM's stage began it: heard after that, it could lead back to where
 * the stage calls again, without end.
 */
function isOfThisVisit(situation: Situation, verdict: Verdict): boolean {
  const { crm, stageSince, settledAt, visitCause, asOf } = situation;
  const at = crm.dispositionAt;
  if (at === null || at > asOf) return false;
  const answered = at === settledAt || visitCause === causeOf(verdict) || visitCause === CRM_STAGE_CAUSE;
  return at > stageSince || (at === stageSince && !answered);
}
