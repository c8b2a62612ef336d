import { z } from 'zod';
import type { Database } from '../store/database';
import { LEAD_SORTS, listLeads, sortValue, type LeadCursor, type LeadFilter, type LeadSort } from '../store/lead-list';
import { readLeadNames } from '../store/lead-name';
import { readCursor, writeCursor } from './cursor';
import {
  combinedSchema,
  gradeSchema,
  instantSchema,
  leadIdSchema,
  leadNameSchema,
  levelSchema,
  nextCursorSchema,
  optionalInstantSchema,
  pointsSchema,
  stageSchema,
} from './shapes';

const leadLineSchema = leadNameSchema
  .extend({
    leadId: leadIdSchema,
    source: z.string(),
    createdAt: instantSchema,
    stage: stageSchema,
    stageSince: instantSchema,
    ownerId: z.string().nullable(),
    nextDeadlineAt: optionalInstantSchema,
    fit: pointsSchema.nullable(),
    grade: gradeSchema.nullable(),
    engagement: pointsSchema
      .nullable()
      .meta({ description: 'The score, in hundredths; null until scored for the first time.' }),
    level: levelSchema.nullable(),
    combined: combinedSchema.nullable(),
    lastActivityAt: optionalInstantSchema,
  })
  .meta({ id: 'LeadLine' });

export const leadListSchema = z.object({ leads: z.array(leadLineSchema).readonly(), nextCursor: nextCursorSchema });

export type LeadList = z.output<typeof leadListSchema>;

const placeSchema = z.tuple([z.enum(LEAD_SORTS), z.enum(['asc', 'desc']), z.number().nullable(), z.uuid()]);

/** A page of leads with their names; null if the cursor belongs to a list in another order. */
export async function viewLeadList(
  db: Database,
  query: LeadFilter & {
    readonly sort: LeadSort;
    readonly direction: 'asc' | 'desc';
    readonly cursor: string | undefined;
    readonly limit: number;
  },
): Promise<LeadList | null> {
  const after = query.cursor === undefined ? null : readPlace(query.cursor, query);
  if (after === undefined) return null;
  const lines = await listLeads(db, { ...query, after });
  const names = await readLeadNames(
    db,
    lines.map((line) => line.leadId),
  );
  const last = lines.length === query.limit ? lines.at(-1) : undefined;
  return {
    leads: lines.map((line) => ({ ...(names.get(line.leadId) ?? NAMELESS), ...line })),
    nextCursor:
      last === undefined ? null : writeCursor([query.sort, query.direction, sortValue(last, query.sort), last.leadId]),
  };
}

const NAMELESS = { name: null, company: null, email: null };

/** Undefined if the cursor is not one of this list. */
function readPlace(cursor: string, query: { sort: LeadSort; direction: string }): LeadCursor | undefined {
  const [sort, direction, value, leadId] = readCursor(cursor, placeSchema) ?? [];
  if (sort !== query.sort || direction !== query.direction || value === undefined || leadId === undefined)
    return undefined;
  if (value === null && sort !== 'score') return undefined;
  return { value, leadId };
}
