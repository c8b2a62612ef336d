import type { Evaluation } from '../domain/evaluation';
import type { LeadId } from '../domain/lead';
import type { DecisionInputs } from '../domain/stage';
import type { EpochMs } from '../domain/time';
import { isContactable } from '../lifecycle/contactable';
import { decisionInputs, sameDecision } from '../lifecycle/decision-inputs';
import { nextStage } from '../lifecycle/next-stage';
import type { Policy } from '../lifecycle/policy';
import type { CrmSituation } from '../lifecycle/situation';
import type { CompiledModel } from '../scoring/compiled-model';
import { evaluateFold } from '../scoring/evaluate';
import { scoreProfile, type FitState } from '../scoring/fit';
import { emptyFold, foldActivities, type FoldState } from '../scoring/fold';
import type { ProfileFacts } from '../store/lead-facts';
import type { LeadScore, ScoringState } from '../store/lead-score';
import type { ScoringWork } from '../store/score-queue';

/** The part of a workspace that scores. `id` names the version: what was folded with another one is folded anew. */
export interface ScoringRules {
  readonly id: string;
  readonly model: CompiledModel;
  readonly policy: Policy;
}

/** A lead as the scorer finds it. */
export interface LeadInHand {
  readonly state: ScoringState;
  readonly work: ScoringWork;
  /** The work holds the lead's whole log and nothing stored is built on. */
  readonly rebuild: boolean;
  /** Read when the work says that the profile is new. */
  readonly profile: ProfileFacts | null;
}

export interface ScoredLead {
  readonly score: LeadScore;
  /** Something that a decision reads is not as it was. */
  readonly decisionChanged: boolean;
  /** The lead's workflow has something to read, or the lead needs one now. */
  readonly wake: boolean;
  /**
   * Something that CRM records show is not as it was, and it is not left to the workflow that is started now: its first move
   * writes the record too, and a thousand new leads are to cost one writing each. Drift of the score is judged apart.
   */
  readonly shownChanged: boolean;
  readonly drifted: boolean;
}

/** Evaluates a lead with what is new. Pure: the same activities give the same score in any order and in any batches. */
export function scoreLead(rules: ScoringRules, lead: LeadInHand, asOf: EpochMs): ScoredLead {
  const before = lead.state.score;
  const base = lead.rebuild ? null : before;
  // The fold and fit of a score are this scorer's own JSON, of the same version of the workspace.
  const oldFold = base === null ? emptyFold() : (base.fold as FoldState);
  const { activities } = lead.work;
  const fold = activities.length === 0 ? oldFold : foldActivities(rules.model, oldFold, activities);
  const fit = lead.profile === null && base !== null ? (base.profile as FitState) : fitOf(rules, lead);
  const evaluation = evaluateFold(rules.model, { fold, fit, asOf });
  const decision = decisionInputs(rules.policy, evaluation, contactable(rules, lead));
  const decisionChanged = before === null || !sameDecision(before.decision, decision);
  const score: LeadScore = {
    leadId: lead.state.leadId,
    evaluationNo: (before?.evaluationNo ?? 0) + 1,
    workspaceId: rules.id,
    fold,
    profile: fit,
    ...figuresOf(evaluation),
    decision,
    // A later look that decides nothing new does not make a quiet decision a loud one.
    quiet: decisionChanged ? lead.work.quiet : before.quiet,
    evaluatedAt: asOf,
  };
  const rulesChanged = before !== null && before.workspaceId !== rules.id;
  const wake = (decisionChanged || rulesChanged) && needsWake(rules.policy, lead.state, decision, asOf);
  const startsWorkflow = wake && !lead.state.hasWorkflow;
  const differs = before === null || before.grade !== score.grade || before.combined !== score.combined;
  return {
    score,
    decisionChanged,
    wake,
    shownChanged: differs && !startsWorkflow,
    drifted: before?.engagement !== score.engagement,
  };
}

function fitOf(rules: ScoringRules, lead: LeadInHand): FitState {
  if (lead.profile === null) throw new Error('A lead without a usable score is scored with its profile.');
  return scoreProfile(rules.model, lead.profile.attributes);
}

/** Statements of consent are read when one is new; otherwise what they came to stands. */
function contactable(rules: ScoringRules, lead: LeadInHand): boolean {
  if (lead.profile !== null) return isContactable(rules.policy, lead.profile.consents);
  if (lead.state.score === null) throw new Error('A lead without a score is scored with its profile.');
  return lead.state.score.decision.contactable;
}

const figuresOf = (evaluation: Evaluation) => ({
  grade: evaluation.grade,
  fit: evaluation.fit,
  engagement: evaluation.engagement,
  interest: evaluation.interest,
  intent: evaluation.intent,
  level: evaluation.level,
  combined: evaluation.combined,
  lastActivityAt: evaluation.lastActivityAt,
  nextChangeAt: evaluation.nextChangeAt,
});

/** A lead that nothing was read of in a CRM: such a reading would have woken it, and it would have a workflow. */
const UNKNOWN_TO_CRM: CrmSituation = {
  disposition: null,
  dispositionAt: null,
  lifecycleStage: null,
  lifecycleStageAt: null,
  lastTouchAt: null,
  openDeal: false,
  customer: false,
};

/** A lead has a workflow from the first event worth a decision: the first that calls for another stage. */
function needsWake(policy: Policy, state: ScoringState, decision: DecisionInputs, asOf: EpochMs): boolean {
  if (state.closed) return false;
  if (state.hasWorkflow || state.stage !== 'subscriber') return true;
  const call = nextStage(policy, {
    stage: state.stage,
    stageSince: state.stageSince,
    visitNo: state.visitNo,
    quiet: state.stageQuiet,
    visitCause: 'identified',
    enteredBy: 'leadline',
    held: false,
    verdictDueAt: null,
    recycleReason: null,
    recycleUntil: null,
    settledAt: null,
    decision,
    crm: UNKNOWN_TO_CRM,
    asOf,
  });
  return call !== null;
}

export const leadIdOf = (lead: ScoredLead): LeadId => lead.score.leadId;
