import { sql } from 'kysely';
import type { EpochMs } from '../domain/time';
import { at, type Database } from './database';

/** What is on its way from an activity to the CRM. */
export interface Backlog {
  /** Leads' news before the scorer. */
  readonly scoring: number;
  /** Wakes before Temporal. */
  readonly wakes: number;
  /** Records and tasks before the CRMs that may be called, due by the instant asked about. */
  readonly wishes: number;
  /** Stage moves and sent records so far: while these rise, workflows are still at work. */
  readonly done: number;
}

/** Counts what waits. Connections that are paused, or were never connected, wait for a person and do not count. */
export async function readBacklog(db: Database, request: { readonly dueBy: EpochMs }): Promise<Backlog> {
  const { rows } = await sql<Backlog>`
    select
      (select count(*) from score_queue) as scoring,
      (select count(*) from wake) as wakes,
      (select count(*) from crm_wish join connection on connection.id = crm_wish.connection_id
        where crm_wish.state in ('pending', 'sending') and crm_wish.not_before <= ${at(request.dueBy)}
          and connection.paused_at is null and connection.secrets is not null and connection.mode <> 'observe') as wishes,
      (select count(*) from stage_move) + (select count(*) from crm_wish where state = 'sent') as done
  `.execute(db);
  const [backlog] = rows;
  if (backlog === undefined) throw new Error('A select without from gives one row.');
  return backlog;
}

/** What came of the leads since an instant: how many became MQL, and how many were handed to a rep. */
export async function countHandOffs(
  db: Database,
  request: { readonly since: EpochMs },
): Promise<{ readonly mqls: number; readonly handOffs: number; readonly contactsSent: number }> {
  const since = at(request.since);
  const { rows } = await sql<{ mqls: number; handOffs: number; contactsSent: number }>`
    select
      (select count(distinct lead_id) from stage_move where to_stage = 'mql' and known_at >= ${since}) as mqls,
      (select count(*) from assignment where attempt = 1 and assigned_at >= ${since}) as "handOffs",
      (select count(*) from crm_wish where kind = 'contact' and sent_at >= ${since}) as "contactsSent"
  `.execute(db);
  return rows[0] ?? { mqls: 0, handOffs: 0, contactsSent: 0 };
}
