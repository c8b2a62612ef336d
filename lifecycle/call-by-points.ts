import type { Level } from '../domain/evaluation';
import type { Stage } from '../domain/stage';
import type { EpochMs } from '../domain/time';
import { reachesGrade } from './grade';
import { holdEndsAt, isOnHold } from './operator-hold';
import type { Policy } from './policy';
import { overridesSince, standingRequest } from './request';
import type { Situation, StageCall } from './situation';
import { POINT_STAGES } from './transitions';

interface Called {
  readonly to: Stage;
  readonly cause: string;
}

/** What the evaluation calls for, in the stages that Leadline decides on. */
export function callByPoints(policy: Policy, situation: Situation): StageCall | null {
  if (isOnHold(policy, situation)) return null;
  switch (situation.stage) {
    case 'subscriber':
    case 'nurture':
    case 'prospect':
      return moveTo(situation, stageOfPoints(policy, situation));
    case 'recycled':
      return afterRecycling(policy, situation);
    case 'mql':
      return requestAgain(policy, situation) ?? whenUnheld(policy, situation);
    default:
      return null;
  }
}

/** The highest stage called for. */
function stageOfPoints(policy: Policy, situation: Situation): Called {
  return qualification(policy, situation) ?? pointStage(policy, situation);
}

/** Why the lead is a matter for sales; null if it is none. */
function qualification(policy: Policy, situation: Situation): Called | null {
  const { decision } = situation;
  if (policy.mql.unless.includes('no_consent_to_contact') && !decision.contactable) return null;
  const request = standingRequest(policy, situation);
  if (request !== null) return { to: 'mql', cause: request.kind };
  if (decision.zone === 'priority') return { to: 'mql', cause: 'priority' };
  return decision.zone === 'sales' ? { to: 'mql', cause: 'sales_if_intent' } : null;
}

function pointStage(policy: Policy, { decision }: Situation): Called {
  const { prospect, nurture } = policy;
  const level = Number(decision.combined[1]) as Level; // the second character of a combined score is its level
  if (reachesGrade(decision.grade, prospect.minGrade) && level >= prospect.minLevel) {
    return { to: 'prospect', cause: 'fit_and_level' };
  }
  const isActive = decision.active || !nurture.needsActivity;
  const hasConsent = decision.contactable || !nurture.needsConsent;
  return isActive && hasConsent ? { to: 'nurture', cause: 'active' } : { to: 'subscriber', cause: 'not_in_nurture' };
}

/** A step down is named for what happened, not for what is left. */
function moveTo(situation: Situation, called: Called): StageCall | null {
  if (called.to === situation.stage) return null;
  const rank = (stage: Stage): number => [...POINT_STAGES, 'mql'].indexOf(stage);
  const isStepDown = rank(called.to) < rank(situation.stage);
  const cause = isStepDown ? (situation.decision.contactable ? 'cooled' : 'consent_withdrawn') : called.cause;
  return { to: called.to, cause, decidedBy: 'leadline' };
}

/** A recycled lead is left alone until its date, unless it asks for contact itself. */
function afterRecycling(policy: Policy, situation: Situation): StageCall | null {
  const { decision, stageSince: since, asOf } = situation;
  const endsAt = cooldownEndsAt(policy, situation);
  if (endsAt !== null && asOf >= endsAt) {
    const called = stageOfPoints(policy, situation);
    return { ...called, cause: called.to === 'mql' ? called.cause : 'recycle_over', decidedBy: 'leadline' };
  }
  const mayReturn =
    !policy.mql.unless.includes('recycle_cooldown') || overridesSince(policy, { decision, since, asOf });
  const called = mayReturn ? qualification(policy, situation) : null;
  return called === null ? null : { ...called, decidedBy: 'leadline' };
}

/** An operator who names no reason of the policy recycles for as long as any of their moves holds. */
function cooldownEndsAt(policy: Policy, situation: Situation): EpochMs | null {
  const { recycleUntil, recycleReason } = situation;
  return recycleUntil ?? (recycleReason === null ? holdEndsAt(policy, situation) : null);
}

/** An MQL that asks for contact gets a clock to match, unless this visit's is that already and was promised to somebody. */
function requestAgain(policy: Policy, situation: Situation): StageCall | null {
  const { quiet, visitCause, stageSince } = situation;
  const request = standingRequest(policy, situation);
  if (request === null || request.at <= stageSince) return null;
  if (!quiet && (visitCause === 'hand_raise' || visitCause === 'pql')) return null;
  const called = qualification(policy, situation);
  return called === null ? null : { ...called, decidedBy: 'leadline', route: { owner: 'keep' } };
}

/** An MQL that nobody holds (found by the first scoring, or still queued) follows its points down; a rep's waits for a verdict. */
function whenUnheld(policy: Policy, situation: Situation): StageCall | null {
  return situation.held ? null : moveTo(situation, stageOfPoints(policy, situation));
}
