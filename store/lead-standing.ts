import { sql } from 'kysely';
import type { DecidedBy, DecisionInputs } from '../domain/stage';
import type { EpochMs } from '../domain/time';
import { inUse } from './connection';
import type { Database } from './database';
import type { Track } from './lead-track';
import type { ClockStep } from './sla-clock';

/** What decisions read about a lead beside its track: the visit, the score, the clock and the newest CRM reading. */
export interface LeadStanding {
  readonly visit: { readonly cause: string; readonly enteredBy: DecidedBy; readonly evaluationNo: number | null };
  /** Whether a rep was given the lead in this visit. */
  readonly held: boolean;
  /** When the lead was last recycled or moved by an operator. */
  readonly settledAt: EpochMs | null;
  readonly score: {
    readonly evaluationNo: number;
    readonly decision: DecisionInputs;
    readonly quiet: boolean;
    readonly nextChangeAt: EpochMs | null;
  } | null;
  /** The decision the visit began with, to tell whether the lead has become hotter since. */
  readonly decisionAtEntry: DecisionInputs | null;
  readonly clock: {
    readonly state: 'running' | 'met' | 'breached' | 'stopped';
    readonly startedAt: EpochMs;
    readonly dueAt: EpochMs;
    readonly verdictDueAt: EpochMs | null;
    readonly steps: readonly ClockStep[];
    readonly firstTouchAt: EpochMs | null;
    readonly closed: boolean;
  } | null;
  readonly stepsTaken: readonly string[];
  readonly crm: {
    readonly disposition: string | null;
    readonly dispositionAt: EpochMs | null;
    readonly leadStatus: string | null;
    readonly lifecycleStage: string | null;
    readonly lifecycleStageAt: EpochMs | null;
  } | null;
  readonly lastTouchAt: EpochMs | null;
  /** The first touch since the clock started. */
  readonly touchedAt: EpochMs | null;
  /** Whether follow-up tasks may be made at all: a CRM of the workspace is connected and its mode says so. */
  readonly tasksOn: boolean;
}

interface Row {
  cause: string;
  decided_by: DecidedBy;
  move_evaluation_no: number | null;
  held: boolean;
  settled_at: EpochMs | null;
  evaluation_no: number | null;
  decision: DecisionInputs;
  score_quiet: boolean;
  next_change_at: EpochMs | null;
  decision_at_entry: DecisionInputs | null;
  clock_state: 'running' | 'met' | 'breached' | 'stopped' | null;
  started_at: EpochMs;
  due_at: EpochMs;
  verdict_due_at: EpochMs | null;
  steps: readonly ClockStep[];
  first_touch_at: EpochMs | null;
  clock_closed_at: EpochMs | null;
  steps_taken: readonly string[];
  crm_read_at: EpochMs | null;
  disposition: string | null;
  disposition_at: EpochMs | null;
  lead_status: string | null;
  lifecycle_stage: string | null;
  lifecycle_stage_at: EpochMs | null;
  last_touch_at: EpochMs | null;
  touched_at: EpochMs | null;
  tasks_on: boolean;
}

/** Reads all of it in one statement, so that it is one instant of the database. Touches later than `asOf` are not seen. */
export async function readStanding(tx: Database, track: Track, asOf: EpochMs): Promise<LeadStanding> {
  const now = new Date(asOf);
  const result = await sql<Row>`
    select
      move.cause, move.decided_by, move.evaluation_no as move_evaluation_no,
      exists (
        select from assignment a
        where a.lead_id = track.lead_id and a.track = track.track and a.visit_no = track.visit_no
      ) as held,
      (
        select max(m.occurred_at) from stage_move m
        where m.lead_id = track.lead_id and m.track = track.track
          and (m.to_stage = 'recycled' or m.decided_by = 'operator')
      ) as settled_at,
      score.evaluation_no, score.decision, score.quiet as score_quiet, score.next_change_at,
      entry.decision as decision_at_entry,
      clock.state as clock_state, clock.started_at, clock.due_at, clock.verdict_due_at, clock.steps, clock.first_touch_at, clock.closed_at as clock_closed_at,
      array(
        select e.step from escalation e
        where e.lead_id = track.lead_id and e.track = track.track and e.visit_no = track.visit_no
      ) as steps_taken,
      crm.read_at as crm_read_at, crm.disposition, crm.disposition_at, crm.lead_status, crm.lifecycle_stage,
      crm.lifecycle_stage_at,
      (select max(t.occurred_at) from crm_touch t where t.lead_id = track.lead_id and t.occurred_at <= ${now}) as last_touch_at,
      (
        select min(t.occurred_at) from crm_touch t
        where t.lead_id = track.lead_id and t.occurred_at >= clock.started_at and t.occurred_at <= ${now}
      ) as touched_at,
      exists (select from connection where mode = 'tasks' and ${inUse}) as tasks_on
    from lead_track track
    join stage_move move
      on move.lead_id = track.lead_id and move.track = track.track and move.visit_no = track.visit_no
    left join lead_score score on score.lead_id = track.lead_id
    left join lateral (
      select e.decision from evaluation_change e
      where e.lead_id = track.lead_id and e.evaluation_no <= move.evaluation_no
      order by e.evaluation_no desc limit 1
    ) entry on true
    left join sla_clock clock
      on clock.lead_id = track.lead_id and clock.track = track.track and clock.visit_no = track.visit_no
    left join lateral (
      select * from crm_state c where c.lead_id = track.lead_id order by c.read_at desc limit 1
    ) crm on true
    where track.lead_id = ${track.leadId} and track.track = ${track.track}
  `.execute(tx);
  const [row] = result.rows;
  if (row === undefined) throw new Error('A track has a move for each of its visits.');
  return toStanding(row);
}

function toStanding(row: Row): LeadStanding {
  return {
    visit: { cause: row.cause, enteredBy: row.decided_by, evaluationNo: row.move_evaluation_no },
    held: row.held,
    settledAt: row.settled_at,
    score:
      row.evaluation_no === null
        ? null
        : {
            evaluationNo: row.evaluation_no,
            decision: row.decision,
            quiet: row.score_quiet,
            nextChangeAt: row.next_change_at,
          },
    decisionAtEntry: row.decision_at_entry,
    clock:
      row.clock_state === null
        ? null
        : {
            state: row.clock_state,
            startedAt: row.started_at,
            dueAt: row.due_at,
            verdictDueAt: row.verdict_due_at,
            steps: row.steps,
            firstTouchAt: row.first_touch_at,
            closed: row.clock_closed_at !== null,
          },
    stepsTaken: row.steps_taken,
    crm:
      row.crm_read_at === null
        ? null
        : {
            disposition: row.disposition,
            dispositionAt: row.disposition_at,
            leadStatus: row.lead_status,
            lifecycleStage: row.lifecycle_stage,
            lifecycleStageAt: row.lifecycle_stage_at,
          },
    lastTouchAt: row.last_touch_at,
    touchedAt: row.touched_at,
    tasksOn: row.tasks_on,
  };
}
