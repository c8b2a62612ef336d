import { z } from 'zod';
import { startOfUtcDay, utcDay, type EpochMs } from '../domain/time';
import type { Database } from '../store/database';
import { readLeadBriefs } from '../store/lead-brief';
import { readLeadNames } from '../store/lead-name';
import { newMqls, openSyncErrors, promisesIn, unassignedMqls, type LeadFigure } from '../store/today';
import { combinedSchema, instantSchema, leadIdSchema, leadNameSchema, stageSchema } from './shapes';
import { windowOf, type BoardWindow } from './sla-board';

/** How many of the leads behind a figure are named. */
const SHOWN = 10;
const NOBODY_RESTS = new Map<string, EpochMs>();

const figureSchema = z
  .object({
    count: z.int(),
    leads: z
      .array(
        leadNameSchema
          .extend({
            leadId: leadIdSchema,
            source: z.string(),
            stage: stageSchema,
            combined: combinedSchema.nullable(),
            ownerId: z.string().nullable(),
            at: instantSchema.meta({
              description: 'A promise: when it is due. Else since when the lead is in its stage.',
            }),
          })
          .meta({ id: 'FigureLead' }),
      )
      .readonly()
      .meta({ description: `The first ${SHOWN} of them.` }),
  })
  .meta({ id: 'LeadFigure' });

export const todaySchema = z
  .object({
    asOf: instantSchema,
    since: instantSchema.meta({ description: 'From when "new" counts.' }),
    dueSoon: figureSchema,
    breached: figureSchema,
    unassigned: figureSchema,
    newMqls: figureSchema,
    syncErrors: z.object({
      count: z.int(),
      byCode: z
        .array(
          z.object({ connectionId: z.string(), direction: z.enum(['in', 'out']), code: z.string(), count: z.int() }),
        )
        .readonly(),
    }),
  })
  .meta({ id: 'Today' });

export type Today = z.output<typeof todaySchema>;

/** What wants attention now, each figure with the leads behind it. `since` is by default the beginning of the UTC day. */
export async function viewToday(
  { db }: { readonly db: Database },
  query: BoardWindow & { readonly since: EpochMs | undefined },
): Promise<Today> {
  const since = query.since ?? startOfUtcDay(utcDay(query.now));
  // Whose hours are over matters to neither group.
  const window = windowOf(query, NOBODY_RESTS);
  const [errors, dueSoon, breached, unassigned, fresh] = await Promise.all([
    openSyncErrors(db),
    promisesIn(db, 'due_soon', window, SHOWN),
    promisesIn(db, 'breached', window, SHOWN),
    unassignedMqls(db, SHOWN),
    newMqls(db, since, SHOWN),
  ]);
  const figures = { dueSoon, breached, unassigned, newMqls: fresh };
  const shown = await readShown(db, figures);
  const named = ({ count, leads }: LeadFigure) => ({ count, leads: leads.flatMap((lead) => shown(lead)) });
  return {
    asOf: query.now,
    since,
    dueSoon: named(figures.dueSoon),
    breached: named(figures.breached),
    unassigned: named(figures.unassigned),
    newMqls: named(figures.newMqls),
    syncErrors: { count: errors.reduce((sum, { count }) => sum + count, 0), byCode: errors },
  };
}

/** Names and standing of all the leads of some figures, read at once. One that has gone meanwhile is left out. */
async function readShown(db: Database, figures: Readonly<Record<string, LeadFigure>>) {
  const leadIds = [...new Set(Object.values(figures).flatMap(({ leads }) => leads.map(({ leadId }) => leadId)))];
  const [names, briefs] = await Promise.all([readLeadNames(db, leadIds), readLeadBriefs(db, leadIds)]);
  return ({ leadId, at }: LeadFigure['leads'][number]) => {
    const [name, brief] = [names.get(leadId), briefs.get(leadId)];
    return name === undefined || brief === undefined ? [] : [{ leadId, at, ...name, ...brief }];
  };
}
