import type { DecisionInputs } from '../domain/stage';
import type { EpochMs } from '../domain/time';
import { VERDICT_DUE } from '../lifecycle/ladder';
import type { Situation } from '../lifecycle/situation';
import type { LeadStanding } from '../store/lead-standing';
import type { Track } from '../store/lead-track';

/** A lead that was never scored: nothing speaks for it and nothing against. */
const UNSCORED: DecisionInputs = {
  grade: 'U',
  combined: 'C1',
  zone: 'none',
  handRaisedAt: null,
  productQualifiedAt: null,
  disqualifiedBy: null,
  active: false,
  contactable: true,
};

/** What SQL knows of a lead, as the lifecycle's pure functions read it. */
export function situationOf(track: Track, standing: LeadStanding, asOf: EpochMs): Situation {
  return {
    stage: track.stage,
    stageSince: track.stageSince,
    visitNo: track.visitNo,
    quiet: track.quiet,
    visitCause: standing.visit.cause,
    enteredBy: standing.visit.enteredBy,
    held: standing.held,
    // A verdict may have been given and not read yet: it is missing once the CRM has been read past its deadline.
    verdictDueAt: standing.stepsTaken.includes(VERDICT_DUE) ? (standing.clock?.verdictDueAt ?? null) : null,
    recycleReason: track.recycleReason,
    recycleUntil: track.recycleUntil,
    settledAt: standing.settledAt,
    decision: standing.score?.decision ?? UNSCORED,
    crm: {
      disposition: standing.crm?.disposition ?? null,
      dispositionAt: standing.crm?.dispositionAt ?? null,
      lifecycleStage: standing.crm?.lifecycleStage ?? null,
      lifecycleStageAt: standing.crm?.lifecycleStageAt ?? null,
      lastTouchAt: standing.lastTouchAt,
      // Deals are not read; the CRM's lifecycle stage, which is dated, says what came of them.
      openDeal: false,
      customer: false,
    },
    asOf,
  };
}

/**
 * Whether a lead that was qualified without telling anybody has become hotter since, and not by the import of its past. A new
 * request needs no care here: it begins a visit of its own.
 */
export function hasBecomeHotter(standing: LeadStanding): boolean {
  const { score, decisionAtEntry } = standing;
  if (score === null || score.quiet || decisionAtEntry === null) return false;
  return score.decision.zone === 'priority' && decisionAtEntry.zone !== 'priority';
}
