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

/**
 * The wakes to deliver next: of a backlog the oldest, and for a quarter the newest, so that a lead who does something now is
 * not told of after the hundred thousand of an import. They stay until `settleWakes`, so a crash in between sends them again.
 */
export async function waitingWakes(db: Database, limit: number): Promise<readonly Wake[]> {
  const newest = Math.floor(limit / 4);
  const { rows } = await sql<Wake>`
    select wake.lead_id as "leadId", wake.track, wake.number, coalesce(lead_track.episode, 0) as episode,
      lead_track.episode is null or lead_track.closed_at is not null as closed
    from (
      (select * from wake order by number limit ${limit - newest})
      union
      (select * from wake order by number desc limit ${newest})
    ) as wake
    left join lead_track on lead_track.lead_id = wake.lead_id and lead_track.track = wake.track
    order by wake.number
  `.execute(db);
  return rows;
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
