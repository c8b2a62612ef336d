import type { DecisionInputs } from '../domain/stage';
import type { EpochMs } from '../domain/time';
import { reachesGrade } from './grade';
import type { LeadRequest, Policy, RequestRule } from './policy';

/** What a lead has asked for and nobody has answered. */
export interface StandingRequest {
  readonly kind: LeadRequest;
  readonly at: EpochMs;
  readonly rule: RequestRule;
}

/**
 * The newest request of a lead that fits well enough for it, made after `settledAt` (when the lead was last recycled or moved
 * by an operator: what came before has been answered) and not later than `asOf`. Of two at once, the raised hand.
 */
export function standingRequest(
  policy: Policy,
  lead: { readonly decision: DecisionInputs; readonly settledAt: EpochMs | null; readonly asOf: EpochMs },
): StandingRequest | null {
  const { handRaisedAt, productQualifiedAt, grade } = lead.decision;
  const standing = (kind: LeadRequest, at: EpochMs | null, rule: RequestRule | null): StandingRequest[] => {
    if (at === null || rule === null || at > lead.asOf || !reachesGrade(grade, rule.minGrade)) return [];
    return lead.settledAt !== null && at <= lead.settledAt ? [] : [{ kind, at, rule }];
  };
  const [one, other] = [
    ...standing('hand_raise', handRaisedAt, policy.mql.handRaise),
    ...standing('pql', productQualifiedAt, policy.mql.pql),
  ];
  if (one === undefined || other === undefined) return one ?? null;
  return other.at > one.at ? other : one;
}

/** Whether the lead has asked since `since` for something that lifts a cool-down and an operator's hold. */
export function overridesSince(
  policy: Policy,
  lead: { readonly decision: DecisionInputs; readonly since: EpochMs; readonly asOf: EpochMs },
): boolean {
  const { handRaisedAt, productQualifiedAt } = lead.decision;
  const isNew = (at: EpochMs | null): boolean => at !== null && at > lead.since && at <= lead.asOf;
  return policy.mql.cooldownOverride.some((kind) => isNew(kind === 'hand_raise' ? handRaisedAt : productQualifiedAt));
}
