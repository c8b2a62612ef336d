import { sql } from 'kysely';
import type { LeadActivity } from '../domain/activity';
import type { Database } from './database';
import { notifyAny } from './notify';
import { plainArray } from './plain-array';

export interface IncomingActivity extends LeadActivity {
  /** The alias it came with, so that a merge of two leads can be undone. */
  readonly aliasId: number | null;
  /** Back-filled history, of which we know only when it happened. */
  readonly reconstructed?: boolean;
}

/**
 * Appends activities to the log and puts the new ones before the scorer. One that is known by (source, sourceId) is
 * counted as repeated and changes nothing, also within one call, where the one known first is kept. `quiet` scores without
 * opening clocks.
 * Rows are written in key order, so that writers of the same activities never deadlock.
 */
export async function storeActivities(
  tx: Database,
  activities: readonly IncomingActivity[],
  options: { readonly quiet: boolean },
): Promise<{ readonly stored: number; readonly repeated: number }> {
  if (activities.length === 0) return { stored: 0, repeated: 0 };
  const { rows } = await sql<{ stored: number }>`
    with incoming as (
      select * from unnest(
        ${plainArray(activities.map((activity) => activity.leadId))}::uuid[],
        ${plainArray(activities.map((activity) => activity.aliasId))}::bigint[],
        ${activities.map((activity) => activity.source)}::text[],
        ${activities.map((activity) => activity.sourceId)}::text[],
        ${activities.map((activity) => activity.type)}::text[],
        ${activities.map((activity) => activity.asset ?? null)}::text[],
        ${activities.map((activity) => (activity.props ? JSON.stringify(activity.props) : null))}::jsonb[],
        ${plainArray(activities.map((activity) => activity.occurredAt))}::bigint[],
        ${plainArray(activities.map((activity) => activity.knownAt))}::bigint[],
        ${plainArray(activities.map((activity) => activity.reconstructed ?? false))}::boolean[]
      ) as row (lead_id, alias_id, source, source_id, type, asset, props, occurred_ms, known_ms, reconstructed)
    ), stored as (
      insert into activity
        (lead_id, alias_id, source, source_id, type, asset, props, occurred_at, known_at, reconstructed)
      select lead_id, alias_id, source, source_id, type, asset, props,
        to_timestamp(occurred_ms / 1000.0), to_timestamp(known_ms / 1000.0), reconstructed
      from incoming order by source, source_id, known_ms
      on conflict (source, source_id) do nothing
      returning lead_id, source, source_id, type, asset, props, occurred_at, known_at
    ), queued as (
      insert into score_queue (lead_id, kind, quiet, source, source_id, type, asset, props, occurred_at, known_at)
      select lead_id, 'activity', ${options.quiet}, source, source_id, type, asset, props,
        (extract(epoch from occurred_at) * 1000)::bigint, (extract(epoch from known_at) * 1000)::bigint
      from stored
    )
    select count(*) as stored, ${notifyAny('score')} from stored
  `.execute(tx);
  const stored = rows[0]?.stored ?? 0;
  return { stored, repeated: activities.length - stored };
}
