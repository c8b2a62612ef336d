import { sql, type RawBuilder } from 'kysely';
import type { AttributeValue, LeadId } from '../domain/lead';
import type { EpochMs } from '../domain/time';
import { at, type Database } from './database';

/** What a timeline is made of, in the order in which things of the same instant are shown. */
export const TIMELINE_KINDS = [
  'activity',
  'stage_move',
  'assignment',
  'clock_started',
  'escalation',
  'touch',
  'clock_closed',
  'crm_write',
] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** Something that happened to a lead. `detail` holds the columns of its own table, instants in epoch milliseconds. */
export interface TimelineRow {
  readonly kind: TimelineKind;
  readonly at: EpochMs;
  /** Unique and ordered within a kind. */
  readonly key: string;
  readonly detail: Readonly<Record<string, AttributeValue>>;
}

/** The last row of the page before. */
export interface TimelineCursor {
  readonly at: EpochMs;
  readonly kind: TimelineKind;
  readonly key: string;
}

/**
 * One page of everything that happened to a lead, the newest first. Each source is asked for at most a page, by its own index,
 * so that a lead with a long history costs no more than one with a short one.
 */
export async function readTimeline(
  db: Database,
  query: {
    readonly leadId: LeadId;
    readonly kinds: readonly TimelineKind[];
    readonly before: TimelineCursor | null;
    readonly limit: number;
  },
): Promise<readonly TimelineRow[]> {
  const parts = TIMELINE_KINDS.filter((kind) => query.kinds.includes(kind)).map((kind) => {
    const rank = TIMELINE_KINDS.indexOf(kind);
    return sql`(
      select ${kind}::text as kind, ${rank}::int as rank, at, key, detail from (${SOURCES[kind](query.leadId)}) as source
      where ${beforeCursor(rank, query.before)} order by at desc, key desc limit ${query.limit}
    )`;
  });
  if (parts.length === 0) return [];
  const { rows } = await sql<TimelineRow>`
    select kind, at, key, detail from (${sql.join(parts, sql` union all `)}) as entry
    order by at desc, rank desc, key desc limit ${query.limit}
  `.execute(db);
  return rows;
}

function beforeCursor(rank: number, before: TimelineCursor | null): RawBuilder<boolean> {
  if (before === null) return sql<boolean>`true`;
  const instant = sql`${at(before.at)}::timestamptz`;
  const cursorRank = TIMELINE_KINDS.indexOf(before.kind);
  if (rank > cursorRank) return sql<boolean>`at < ${instant}`;
  if (rank < cursorRank) return sql<boolean>`at <= ${instant}`;
  return sql<boolean>`at <= ${instant} and (at < ${instant} or key < ${before.key})`;
}

/** Keys compare as bytes, here and in the cursor. */
const key = (expression: string) => sql.raw(`(${expression}) collate "C"`);
const ms = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::bigint`);
const visitKey = key(`track || '/' || lpad(visit_no::text, 9, '0')`);

const SOURCES: Readonly<Record<TimelineKind, (leadId: LeadId) => RawBuilder<unknown>>> = {
  activity: (leadId) => sql`
    select occurred_at as at, ${key(`lpad(id::text, 19, '0')`)} as key, jsonb_build_object(
      'type', type, 'asset', asset, 'source', source, 'sourceId', source_id, 'knownAt', ${ms('known_at')},
      'reconstructed', reconstructed
    ) as detail from activity where lead_id = ${leadId}`,
  stage_move: (leadId) => sql`
    select occurred_at as at, ${visitKey} as key, jsonb_build_object(
      'visitNo', visit_no, 'from', from_stage, 'to', to_stage, 'cause', cause, 'decidedBy', decided_by, 'actor', actor,
      'reason', (select text from note where note.id = note_id), 'quiet', quiet
    ) as detail from stage_move where lead_id = ${leadId}`,
  assignment: (leadId) => sql`
    select assigned_at as at, ${key(`track || '/' || lpad(visit_no::text, 9, '0') || '/' || lpad(attempt::text, 9, '0')`)} as key,
      jsonb_build_object('visitNo', visit_no, 'repId', rep_id, 'territory', territory, 'cause', cause) as detail
    from assignment where lead_id = ${leadId}`,
  clock_started: (leadId) => sql`
    select started_at as at, ${visitKey} as key,
      jsonb_build_object('visitNo', visit_no, 'policy', policy, 'dueAt', ${ms('due_at')}) as detail
    from sla_clock where lead_id = ${leadId}`,
  escalation: (leadId) => sql`
    select fired_at as at, ${key(`track || '/' || lpad(visit_no::text, 9, '0') || '/' || step`)} as key,
      jsonb_build_object('visitNo', visit_no, 'step', step, 'dueAt', ${ms('due_at')}, 'recipient', recipient) as detail
    from escalation where lead_id = ${leadId}`,
  touch: (leadId) => sql`
    select occurred_at as at, ${key(`connection_id || '/' || kind || '/' || crm_id`)} as key,
      jsonb_build_object('connectionId', connection_id, 'type', kind, 'crmId', crm_id, 'knownAt', ${ms('known_at')}) as detail
    from crm_touch where lead_id = ${leadId}`,
  clock_closed: (leadId) => sql`
    select coalesce(first_touch_at, closed_at) as at, ${visitKey} as key, jsonb_build_object(
      'visitNo', visit_no, 'policy', policy, 'state', state, 'dueAt', ${ms('due_at')}, 'cause', close_cause
    ) as detail from sla_clock where lead_id = ${leadId} and coalesce(first_touch_at, closed_at) is not null`,
  crm_write: (leadId) => sql`
    select written_at as at, ${key(`lpad(version::text, 19, '0')`)} as key, jsonb_build_object(
      'connectionId', connection_id, 'object', kind, 'crmId', crm_id, 'purpose', purpose, 'engagement', engagement
    ) as detail from crm_write where lead_id = ${leadId}`,
};
