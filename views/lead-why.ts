import { z } from 'zod';
import type { Contribution } from '../domain/evaluation';
import type { LeadId } from '../domain/lead';
import { startOfUtcDay, utcDay, type EpochMs } from '../domain/time';
import { evaluate, evaluateKnown } from '../scoring/evaluate';
import type { Database } from '../store/database';
import { loadFacts } from '../store/lead-facts';
import { leadExists } from '../store/find-lead';
import {
  combinedSchema,
  gradeSchema,
  instantSchema,
  leadIdSchema,
  levelSchema,
  optionalInstantSchema,
  pointsSchema,
} from './shapes';
import type { WorkspaceReader } from './workspaces';

/** A UTC day: `2026-05-04` outside, days since 1970 inside. */
const daySchema = z.codec(z.iso.date(), z.int(), {
  decode: (text) => utcDay(Date.parse(text)),
  encode: (day) => new Date(startOfUtcDay(day)).toISOString().slice(0, 10),
});

const lineSchema = z
  .object({
    kind: z.enum(['points', 'cap', 'silence', 'clamp']).meta({
      description: 'points were earned; what a cap, silence or the clamp to 0..100 takes away is a line of its own.',
    }),
    group: z.string(),
    rule: z.string(),
    label: z.string(),
    day: z
      .union([daySchema, z.null()])
      .meta({ description: 'The UTC day the points were earned; null for lines without a date.' }),
    count: z.int().meta({ description: 'How many activities stand behind the line.' }),
    basePoints: pointsSchema.meta({ description: 'Hundredths, before decay.' }),
    points: pointsSchema,
  })
  .meta({ id: 'WhyLine' });

export const leadWhySchema = z
  .object({
    leadId: leadIdSchema,
    asOf: instantSchema,
    model: z.object({
      workspaceId: z.string(),
      activatedAt: instantSchema,
      liveThen: z
        .boolean()
        .meta({ description: 'False when no model was live yet at that instant: then the first one is used.' }),
    }),
    combined: combinedSchema,
    engagement: z.object({
      points: pointsSchema.meta({ description: 'The score, in hundredths: exactly the sum of the lines.' }),
      interest: pointsSchema,
      intent: pointsSchema,
      level: levelSchema,
      lines: z.array(lineSchema).readonly(),
    }),
    fit: z.object({
      points: pointsSchema.meta({ description: 'In hundredths: exactly the sum of the lines.' }),
      grade: gradeSchema,
      unknown: z.array(z.string()).readonly().meta({ description: 'What the model asks for and nobody has told us.' }),
      lines: z.array(lineSchema).readonly(),
    }),
    disqualifiedBy: z.string().nullable(),
    nextChangeAt: optionalInstantSchema.meta({ description: 'When the passing of time alone changes something next.' }),
  })
  .meta({ id: 'LeadWhy' });

export type LeadWhy = z.output<typeof leadWhySchema>;

/**
 * Why a lead's score is (or was) what it is: by what was known at `asOf`, under the model that was live then. As of now it is
 * by all that is known, as the scorer sees it. Null if there is no such lead; `no_model` before a workspace was ever activated.
 */
export async function viewLeadWhy(
  deps: { readonly db: Database; readonly workspaces: WorkspaceReader },
  query: { readonly leadId: LeadId; readonly asOf: EpochMs; readonly now: EpochMs },
): Promise<LeadWhy | 'no_model' | null> {
  const { leadId, asOf, now } = query;
  if (!(await leadExists(deps.db, leadId))) return null;
  const active = await deps.workspaces.nearest(asOf);
  if (active === null) return 'no_model';
  const facts = (await loadFacts(deps.db, [leadId])).get(leadId);
  if (facts === undefined) throw new Error('loadFacts answers for every lead asked for');
  const { model } = active.workspace;
  const evaluation = asOf < now ? evaluate(model, facts, asOf) : evaluateKnown(model, facts, asOf);
  return {
    leadId,
    asOf,
    model: {
      workspaceId: active.workspaceId,
      activatedAt: active.activatedAt,
      liveThen: active.activatedAt <= asOf,
    },
    combined: evaluation.combined,
    engagement: {
      points: evaluation.engagement,
      interest: evaluation.interest,
      intent: evaluation.intent,
      level: evaluation.level,
      lines: linesOf(evaluation.contributions, 'engagement'),
    },
    fit: {
      points: evaluation.fit,
      grade: evaluation.grade,
      unknown: evaluation.unknown,
      lines: linesOf(evaluation.contributions, 'fit'),
    },
    disqualifiedBy: evaluation.disqualifiedBy,
    nextChangeAt: evaluation.nextChangeAt,
  };
}

const linesOf = (contributions: readonly Contribution[], score: Contribution['score']) =>
  contributions.filter((line) => line.score === score);
