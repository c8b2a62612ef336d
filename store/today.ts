import { sql } from 'kysely';
import type { LeadId } from '../domain/lead';
import type { EpochMs } from '../domain/time';
import { at, type Database } from './database';
import { inGroup, type SlaWindow } from './sla-board';

/** A figure and the first of the leads behind it, each with the instant it is there for. */
export interface LeadFigure {
  readonly count: number;
  readonly leads: readonly { readonly leadId: LeadId; readonly at: EpochMs }[];
}

/** Promises of a group, the earliest deadline first. */
export async function promisesIn(
  db: Database,
  group: 'due_soon' | 'breached',
  window: SlaWindow,
  shown: number,
): Promise<LeadFigure> {
  const clocks = sql`select lead_id, due_at as at from sla_clock c where ${inGroup(group, window)}`;
  return await leadFigure(db, shown, clocks, 'asc');
}

/** MQLs that nobody has been given, the longest waiting first. */
export async function unassignedMqls(db: Database, shown: number): Promise<LeadFigure> {
  return await leadFigure(
    db,
    shown,
    sql`select lead_id, stage_since as at from lead_track where stage = 'mql' and track = 'main' and owner_id is null`,
    'asc',
  );
}

/** Leads that became MQL since an instant, the newest first. The quiet first scoring of a database does not count. */
export async function newMqls(db: Database, since: EpochMs, shown: number): Promise<LeadFigure> {
  return await leadFigure(
    db,
    shown,
    sql`select lead_id, max(occurred_at) as at from stage_move
      where to_stage = 'mql' and occurred_at >= ${at(since)}::timestamptz and not quiet group by lead_id`,
    'desc',
  );
}

/** How many sync errors are open, by connection and code, the most frequent first. */
export async function openSyncErrors(db: Database): Promise<
  readonly {
    readonly connectionId: string;
    readonly direction: 'in' | 'out';
    readonly code: string;
    readonly count: number;
  }[]
> {
  return await db
    .selectFrom('sync_error')
    .select(['connection_id as connectionId', 'direction', 'code', sql<number>`count(*)::int`.as('count')])
    .where('state', '=', 'open')
    .groupBy(['connection_id', 'direction', 'code'])
    .orderBy('count', 'desc')
    .orderBy('connection_id')
    .orderBy('code')
    .execute();
}

async function leadFigure(
  db: Database,
  shown: number,
  leads: ReturnType<typeof sql>,
  direction: 'asc' | 'desc',
): Promise<LeadFigure> {
  const { rows } = await sql<LeadFigure>`
    with found as materialized (${leads})
    select (select count(*)::int from found) as count, coalesce((
      select json_agg(json_build_object('leadId', lead_id, 'at', round(extract(epoch from at) * 1000)))
      from (select lead_id, at from found order by at ${sql.raw(direction)}, lead_id limit ${shown}) as first
    ), '[]') as leads
  `.execute(db);
  return rows[0] ?? { count: 0, leads: [] };
}
