import { sql } from 'kysely';
import type { CombinedScore, Grade, Level } from '../domain/evaluation';
import type { LeadId } from '../domain/lead';
import type { Points } from '../domain/points';
import type { DecisionInputs, Stage } from '../domain/stage';
import type { EpochMs } from '../domain/time';
import { tellOfScores } from './change-notice';
import { instant, type Database } from './database';
import { plainArray } from './plain-array';

/** The newest evaluation of a lead, with what the next one starts from. */
export interface LeadScore {
  readonly leadId: LeadId;
  /** Rises with every evaluation. */
  readonly evaluationNo: number;
  /** The workspace version it was made with. Empty: set aside, and what is stored must not be built on. */
  readonly workspaceId: string;
  /** The scorer's state, its own business. */
  readonly fold: unknown;
  readonly profile: unknown;
  readonly grade: Grade;
  readonly fit: Points;
  readonly engagement: Points;
  readonly interest: Points;
  readonly intent: Points;
  readonly level: Level;
  readonly combined: CombinedScore;
  readonly decision: DecisionInputs;
  /** Whether the decision was reached by a first, quiet scoring alone. */
  readonly quiet: boolean;
  readonly lastActivityAt: EpochMs | null;
  readonly nextChangeAt: EpochMs | null;
  readonly evaluatedAt: EpochMs;
}

/** What the scorer needs to know of a lead before it evaluates. */
export interface ScoringState {
  readonly leadId: LeadId;
  readonly score: Pick<
    LeadScore,
    'evaluationNo' | 'workspaceId' | 'fold' | 'profile' | 'grade' | 'combined' | 'engagement' | 'decision' | 'quiet'
  > | null;
  readonly stage: Stage;
  readonly stageSince: EpochMs;
  readonly visitNo: number;
  readonly stageQuiet: boolean;
  readonly hasWorkflow: boolean;
  readonly closed: boolean;
}

interface StateRow {
  readonly lead_id: LeadId;
  readonly evaluation_no: number | null;
  readonly workspace_id: string;
  readonly fold: unknown;
  readonly profile: unknown;
  readonly grade: Grade;
  readonly combined: CombinedScore;
  readonly engagement: Points;
  readonly decision: DecisionInputs;
  readonly quiet: boolean;
  readonly stage: Stage;
  readonly stage_since: EpochMs;
  readonly visit_no: number;
  readonly stage_quiet: boolean;
  readonly has_workflow: boolean;
  readonly closed: boolean;
}

/** Reads leads that the caller has locked. */
export async function readScoringStates(
  tx: Database,
  leadIds: readonly LeadId[],
): Promise<ReadonlyMap<LeadId, ScoringState>> {
  const { rows } = await sql<StateRow>`
    select track.lead_id, score.evaluation_no, score.workspace_id, score.fold, score.profile, score.grade, score.combined,
      score.engagement, score.decision, score.quiet, track.stage, track.stage_since, track.visit_no,
      track.quiet as stage_quiet, track.has_workflow,
      track.closed_at is not null as closed
    from lead_track as track left join lead_score as score using (lead_id)
    where track.lead_id = any(${plainArray(leadIds)}::uuid[]) and track.track = 'main'
  `.execute(tx);
  return new Map(rows.map((row) => [row.lead_id, stateOf(row)]));
}

const stateOf = (row: StateRow): ScoringState => ({
  leadId: row.lead_id,
  score:
    row.evaluation_no === null
      ? null
      : {
          evaluationNo: row.evaluation_no,
          workspaceId: row.workspace_id,
          fold: row.fold,
          profile: row.profile,
          grade: row.grade,
          combined: row.combined,
          engagement: row.engagement,
          decision: row.decision,
          quiet: row.quiet,
        },
  stage: row.stage,
  stageSince: row.stage_since,
  visitNo: row.visit_no,
  stageQuiet: row.stage_quiet,
  hasWorkflow: row.has_workflow,
  closed: row.closed,
});

