import type { EpochMs } from '../domain/time';
import { ESCALATION_STEPS, type EscalationStep, type Policy } from './policy';
import { acceptancePlan, type SlaPlan } from './sla';
import type { Team } from './team';

/** The step at which a promise is broken, where the ladder has none of its own at that instant. */
export const BREACH = 'breach';

/** The manager hears that the rep has neither accepted nor rejected the lead. */
export const NO_VERDICT = 'no_verdict';

/** The CRM has been read past the instant at which a lead without a verdict goes back. */
export const VERDICT_DUE = 'verdict_due';

/** Steps nobody hears of: they only state that a deadline has passed. */
export const isSilent = (step: string): boolean => step === BREACH || step === VERDICT_DUE;

/** Whether a step is taken only while the first touch is awaited. */
export const isAwaitingTouch = (step: string): boolean => step !== NO_VERDICT && step !== VERDICT_DUE;

/** The policy's step of that name; null for the two of ours. */
export const escalationStep = (step: string): EscalationStep | null =>
  ESCALATION_STEPS.find((known) => known === step) ?? null;

/** All that follows from a hand-off when nothing is done about it. */
export interface Ladder {
  /** The name of the SLA policy. */
  readonly policy: string;
  /** The first touch is promised by then. */
  readonly dueAt: EpochMs;
  /** The lead goes back without a verdict. */
  readonly verdictDueAt: EpochMs;
  readonly steps: readonly { readonly step: string; readonly at: EpochMs }[];
}

/** The ladder of a lead that a rep has at `startAt`. Throws `unknown_rep`. */
export function ladderOf(
  policy: Policy,
  team: Team,
  lead: { readonly sla: SlaPlan; readonly repId: string; readonly startAt: EpochMs },
): Ladder {
  const { sla } = lead;
  const verdict = acceptancePlan(policy, team, lead);
  const endsPromise = sla.steps.some((step) => step.at === sla.dueAt);
  return {
    policy: sla.policy,
    dueAt: sla.dueAt,
    verdictDueAt: verdict.recycleAt,
    steps: [
      ...sla.steps,
      ...(endsPromise ? [] : [{ step: BREACH, at: sla.dueAt }]),
      { step: NO_VERDICT, at: verdict.managerAt },
      { step: VERDICT_DUE, at: verdict.recycleAt },
    ],
  };
}
