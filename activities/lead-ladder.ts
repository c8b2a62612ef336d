import { ESCALATION_STEPS, type EscalationStep } from '../lifecycle/policy';

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
