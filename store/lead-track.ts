import { sql, type Selectable } from 'kysely';
import type { LeadId } from '../domain/lead';
import type { DecidedBy, Stage } from '../domain/stage';
import type { EpochMs } from '../domain/time';
import { at, type Database } from './database';
import type { Schema } from './schema';

/** One lead's way on one track. */
export interface TrackKey {
  readonly leadId: LeadId;
  readonly track: string;
}

export interface Track extends TrackKey {
  readonly episode: number;
  readonly stage: Stage;
  readonly visitNo: number;
  readonly stageSince: EpochMs;
  readonly quiet: boolean;
  readonly ownerId: string | null;
  readonly recycleReason: string | null;
  readonly recycleUntil: EpochMs | null;
  readonly handOffRetryAt: EpochMs | null;
  /** Whose the lead becomes at the next hand-off, where a verdict said so. */
  readonly route: Route | null;
  readonly nextDeadlineAt: EpochMs | null;
  readonly hasWorkflow: boolean;
  readonly closed: boolean;
}

export interface StageMove extends TrackKey {
  /** The visit that ends: the move happens only if the lead is still on it. */
  readonly visitNo: number;
  readonly to: Stage;
  readonly cause: string;
  readonly decidedBy: DecidedBy;
  readonly actor: string | null;
  readonly noteId: number | null;
  readonly evaluationNo: number | null;
  readonly quiet: boolean;
  readonly recycleReason: string | null;
  readonly recycleUntil: EpochMs | null;
  readonly route: Route | null;
  readonly asOf: EpochMs;
}

type Route = NonNullable<Selectable<Schema['lead_track']>['route']>;

/** Stages in which a rep holds the lead; entering any other one takes it from its owner. */
const OWNED_STAGES: readonly Stage[] = ['mql', 'sal', 'sql', 'opportunity', 'customer'];
/** Stages that end the episode. */
const FINAL_STAGES: readonly Stage[] = ['disqualified'];

/** Reads a lead's track and locks it until the end of the transaction; null when there is none. */
export async function lockTrack(tx: Database, key: TrackKey): Promise<Track | null> {
  const row = await tx
    .selectFrom('lead_track')
    .selectAll()
    .where('lead_id', '=', key.leadId)
    .where('track', '=', key.track)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    leadId: row.lead_id,
    track: row.track,
    episode: row.episode,
    stage: row.stage,
    visitNo: row.visit_no,
    stageSince: row.stage_since,
    quiet: row.quiet,
    ownerId: row.owner_id,
    recycleReason: row.recycle_reason,
    recycleUntil: row.recycle_until,
    handOffRetryAt: row.hand_off_retry_at,
    route: row.route,
    nextDeadlineAt: row.next_deadline_at,
    hasWorkflow: row.has_workflow,
    closed: row.closed_at !== null,
  };
}

/**
 * Moves a locked track to another stage and writes the move to the ledger. The caller has checked that the lead is still on
 * the visit. Returns the number of the visit that begins.
 */
export async function writeMove(tx: Database, from: Track, move: StageMove): Promise<number> {
  const visitNo = from.visitNo + 1;
  await tx
    .updateTable('lead_track')
    .set({
      stage: move.to,
      visit_no: visitNo,
      stage_since: at(move.asOf),
      quiet: move.quiet,
      recycle_reason: move.recycleReason,
      recycle_until: move.recycleUntil === null ? null : at(move.recycleUntil),
      hand_off_retry_at: null,
      route: move.route === null ? null : JSON.stringify(move.route),
      next_deadline_at: null,
      closed_at: FINAL_STAGES.includes(move.to) ? at(move.asOf) : null,
      ...(OWNED_STAGES.includes(move.to) ? {} : { owner_id: null }),
    })
    .where('lead_id', '=', move.leadId)
    .where('track', '=', move.track)
    .execute();
  await tx
    .insertInto('stage_move')
    .values({
      lead_id: move.leadId,
      track: move.track,
      visit_no: visitNo,
      episode: from.episode,
      from_stage: from.stage,
      to_stage: move.to,
      cause: move.cause,
      decided_by: move.decidedBy,
      actor: move.actor,
      note_id: move.noteId,
      evaluation_no: move.evaluationNo,
      quiet: move.quiet,
      occurred_at: at(move.asOf),
      known_at: at(move.asOf),
    })
    .execute();
  return visitNo;
}

/** The move that began a visit, to recognise one that a crash made us repeat. */
export async function readMove(
  tx: Database,
  key: TrackKey & { readonly visitNo: number },
): Promise<{
  readonly from: Stage | null;
  readonly to: Stage;
  readonly cause: string;
  readonly noteId: number | null;
} | null> {
  const row = await tx
    .selectFrom('stage_move')
    .select(['from_stage', 'to_stage', 'cause', 'note_id'])
    .where('lead_id', '=', key.leadId)
    .where('track', '=', key.track)
    .where('visit_no', '=', key.visitNo)
    .executeTakeFirst();
  return row === undefined ? null : { from: row.from_stage, to: row.to_stage, cause: row.cause, noteId: row.note_id };
}

/** Records that the lead has a workflow and until when it sleeps, for the scorer and for whoever asks where the lead is. */
export async function recordWait(
  tx: Database,
  key: TrackKey,
  wait: { readonly nextDeadlineAt: EpochMs | null },
): Promise<void> {
  await tx
    .updateTable('lead_track')
    .set({ has_workflow: true, next_deadline_at: wait.nextDeadlineAt === null ? null : at(wait.nextDeadlineAt) })
    .where('lead_id', '=', key.leadId)
    .where('track', '=', key.track)
    .execute();
}

/** Gives the lead to a rep. */
export async function setOwner(tx: Database, key: TrackKey, ownerId: string): Promise<void> {
  await tx
    .updateTable('lead_track')
    .set({ owner_id: ownerId, hand_off_retry_at: null })
    .where('lead_id', '=', key.leadId)
    .where('track', '=', key.track)
    .execute();
}

/** Everybody has had enough for today: the hand-off is tried again later. */
export async function postponeHandOff(tx: Database, key: TrackKey, retryAt: EpochMs): Promise<void> {
  await tx
    .updateTable('lead_track')
    .set({ hand_off_retry_at: at(retryAt) })
    .where('lead_id', '=', key.leadId)
    .where('track', '=', key.track)
    .execute();
}

/** Gives an open track whose workflow has gone a new episode, so that a new workflow may start. A closed one stays. */
export async function startNextEpisode(db: Database, key: TrackKey & { readonly episode: number }): Promise<void> {
  await db
    .updateTable('lead_track')
    .set({ episode: key.episode + 1 })
    .where('lead_id', '=', key.leadId)
    .where('track', '=', key.track)
    .where('episode', '=', key.episode)
    .where('closed_at', 'is', null)
    .execute();
}

/** Opens a closed track again under a new episode, for an operator's override. Returns the episode that is open now. */
export async function reopenTrack(db: Database, key: TrackKey): Promise<number | null> {
  const row = await db
    .updateTable('lead_track')
    .set((eb) => ({
      episode: eb
        .case()
        .when('closed_at', 'is not', null)
        .then(sql<number>`episode + 1`)
        .else(eb.ref('episode'))
        .end(),
      closed_at: null,
    }))
    .where('lead_id', '=', key.leadId)
    .where('track', '=', key.track)
    .returning('episode')
    .executeTakeFirst();
  return row?.episode ?? null;
}
