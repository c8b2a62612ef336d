import { sql } from 'kysely';
import type { LeadId } from '../domain/lead';
import type { Database } from './database';

/** A lead whose workflow has something to read. `number` rises: it says how far SQL had come. */
export interface Wake {
  readonly leadId: LeadId;
  readonly track: string;
  readonly number: number;
  readonly episode: number;
  /** The episode has ended: there is no workflow to wake. */
  readonly closed: boolean;
}

/**
 * Puts leads into the outbox to Temporal, in the caller's transaction. Wakes of one lead that wait together become one.
 * Rows are locked in id order so that writers never deadlock.
 */
export async function wakeLeads(tx: Database, leadIds: readonly LeadId[]): Promise<void> {
  if (leadIds.length === 0) return;
  await sql`
    insert into wake (lead_id)
    select distinct id from unnest(${[...leadIds]}::uuid[]) as id order by id
    on conflict (lead_id, track) do update set number = nextval('wake_number')
  `.execute(tx);
}

/** The oldest waiting wakes. They stay until `settleWakes`, so a crash in between sends them again. */
export async function waitingWakes(db: Database, limit: number): Promise<readonly Wake[]> {
  const rows = await db
    .selectFrom('wake')
    .leftJoin('lead_track', (join) =>
      join.onRef('lead_track.lead_id', '=', 'wake.lead_id').onRef('lead_track.track', '=', 'wake.track'),
    )
    .select(['wake.lead_id', 'wake.track', 'wake.number', 'lead_track.episode', 'lead_track.closed_at'])
    .orderBy('wake.number')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    leadId: row.lead_id,
    track: row.track,
    number: row.number,
    episode: row.episode ?? 0,
    closed: row.episode === null || row.closed_at !== null,
  }));
}

/** Removes the wakes that were delivered. One renewed meanwhile has a higher number and stays. */
export async function settleWakes(db: Database, wakes: readonly Wake[]): Promise<void> {
  if (wakes.length === 0) return;
  const leadIds = wakes.map((wake) => wake.leadId);
  const tracks = wakes.map((wake) => wake.track);
  const numbers = wakes.map((wake) => wake.number);
  await sql`
    delete from wake
    using unnest(${leadIds}::uuid[], ${tracks}::text[], ${numbers}::bigint[]) as sent (lead_id, track, number)
    where wake.lead_id = sent.lead_id and wake.track = sent.track and wake.number <= sent.number
  `.execute(db);
}

/** How many leads wait to be told of news. */
export async function waitingWakeCount(db: Database): Promise<number> {
  const row = await db
    .selectFrom('wake')
    .select((eb) => eb.fn.countAll<number>().as('waiting'))
    .executeTakeFirstOrThrow();
  return row.waiting;
}
