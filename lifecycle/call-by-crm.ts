import { callByVerdict, CRM_STAGE_CAUSE } from './call-by-verdict';
import { isOnHold } from './operator-hold';
import type { CrmStage, Policy } from './policy';
import { recycleCall } from './recycle-call';
import type { Situation, StageCall } from './situation';
import { POINT_STAGES } from './transitions';

/** Deals and customers are always the CRM's word, whoever moved the lead last; so is an SQL. */
export function callByCrm(policy: Policy, situation: Situation): StageCall | null {
  const { crm, stage } = situation;
  const lifecycle = crmStage(policy, situation);
  if (crm.customer || lifecycle === 'customer') return { to: 'customer', cause: 'closed_won', decidedBy: 'crm' };
  if (crm.openDeal) return { to: 'opportunity', cause: 'open_deal', decidedBy: 'crm' };
  if (stage === 'opportunity') return lifecycle === 'opportunity' ? null : dealLost(policy, situation);
  if (lifecycle === null || !isNews(situation)) return null;
  return { to: lifecycle, cause: CRM_STAGE_CAUSE, decidedBy: 'crm' };
}

/** The stage that the CRM's lifecycle property stands for, whenever it was set. */
function crmStage(policy: Policy, { crm }: Situation): CrmStage | null {
  const value = crm.lifecycleStage;
  if (value === null || !Object.hasOwn(policy.crm.lifecycleStage, value)) return null;
  return policy.crm.lifecycleStage[value] ?? null;
}

/**
 * Lifecycle properties move forward only, so an old "SQL" stays there after the lead was sent back. It is news when it was set
 * in this visit; for a lead that we have not given to sales, when it was set after the lead was settled.
 */
function isNews(situation: Situation): boolean {
  const { crm, stage, quiet, enteredBy, settledAt, stageSince, asOf } = situation;
  const isQuietMql = stage === 'mql' && quiet && enteredBy === 'leadline';
  const isUnworked = isQuietMql || POINT_STAGES.some((unworked) => unworked === stage);
  if (isUnworked && settledAt === null) return true;
  const setAt = crm.lifecycleStageAt;
  return setAt !== null && setAt <= asOf && setAt > (isUnworked ? (settledAt ?? stageSince) : stageSince);
}

/** An opportunity whose deal is open no more and was not won. The rep's own reason, if there is one, is taken as a verdict. */
function dealLost(policy: Policy, situation: Situation): StageCall | null {
  if (callByVerdict(policy, situation) !== null || isOnHold(policy, situation)) return null;
  return recycleCall(policy, {
    reason: policy.crm.dealLostReason,
    cause: 'deal_lost',
    decidedBy: 'crm',
    asOf: situation.asOf,
  });
}
