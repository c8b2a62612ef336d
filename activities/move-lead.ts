import { ApplicationFailure } from '@temporalio/activity';
import { opensClock } from '../lifecycle/sla';
import { wishContacts } from '../store/crm-wish';
import type { Database } from '../store/database';
import { readStanding, type LeadStanding } from '../store/lead-standing';
import { lockTrack, readMove, writeMove, type Track } from '../store/lead-track';
import { closeClock, recordTouch } from '../store/sla-clock';
import type { MoveResult } from '../workflows/messages';
import type { CalledMove, LeadActivities, LeadMoment } from './lead-activities';
import type { LeadDeps } from './lead-deps';
import { stockIn } from './take-stock';

type MoveRequest = LeadMoment & { readonly visitNo: number; readonly move: CalledMove };

/**
 * Moves a lead if it is still on the visit it was called from. A repeat after a crash is recognised by the visit it began.
 * A move called for by policy that comes too late changes nothing: the workflow takes stock again. An operator's is refused.
 */
export const moveLead =
  (deps: LeadDeps): LeadActivities['moveLead'] =>
  async (request) => {
    const moved = await deps.db.transaction().execute(async (tx) => {
      const result = await moveIn(tx, deps, request);
      const stock = await stockIn(tx, deps, request);
      deps.failpoint('move.before_commit');
      return { result, stock };
    });
    deps.failpoint('move.after_commit');
    return moved;
  };

async function moveIn(tx: Database, deps: LeadDeps, request: MoveRequest): Promise<MoveResult> {
  const track = await lockTrack(tx, request);
  if (track === null) throw refusal('lead_unknown', 'There is no such lead.');
  if (track.visitNo !== request.visitNo) return await recogniseRepeat(tx, track, request);
  if (track.closed) throw refusal('lead_closed', 'The lead is closed.');
  if (request.move.decidedBy === 'operator' && request.move.to === track.stage) {
    throw refusal('same_stage', `The lead is in ${track.stage} already.`);
  }
  return await carryOut(deps, tx, track, request);
}

async function carryOut(deps: LeadDeps, tx: Database, track: Track, request: MoveRequest): Promise<MoveResult> {
  const { move, asOf } = request;
  const standing = await readStanding(tx, track, asOf);
  await endClock(tx, track, standing, request);
  const visitNo = await writeMove(tx, track, {
    leadId: track.leadId,
    track: track.track,
    visitNo: track.visitNo,
    to: move.to,
    cause: move.cause,
    decidedBy: move.decidedBy,
    actor: move.actor ?? null,
    noteId: move.noteId ?? null,
    evaluationNo: standing.score?.evaluationNo ?? null,
    quiet: isQuiet(deps, standing, move),
    recycleReason: move.recycleReason ?? null,
    recycleUntil: move.recycleUntil ?? null,
    route: move.route ?? null,
    asOf,
  });
  const isAnswer = move.decidedBy !== 'leadline';
  await wishContacts(tx, { leadIds: [track.leadId], purpose: 'refresh', isAnswer, now: asOf });
  return { from: track.stage, to: move.to, visitNo };
}

/** Nobody is told of leads that the first scoring of a database finds qualified, nor while there is nobody to tell. */
function isQuiet(deps: LeadDeps, standing: LeadStanding, move: CalledMove): boolean {
  if (move.to !== 'mql') return false;
  if (!standing.tasksOn) return true;
  const isFirstScoring = move.decidedBy === 'leadline' && standing.score?.quiet === true;
  return !opensClock(deps.workspace().policy, { quiet: isFirstScoring });
}

/** The visit ends and its clock with it. A verdict is as good as a touch, at the time it was given. */
async function endClock(tx: Database, track: Track, standing: LeadStanding, request: MoveRequest): Promise<void> {
  const { clock, crm } = standing;
  if (clock === null || clock.closed) return;
  const touches = [standing.touchedAt, crm?.dispositionAt ?? null].filter(
    (touchedAt) => touchedAt !== null && touchedAt >= clock.startedAt && touchedAt <= request.asOf,
  ) as number[]; // the filter leaves no null
  if (touches.length > 0) await recordTouch(tx, track, Math.min(...touches));
  await closeClock(tx, track, { cause: `moved.${request.move.to}`, asOf: request.asOf });
}

async function recogniseRepeat(tx: Database, track: Track, request: MoveRequest): Promise<MoveResult> {
  const { move } = request;
  const made = await readMove(tx, { ...track, visitNo: request.visitNo + 1 });
  const isOurs = made?.to === move.to && made.cause === move.cause && made.noteId === (move.noteId ?? null);
  if (isOurs) return { from: made.from ?? made.to, to: made.to, visitNo: request.visitNo + 1 };
  if (move.decidedBy === 'operator') throw refusal('lead_moved', 'The lead has moved meanwhile.');
  return { from: track.stage, to: track.stage, visitNo: track.visitNo };
}

const refusal = (code: string, message: string): ApplicationFailure =>
  ApplicationFailure.create({ type: code, message, nonRetryable: true });
