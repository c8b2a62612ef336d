import { sql } from 'kysely';
import type { EpochMs } from '../domain/time';
import { at, type Database } from './database';
import { notifyAny } from './notify';

/** A lead that was set aside waits for a retry, or for news of it: time alone would make it fail again and again. */
const NOT_SET_ASIDE = sql`score.workspace_id <> ''`;

/**
 * Queues leads whose next change has come, the longest overdue first; each once. Leads with a workflow too: it is woken only
 * if the decision is another one, which costs a fraction of a timer that rings in vain.
 */
export async function enqueueDueLeads(
  tx: Database,
  { now, limit }: { readonly now: EpochMs; readonly limit: number },
): Promise<number> {
  const { rows } = await sql<{ queued: number }>`
    with due as (
      select score.lead_id from lead_score as score
      where score.next_change_at <= ${at(now)} and ${NOT_SET_ASIDE}
        and not exists (select from score_queue as queue where queue.lead_id = score.lead_id)
      order by score.next_change_at limit ${limit}
    ), queued as (
      insert into score_queue (lead_id, kind) select lead_id, 'due' from due returning lead_id
    )
    select count(*) as queued, ${notifyAny('score')} from queued
  `.execute(tx);
  return rows[0]?.queued ?? 0;
}

/** Queues leads whose engagement fades and that nobody has looked at on this UTC day, so that CRM records follow. */
export async function enqueueFadingLeads(
  tx: Database,
  { now, limit }: { readonly now: EpochMs; readonly limit: number },
): Promise<number> {
  const { rows } = await sql<{ queued: number }>`
    with fading as (
      select score.lead_id from lead_score as score
      where score.engagement > 0 and score.evaluated_day < (${at(now)}::timestamptz at time zone 'UTC')::date
        and ${NOT_SET_ASIDE}
        and not exists (select from score_queue as queue where queue.lead_id = score.lead_id)
      order by score.evaluated_day limit ${limit}
    ), queued as (
      insert into score_queue (lead_id, kind) select lead_id, 'due' from fading returning lead_id
    )
    select count(*) as queued, ${notifyAny('score')} from queued
  `.execute(tx);
  return rows[0]?.queued ?? 0;
}

/** Queues leads whose score was made with another version of the workspace and who are not queued yet, nor set aside. */
export async function enqueueOutdatedLeads(
  tx: Database,
  version: { readonly workspaceId: string; readonly quiet: boolean; readonly limit: number },
): Promise<number> {
  const { rows } = await sql<{ queued: number }>`
    with outdated as (
      select score.lead_id from lead_score as score
      where score.workspace_id <> ${version.workspaceId} and ${NOT_SET_ASIDE}
        and not exists (
          select from score_queue as queue where queue.lead_id = score.lead_id and queue.kind = 'recompute'
        )
      limit ${version.limit}
    ), queued as (
      insert into score_queue (lead_id, kind, quiet)
      select lead_id, 'recompute', ${version.quiet} from outdated returning lead_id
    )
    select count(*) as queued, ${notifyAny('score')} from queued
  `.execute(tx);
  return rows[0]?.queued ?? 0;
}
