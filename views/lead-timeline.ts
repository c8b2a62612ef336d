import { z } from 'zod';
import type { LeadId } from '../domain/lead';
import type { Points } from '../domain/points';
import type { EpochMs } from '../domain/time';
import type { Database } from '../store/database';
import { loadFacts } from '../store/lead-facts';
import { readTimeline, TIMELINE_KINDS, type TimelineKind, type TimelineRow } from '../store/lead-timeline';
import { leadExists } from '../store/find-lead';
import { activityKey, pointsGiven } from './activity-points';
import { readCursor, writeCursor } from './cursor';
import {
  clockStateSchema,
  decidedBySchema,
  instantSchema,
  leadIdSchema,
  nextCursorSchema,
  pointsSchema,
  stageSchema,
} from './shapes';
import type { WorkspaceReader } from './workspaces';

const entry = <K extends TimelineKind, S extends z.ZodRawShape>(kind: K, shape: S) =>
  z.object({ kind: z.literal(kind), at: instantSchema, ...shape });

const entrySchema = z
  .discriminatedUnion('kind', [
    entry('activity', {
      type: z.string(),
      asset: z.string().nullable(),
      source: z.string(),
      sourceId: z.string(),
      knownAt: instantSchema,
      reconstructed: z.boolean().meta({ description: 'Back-filled: known since it happened, for all we can tell.' }),
      points: pointsSchema.nullable().meta({
        description: 'What it gave when it happened, in hundredths, by the live model. Null without a model.',
      }),
    }),
    entry('stage_move', {
      visitNo: z.int(),
      from: stageSchema.nullable(),
      to: stageSchema,
      cause: z.string(),
      decidedBy: decidedBySchema,
      actor: z.string().nullable(),
      reason: z.string().nullable().meta({ description: 'What the operator wrote.' }),
      quiet: z.boolean(),
    }),
    entry('assignment', { visitNo: z.int(), repId: z.string(), territory: z.string(), cause: z.string() }),
    entry('clock_started', { visitNo: z.int(), policy: z.string(), dueAt: instantSchema }),
    entry('escalation', { visitNo: z.int(), step: z.string(), dueAt: instantSchema, recipient: z.string().nullable() }),
    entry('touch', { connectionId: z.string(), type: z.string(), crmId: z.string(), knownAt: instantSchema }),
    entry('clock_closed', {
      visitNo: z.int(),
      policy: z.string(),
      state: clockStateSchema,
      dueAt: instantSchema,
      cause: z.string().nullable(),
    }),
    entry('crm_write', {
      connectionId: z.string(),
      object: z.enum(['contact', 'task']),
      crmId: z.string(),
      purpose: z.string().meta({
        description: 'Of a contact `hand_off` or `refresh`, of a task what it is for: `first_touch`, `remind`, …',
      }),
      engagement: pointsSchema
        .nullable()
        .meta({ description: 'The score that was written, in hundredths; null for a task.' }),
    }),
  ])
  .meta({ id: 'TimelineEntry' });

type TimelineEntry = z.output<typeof entrySchema>;

export const leadTimelineSchema = z.object({
  leadId: leadIdSchema,
  entries: z.array(entrySchema).readonly(),
  nextCursor: nextCursorSchema,
});

export type LeadTimeline = z.output<typeof leadTimelineSchema>;

const placeSchema = z.tuple([z.int(), z.enum(TIMELINE_KINDS), z.string()]);

interface TimelineDeps {
  readonly db: Database;
  readonly workspaces: WorkspaceReader;
}

/** What happened to a lead, the newest first. Null if there is no such lead; `bad_cursor` if the cursor is not one of ours. */
export async function viewLeadTimeline(
  deps: TimelineDeps,
  query: {
    readonly leadId: LeadId;
    readonly kinds: readonly TimelineKind[];
    readonly cursor: string | undefined;
    readonly limit: number;
    readonly now: EpochMs;
  },
): Promise<LeadTimeline | 'bad_cursor' | null> {
  const place = query.cursor === undefined ? undefined : readCursor(query.cursor, placeSchema);
  if (place === null) return 'bad_cursor';
  if (!(await leadExists(deps.db, query.leadId))) return null;
  const before = place === undefined ? null : { at: place[0], kind: place[1], key: place[2] };
  const rows = await readTimeline(deps.db, { ...query, before });
  const points = await pointsOf(deps, query, rows);
  const last = rows.length === query.limit ? rows.at(-1) : undefined;
  return {
    leadId: query.leadId,
    entries: rows.map((row) => toEntry(row, points)),
    nextCursor: last === undefined ? null : writeCursor([last.at, last.kind, last.key]),
  };
}

/** Empty where the page shows no activity or there is no model: the lead's activities are read only when they are needed. */
async function pointsOf(
  deps: TimelineDeps,
  query: { readonly leadId: LeadId; readonly now: EpochMs },
  rows: readonly TimelineRow[],
): Promise<ReadonlyMap<string, Points>> {
  const wanted = new Set(rows.filter((row) => row.kind === 'activity').map(keyOf));
  const active = wanted.size === 0 ? null : await deps.workspaces.liveAt(query.now);
  if (active === null) return new Map();
  const facts = (await loadFacts(deps.db, [query.leadId])).get(query.leadId);
  return facts === undefined ? new Map() : pointsGiven(active.workspace.model, facts, wanted);
}

const keyOf = (row: TimelineRow): string =>
  activityKey({ source: String(row.detail['source']), sourceId: String(row.detail['sourceId']) });

function toEntry(row: TimelineRow, points: ReadonlyMap<string, Points>): TimelineEntry {
  const given = row.kind === 'activity' ? { points: points.get(keyOf(row)) ?? null } : {};
  // The query builds each kind's detail with the names of its schema; encoding the answer checks it.
  return { kind: row.kind, at: row.at, ...row.detail, ...given } as unknown as TimelineEntry;
}
