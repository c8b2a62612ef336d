import type { Evaluation } from '../domain/evaluation';
import type { Points } from '../domain/points';
import type { DecisionInputs, Zone } from '../domain/stage';
import type { Policy } from './policy';

/** What a stage decision reads of an evaluation. Fields in the order of the interface, since it is stored as JSON. */
export function decisionInputs(policy: Policy, evaluation: Evaluation, contactable: boolean): DecisionInputs {
  return {
    grade: evaluation.grade,
    combined: evaluation.combined,
    zone: zoneOf(policy, evaluation),
    handRaisedAt: evaluation.handRaisedAt,
    productQualifiedAt: evaluation.productQualifiedAt,
    disqualifiedBy: evaluation.disqualifiedBy,
    active: evaluation.lastActivityAt !== null,
    contactable,
  };
}

/** Whether two say the same, whatever the order of their fields in storage. */
export function sameDecision(a: DecisionInputs, b: DecisionInputs): boolean {
  return (
    a.grade === b.grade &&
    a.combined === b.combined &&
    a.zone === b.zone &&
    a.handRaisedAt === b.handRaisedAt &&
    a.productQualifiedAt === b.productQualifiedAt &&
    a.disqualifiedBy === b.disqualifiedBy &&
    a.active === b.active &&
    a.contactable === b.contactable
  );
}

/** The amounts of intent at which a zone changes: an evaluation has to say when it falls below one of them. Ascending. */
export function watchedIntentThresholds(policy: Policy): readonly Points[] {
  const thresholds = Object.values(policy.grid).flatMap(({ intentFrom }) => (intentFrom === null ? [] : [intentFrom]));
  return [...new Set(thresholds)].sort((a, b) => a - b);
}

/** A cell that needs intent for sales is a matter for nurture until it has it. */
function zoneOf(policy: Policy, evaluation: Evaluation): Zone {
  const { zone, intentFrom } = policy.grid[evaluation.combined];
  return intentFrom === null || evaluation.intent >= intentFrom ? zone : 'nurture';
}
