import { sql, type RawBuilder } from 'kysely';
import type { CombinedScore } from '../domain/evaluation';
import type { LeadId } from '../domain/lead';
import type { Stage } from '../domain/stage';
import type { EpochMs } from '../domain/time';
import { at, type Database } from './database';

/**
 * due_soon: runs out within the window. running: runs and has longer. paused: has longer and stands still, since the rep's
 * hours are over. breached: ran out, and nobody has touched the lead or the touch came late. met: touched in time.
 */
export const SLA_GROUPS = ['due_soon', 'running', 'paused', 'breached', 'met'] as const;
export type SlaGroup = (typeof SLA_GROUPS)[number];

export interface SlaWindow {
  readonly now: EpochMs;
  /** How soon is soon. */
  readonly soonMs: number;
  /** Clocks that were decided (met, or breached and touched since) count if they were due after this. */
  readonly since: EpochMs;
  /** The reps whose hours are over. */
  readonly restingReps: readonly string[];
}

/** A promise on the board. The rep is whoever had the lead last in that visit. */
export interface SlaLine {
  readonly leadId: LeadId;
  readonly track: string;
  readonly visitNo: number;
  readonly group: SlaGroup;
  readonly policy: string;
  readonly repId: string | null;
  readonly stage: Stage;
  readonly combined: CombinedScore | null;
  readonly startedAt: EpochMs;
  readonly dueAt: EpochMs;
  readonly firstTouchAt: EpochMs | null;
  readonly closedAt: EpochMs | null;
  /** The next step of the ladder that has not been taken; null when there is none. */
  readonly nextStep: { readonly step: string; readonly at: EpochMs } | null;
}

export interface SlaCursor {
  readonly dueAt: EpochMs;
  readonly leadId: LeadId;
  readonly visitNo: number;
}

/** How many promises stand in each group, by rep (null: nobody's). */
export async function countSlaClocks(
  db: Database,
  window: SlaWindow,
): Promise<readonly { readonly repId: string | null; readonly group: SlaGroup; readonly count: number }[]> {
  const { rows } = await sql<{ repId: string | null; group: SlaGroup; count: number }>`
    select rep.rep_id as "repId", ${groupOf(window)} as "group", count(*)::int as count
    from sla_clock c ${REP} where ${onBoard(window)} group by 1, 2 order by 1, 2
  `.execute(db);
  return rows;
}

/** One page of a group, the earliest deadline first; of those that were met, the latest. */
export async function listSlaClocks(
  db: Database,
  query: SlaWindow & {
    readonly group: SlaGroup;
    readonly repIds: readonly string[] | null;
    readonly after: SlaCursor | null;
    readonly limit: number;
  },
): Promise<readonly SlaLine[]> {
  const order = query.group === 'met' ? LATEST_FIRST : EARLIEST_FIRST;
  const conditions = [inGroup(query.group, query)];
  if (query.repIds !== null) conditions.push(sql`rep.rep_id = any(${[...query.repIds]}::text[])`);
  if (query.after !== null) {
    const { dueAt, leadId, visitNo } = query.after;
    const place = sql`(${at(dueAt)}::timestamptz, ${leadId}::uuid, ${visitNo}::int)`;
    conditions.push(sql`(c.due_at, c.lead_id, c.visit_no) ${order.beyond} ${place}`);
  }
  const { rows } = await sql<Omit<SlaLine, 'group'>>`
    select c.lead_id as "leadId", c.track, c.visit_no as "visitNo", c.policy, rep.rep_id as "repId", t.stage, s.combined,
      c.started_at as "startedAt", c.due_at as "dueAt", c.first_touch_at as "firstTouchAt", c.closed_at as "closedAt",
      ${NEXT_STEP} as "nextStep"
    from sla_clock c
    join lead_track t on t.lead_id = c.lead_id and t.track = c.track
    left join lead_score s on s.lead_id = c.lead_id
    ${REP}
    where ${sql.join(conditions, sql` and `)}
    order by c.due_at ${order.by}, c.lead_id ${order.by}, c.visit_no ${order.by} limit ${query.limit}
  `.execute(db);
  return rows.map((row) => ({ ...row, group: query.group }));
}

const EARLIEST_FIRST = { by: sql`asc`, beyond: sql`>` };
const LATEST_FIRST = { by: sql`desc`, beyond: sql`<` };

const REP = sql`left join lateral (
  select rep_id from assignment a where a.lead_id = c.lead_id and a.track = c.track and a.visit_no = c.visit_no
  order by attempt desc limit 1
) rep on true`;

const NEXT_STEP = sql`case when c.closed_at is not null then null else (
  select jsonb_build_object('step', ladder.item ->> 'step', 'at', (ladder.item ->> 'at')::bigint)
  from jsonb_array_elements(c.steps) as ladder (item)
  where not exists (
    select from escalation e where e.lead_id = c.lead_id and e.track = c.track and e.visit_no = c.visit_no
      and e.step = ladder.item ->> 'step'
  )
  order by (ladder.item ->> 'at')::bigint limit 1
) end`;

const soonEnd = (window: SlaWindow) => sql`${at(window.now + window.soonMs)}::timestamptz`;

const isResting = (window: SlaWindow) => sql`coalesce(rep.rep_id = any(${[...window.restingReps]}::text[]), false)`;

/** The condition on a clock `c`, and on its `rep` where hours matter. Each names the state first, so that the index on (state, due_at) answers it. */
export function inGroup(group: SlaGroup, window: SlaWindow): RawBuilder<unknown> {
  const since = sql`${at(window.since)}::timestamptz`;
  switch (group) {
    case 'due_soon':
      return sql`c.state = 'running' and c.due_at <= ${soonEnd(window)}`;
    case 'running':
      return sql`c.state = 'running' and c.due_at > ${soonEnd(window)} and not ${isResting(window)}`;
    case 'paused':
      return sql`c.state = 'running' and c.due_at > ${soonEnd(window)} and ${isResting(window)}`;
    case 'breached':
      // One that nobody has touched stays on the board however old it is.
      return sql`c.state = 'breached' and (c.due_at >= ${since} or (c.closed_at is null and c.first_touch_at is null))`;
    case 'met':
      return sql`c.state = 'met' and c.due_at >= ${since}`;
  }
}

const onBoard = (window: SlaWindow): RawBuilder<unknown> =>
  sql`(${sql.join(
    SLA_GROUPS.map((group) => sql`(${inGroup(group, window)})`),
    sql` or `,
  )})`;

const groupOf = (window: SlaWindow): RawBuilder<unknown> =>
  sql`case when c.state <> 'running' then c.state when c.due_at <= ${soonEnd(window)} then 'due_soon'
    when ${isResting(window)} then 'paused' else 'running' end`;
