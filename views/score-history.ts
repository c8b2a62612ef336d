import { z } from 'zod';
import type { Evaluation, LeadFacts } from '../domain/evaluation';
import type { LeadId } from '../domain/lead';
import { startOfUtcDay, utcDay, type EpochMs } from '../domain/time';
import type { CompiledModel } from '../scoring/compiled-model';
import { evaluateFold } from '../scoring/evaluate';
import { scoreProfile, type FitState } from '../scoring/fit';
import { emptyFold, foldActivities, type FoldState } from '../scoring/fold';
import type { Database } from '../store/database';
import { loadFacts } from '../store/lead-facts';
import { leadExists } from '../store/find-lead';
import { readTimeline } from '../store/lead-timeline';
import {
  combinedSchema,
  gradeSchema,
  instantSchema,
  leadIdSchema,
  levelSchema,
  pointsSchema,
  stageSchema,
} from './shapes';
import type { ActiveWorkspace, WorkspaceReader } from './workspaces';

export const scoreHistorySchema = z
  .object({
    leadId: leadIdSchema,
    points: z
      .array(
        z.object({
          at: instantSchema.meta({ description: 'The end of a UTC day; for today, now.' }),
          workspaceId: z
            .string()
            .meta({ description: 'The model that was live then, or the first one before there was any.' }),
          engagement: pointsSchema,
          interest: pointsSchema,
          intent: pointsSchema,
          fit: pointsSchema,
          level: levelSchema,
          grade: gradeSchema,
          combined: combinedSchema,
        }),
      )
      .readonly(),
    moves: z
      .array(z.object({ at: instantSchema, from: stageSchema.nullable(), to: stageSchema, cause: z.string() }))
      .readonly()
      .meta({ description: 'Stage moves in the period, the oldest first.' }),
  })
  .meta({ id: 'ScoreHistory' });

export type ScoreHistory = z.output<typeof scoreHistorySchema>;

/** Most moves that a chart marks. */
const MOST_MOVES = 200;

/**
 * The score day by day, each by what was known then and the model that was live then. Null if there is no such lead;
 * `no_model` before a workspace was ever activated.
 */
export async function viewScoreHistory(
  deps: { readonly db: Database; readonly workspaces: WorkspaceReader },
  query: { readonly leadId: LeadId; readonly days: number; readonly now: EpochMs },
): Promise<ScoreHistory | 'no_model' | null> {
  const { leadId, days, now } = query;
  if (!(await leadExists(deps.db, leadId))) return null;
  const activations = await deps.workspaces.activations();
  const [first] = activations;
  if (first === undefined) return 'no_model';
  const facts = (await loadFacts(deps.db, [leadId])).get(leadId);
  if (facts === undefined) throw new Error('loadFacts answers for every lead asked for');
  const instants = dayEnds(now, days);
  const points: ScoreHistory['points'][number][] = [];
  for (const activation of activations) {
    const next = activations[activations.indexOf(activation) + 1];
    const from = activation === first ? -Infinity : activation.activatedAt;
    const within = instants.filter((at) => at >= from && (next === undefined || at < next.activatedAt));
    if (within.length > 0)
      points.push(...seriesOf(await deps.workspaces.read(activation), facts, { instants: within, now }));
  }
  return { leadId, points, moves: await movesSince(deps.db, leadId, startOfUtcDay(utcDay(now) - days + 1)) };
}

/** The last millisecond of each of the last days, the oldest first; the last one is now. */
const dayEnds = (now: EpochMs, days: number): readonly EpochMs[] =>
  Array.from({ length: days }, (_, index) => Math.min(now, startOfUtcDay(utcDay(now) - days + 2 + index) - 1));

function seriesOf(
  active: ActiveWorkspace,
  facts: LeadFacts,
  period: { readonly instants: readonly EpochMs[]; readonly now: EpochMs },
): readonly ScoreHistory['points'][number][] {
  const { model } = active.workspace;
  const { instants, now } = period;
  const score = scorer(model, facts, now);
  return instants.map((at) => {
    const { engagement, interest, intent, fit, level, grade, combined } = score(at);
    return { at, workspaceId: active.workspaceId, engagement, interest, intent, fit, level, grade, combined };
  });
}

/** Evaluates at rising instants: each activity is folded in once, when it was known. What is stored is known by now. */
function scorer(model: CompiledModel, facts: LeadFacts, now: EpochMs): (asOf: EpochMs) => Evaluation {
  const visibleAt = (fact: { readonly knownAt: EpochMs } | undefined): EpochMs =>
    fact === undefined ? Infinity : Math.min(fact.knownAt, now);
  const waiting = facts.activities.toSorted((a, b) => visibleAt(a) - visibleAt(b));
  let folded = 0;
  let fold: FoldState = emptyFold();
  let fit: { readonly known: number; readonly state: FitState } | null = null;
  return (asOf) => {
    let until = folded;
    while (until < waiting.length && visibleAt(waiting[until]) <= asOf) until += 1;
    if (until > folded) fold = foldActivities(model, fold, waiting.slice(folded, until));
    folded = until;
    const known = facts.attributes.filter((fact) => visibleAt(fact) <= asOf);
    // Attributes change on few days: the profile is scored anew only when there are more of them.
    if (fit?.known !== known.length) fit = { known: known.length, state: scoreProfile(model, known) };
    return evaluateFold(model, { fold, fit: fit.state, asOf });
  };
}

async function movesSince(db: Database, leadId: LeadId, since: EpochMs): Promise<ScoreHistory['moves']> {
  const rows = await readTimeline(db, { leadId, kinds: ['stage_move'], before: null, limit: MOST_MOVES });
  return rows
    .filter((row) => row.at >= since)
    .map((row) => ({ at: row.at, ...moveSchema.parse(row.detail) }))
    .toReversed();
}

const moveSchema = z.object({ from: stageSchema.nullable(), to: stageSchema, cause: z.string() });
