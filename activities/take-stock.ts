import { DAY_MS, type EpochMs } from '../domain/time';
import { nextLookAt } from '../lifecycle/next-look';
import { nextStage } from '../lifecycle/next-stage';
import { scoreLeads } from '../pipeline/score';
import { wishContacts } from '../store/crm-wish';
import type { Database } from '../store/database';
import { isScoreOverdue } from '../store/lead-score';
import { readStanding, type LeadStanding } from '../store/lead-standing';
import { lockTrack, recordWait, type Track } from '../store/lead-track';
import { lockLeads } from '../store/score-queue';
import type { LeadActivities, LeadMoment, Step, Stock } from './lead-activities';
import type { LeadDeps } from './lead-deps';
import { hasBecomeHotter, situationOf } from './lead-situation';

/** Where a lead stands as of the workflow's own time, and what is to be done next. */
export const takeStock =
  (deps: LeadDeps): LeadActivities['takeStock'] =>
  async (moment) =>
    await deps.db.transaction().execute(async (tx) => {
      // The lead first: its lock waits for a scorer at work, so no evaluation slips in between reading and waiting.
      await lockLeads(tx, [moment.leadId], 'wait');
      if (await isScoreOverdue(tx, moment)) {
        await scoreLeads(tx, deps.workspace(), { leadIds: [moment.leadId], asOf: moment.asOf });
      }
      return await stockIn(tx, deps, moment);
    });

/** The same in a transaction that has just changed something about the lead, so that the workflow need not ask again. */
export async function stockIn(tx: Database, deps: LeadDeps, moment: LeadMoment): Promise<Stock> {
  const track = await lockTrack(tx, moment);
  if (track === null || track.closed) return closedStock(track);
  const standing = await readStanding(tx, track, moment.asOf);
  const stock = stockOf(deps, track, standing, moment.asOf);
  // The scorer has left the first writing to the move for which this workflow was started; nothing calls for one any more.
  if (!track.hasWorkflow && stock.call === null) {
    await wishContacts(tx, { leadIds: [moment.leadId], purpose: 'refresh', now: moment.asOf });
  }
  if (!track.hasWorkflow || track.nextDeadlineAt !== stock.wakeAt) {
    await recordWait(tx, moment, { nextDeadlineAt: stock.wakeAt });
  }
  return stock;
}

function stockOf(deps: LeadDeps, track: Track, standing: LeadStanding, asOf: EpochMs): Stock {
  const { policy } = deps.workspace();
  const situation = situationOf(track, standing, asOf);
  const steps = openSteps(standing);
  const owed = isHandOffOwed(track, standing);
  const waits = [
    ...steps.map((step) => ({ at: step.dueAt, for: step.step })),
    ...(owed && track.handOffRetryAt !== null ? [{ at: track.handOffRetryAt, for: 'hand-off' }] : []),
    ...scoreLook(standing, asOf),
    ...lookAgain(nextLookAt(policy, situation)),
  ].filter((wait) => wait.at > asOf);
  const next = waits.sort((one, other) => one.at - other.at)[0];
  return {
    closed: false,
    stage: track.stage,
    visitNo: track.visitNo,
    ownerId: track.ownerId,
    call: nextStage(policy, situation),
    owesHandOff: owed && (track.handOffRetryAt ?? 0) <= asOf,
    touchedAt: newTouch(standing),
    nextStep: steps[0] ?? null,
    wakeAt: next?.at ?? null,
    wakeFor: next?.for ?? null,
  };
}

/** Changes that are near are found by the sweep over all leads, which wakes this one if they matter. */
const NEAR_MS = 30 * DAY_MS;

/** When time alone changes the score: a timer for what lies months ahead, at no less than a month's distance. */
function scoreLook(standing: LeadStanding, asOf: EpochMs): { at: EpochMs; for: string }[] {
  const nextChangeAt = standing.score?.nextChangeAt ?? null;
  return nextChangeAt === null ? [] : [{ at: Math.max(nextChangeAt, asOf + NEAR_MS), for: 'score changes' }];
}

const lookAgain = (at: EpochMs | null): { at: EpochMs; for: string }[] =>
  at === null ? [] : [{ at, for: 'stage is looked at again' }];

/** Qualified, nobody has it, and somebody is to be told of it. */
function isHandOffOwed(track: Track, standing: LeadStanding): boolean {
  if (track.stage !== 'mql' || standing.held || !standing.tasksOn) return false;
  return !track.quiet || hasBecomeHotter(standing);
}

/** The steps of the running ladder that were not taken, earliest first. */
function openSteps(standing: LeadStanding): readonly Step[] {
  const { clock } = standing;
  if (clock === null || clock.closed) return [];
  return clock.steps
    .filter((step) => !standing.stepsTaken.includes(step.step))
    .map((step) => ({ step: step.step, dueAt: step.at }))
    .sort((one, other) => one.dueAt - other.dueAt);
}

/** A touch that the clock does not know: the first one, or evidence of an earlier one. */
function newTouch(standing: LeadStanding): EpochMs | null {
  const { clock, touchedAt } = standing;
  if (clock === null || touchedAt === null) return null;
  return clock.firstTouchAt === null || touchedAt < clock.firstTouchAt ? touchedAt : null;
}

const closedStock = (track: Track | null): Stock => ({
  closed: true,
  stage: track?.stage ?? 'disqualified',
  visitNo: track?.visitNo ?? 0,
  ownerId: track?.ownerId ?? null,
  call: null,
  owesHandOff: false,
  touchedAt: null,
  nextStep: null,
  wakeAt: null,
  wakeFor: null,
});