/** Writes the newest evaluations of leads that the caller has locked, in one statement. */
export async function writeScores(tx: Database, scores: readonly LeadScore[]): Promise<void> {
  if (scores.length === 0) return;
  await sql`
    insert into lead_score (
      lead_id, evaluation_no, workspace_id, fold, profile, grade, fit, engagement, interest, intent, level, combined,
      decision, quiet, last_activity_at, next_change_at, evaluated_at
    )
    select lead_id, evaluation_no, workspace_id, fold, profile, grade, fit, engagement, interest, intent, level, combined,
      decision, quiet, to_timestamp(last_activity_ms / 1000.0), to_timestamp(next_change_ms / 1000.0),
      to_timestamp(evaluated_ms / 1000.0)
    from unnest(
      ${plainArray(scores.map((score) => score.leadId))}::uuid[], ${plainArray(scores.map((score) => score.evaluationNo))}::bigint[],
      ${plainArray(scores.map((score) => score.workspaceId))}::text[], ${scores.map((score) => JSON.stringify(score.fold))}::json[],
      ${scores.map((score) => JSON.stringify(score.profile))}::json[], ${plainArray(scores.map((score) => score.grade))}::text[],
      ${plainArray(scores.map((score) => score.fit))}::integer[], ${plainArray(scores.map((score) => score.engagement))}::integer[],
      ${plainArray(scores.map((score) => score.interest))}::integer[], ${plainArray(scores.map((score) => score.intent))}::integer[],
      ${plainArray(scores.map((score) => score.level))}::smallint[], ${plainArray(scores.map((score) => score.combined))}::text[],
      ${scores.map((score) => JSON.stringify(score.decision))}::jsonb[], ${plainArray(scores.map((score) => score.quiet))}::boolean[],
      ${plainArray(scores.map((score) => score.lastActivityAt))}::bigint[], ${plainArray(scores.map((score) => score.nextChangeAt))}::bigint[],
      ${plainArray(scores.map((score) => score.evaluatedAt))}::bigint[]
    ) as row (
      lead_id, evaluation_no, workspace_id, fold, profile, grade, fit, engagement, interest, intent, level, combined,
      decision, quiet, last_activity_ms, next_change_ms, evaluated_ms
    )
    on conflict (lead_id) do update set
      evaluation_no = excluded.evaluation_no, workspace_id = excluded.workspace_id, fold = excluded.fold,
      profile = excluded.profile, grade = excluded.grade, fit = excluded.fit, engagement = excluded.engagement,
      interest = excluded.interest, intent = excluded.intent, level = excluded.level, combined = excluded.combined,
      decision = excluded.decision, quiet = excluded.quiet, last_activity_at = excluded.last_activity_at,
      next_change_at = excluded.next_change_at, evaluated_at = excluded.evaluated_at
  `.execute(tx);
  await tellOfScores(
    tx,
    scores.map((score) => score.leadId),
  );
}

/** Copies the evaluations just written to the history. Only those belong there that changed something a decision reads. */
export async function recordEvaluationChanges(tx: Database, leadIds: readonly LeadId[]): Promise<void> {
  if (leadIds.length === 0) return;
  await sql`
    insert into evaluation_change (
      lead_id, evaluation_no, workspace_id, grade, combined, fit, engagement, interest, intent, decision, quiet, evaluated_at
    )
    select lead_id, evaluation_no, workspace_id, grade, combined, fit, engagement, interest, intent, decision, quiet, evaluated_at
    from lead_score where lead_id = any(${plainArray(leadIds)}::uuid[])
  `.execute(tx);
}

/** Sets leads aside: time alone has them scored no more, and whatever else does has them folded anew. */
export async function distrustScores(tx: Database, leadIds: readonly LeadId[]): Promise<void> {
  await sql`update lead_score set workspace_id = '' where lead_id = any(${plainArray(leadIds)}::uuid[])`.execute(tx);
}

/** Whether time has overtaken a lead's score: it says itself when it changes next. That of a lead set aside stands. */
export async function isScoreOverdue(
  tx: Database,
  moment: { readonly leadId: LeadId; readonly asOf: EpochMs },
): Promise<boolean> {
  const row = await tx
    .selectFrom('lead_score')
    .select('lead_id')
    .where('lead_id', '=', moment.leadId)
    .where('next_change_at', '<=', instant(moment.asOf))
    .where('workspace_id', '<>', '')
    .executeTakeFirst();
  return row !== undefined;
}
