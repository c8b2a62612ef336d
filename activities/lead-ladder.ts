import { ESCALATION_STEPS, type EscalationStep } from '../lifecycle/policy';

/** The step at which a promise is broken, where the ladder has none of its own at that instant. */
export const BREACH = 'breach';

/** The manager hears that the rep has neither accepted nor rejected the lead. */
export const NO_VERDICT = 'no_verdict';

/** Whether a step is taken only while the first touch is awaited. */
export const isAwaitingTouch = (step: string): boolean => step !== NO_VERDICT;

/** The policy's step of that name; null for the two of ours. */
export const escalationStep = (step: string): EscalationStep | null =>
  ESCALATION_STEPS.find((known) => known === step) ?? null;
