import { z } from 'zod';
import type { LeadId } from '../domain/lead';
import { startOfUtcDay, utcDay, type EpochMs } from '../domain/time';
import type { Database } from '../store/database';
import type { SlaGroup } from '../store/sla-board';
import { newMqls, openSyncErrors, unassignedMqls } from '../store/today';
import { instantSchema, leadIdSchema } from './shapes';
import { viewSlaList, viewSlaSummary, type BoardWindow } from './sla-board';

/** How many of the leads behind a figure are named. */
const SHOWN = 10;

const figureSchema = z
  .object({
    count: z.int(),
    leadIds: z
      .array(leadIdSchema)
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
  db: Database,
  query: BoardWindow & { readonly since: EpochMs | undefined },
): Promise<Today> {
  const since = query.since ?? startOfUtcDay(utcDay(query.now));
  const { total } = await viewSlaSummary(db, query);
  const errors = await openSyncErrors(db);
  return {
    asOf: query.now,
    since,
    dueSoon: { count: total.due_soon, leadIds: await firstOf(db, query, 'due_soon') },
    breached: { count: total.breached, leadIds: await firstOf(db, query, 'breached') },
    unassigned: await unassignedMqls(db, SHOWN),
    newMqls: await newMqls(db, since, SHOWN),
    syncErrors: { count: errors.reduce((sum, { count }) => sum + count, 0), byCode: errors },
  };
}

async function firstOf(db: Database, window: BoardWindow, group: SlaGroup): Promise<readonly LeadId[]> {
  const list = await viewSlaList(db, { ...window, group, repIds: null, cursor: undefined, limit: SHOWN });
  return list?.clocks.map((clock) => clock.leadId) ?? [];
}
