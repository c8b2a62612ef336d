import { z } from 'zod';
import type { EpochMs } from '../domain/time';
import type { Database } from '../store/database';
import { readLeadNames } from '../store/lead-name';
import { countSlaClocks, listSlaClocks, SLA_GROUPS, type SlaCursor, type SlaGroup } from '../store/sla-board';
import { readCursor, writeCursor } from './cursor';
import { restingReps } from './resting-reps';
import {
  combinedSchema,
  instantSchema,
  leadIdSchema,
  leadNameSchema,
  nextCursorSchema,
  optionalInstantSchema,
  stageSchema,
} from './shapes';
import type { WorkspaceReader } from './workspaces';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How far the board looks, as a caller gives it. */
export interface BoardWindow {
  readonly now: EpochMs;
  readonly soonHours: number;
  readonly pastDays: number;
}

export const windowOf = ({ now, soonHours, pastDays }: BoardWindow, resting: ReadonlyMap<string, EpochMs>) => ({
  restingReps: [...resting.keys()],
  now,
  soonMs: soonHours * HOUR_MS,
  since: now - pastDays * DAY_MS,
});

export interface BoardDeps {
  readonly db: Database;
  readonly workspaces: WorkspaceReader;
}

const countsSchema = z.object({
  due_soon: z.int(),
  running: z.int(),
  paused: z.int().meta({ description: "Not due soon, and standing still while the rep's hours are over." }),
  breached: z.int(),
  met: z.int(),
});

export const slaSummarySchema = z
  .object({
    asOf: instantSchema,
    total: countsSchema,
    reps: z
      .array(z.object({ repId: z.string().nullable(), counts: countsSchema }))
      .readonly()
      .meta({ description: 'By the rep who had the lead last in that visit; null: nobody.' }),
  })
  .meta({ id: 'SlaSummary' });

export type SlaSummary = z.output<typeof slaSummarySchema>;

/** How many promises are due soon, running, paused, breached and met; in all and by rep. */
export async function viewSlaSummary({ db, workspaces }: BoardDeps, window: BoardWindow): Promise<SlaSummary> {
  const rows = await countSlaClocks(db, windowOf(window, await restingReps(workspaces, window.now)));
  const total = noCounts();
  const reps = new Map<string | null, z.output<typeof countsSchema>>();
  for (const { repId, group, count } of rows) {
    const counts = reps.get(repId) ?? noCounts();
    counts[group] += count;
    total[group] += count;
    reps.set(repId, counts);
  }
  return { asOf: window.now, total, reps: [...reps].map(([repId, counts]) => ({ repId, counts })) };
}

const noCounts = (): z.output<typeof countsSchema> => ({
  due_soon: 0,
  running: 0,
  paused: 0,
  breached: 0,
  met: 0,
});

const slaLineSchema = leadNameSchema
  .extend({
    leadId: leadIdSchema,
    track: z.string(),
    visitNo: z.int(),
    group: z.enum(SLA_GROUPS),
    policy: z.string(),
    repId: z.string().nullable(),
    stage: stageSchema,
    combined: combinedSchema.nullable(),
    startedAt: instantSchema,
    dueAt: instantSchema,
    firstTouchAt: optionalInstantSchema,
    closedAt: optionalInstantSchema,
    resumesAt: optionalInstantSchema.meta({
      description: "Of a clock that stands still, since the rep's hours are over: when they begin again.",
    }),
    nextStep: z
      .object({ step: z.string(), at: instantSchema })
      .nullable()
      .meta({ description: 'The next step of the escalation ladder; null when there is none to come.' }),
  })
  .meta({ id: 'SlaLine' });

export const slaListSchema = z.object({
  asOf: instantSchema,
  clocks: z.array(slaLineSchema).readonly(),
  nextCursor: nextCursorSchema,
});

export type SlaList = z.output<typeof slaListSchema>;

const placeSchema = z.tuple([z.int(), z.uuid(), z.int()]);

/** One page of a group of promises, the earliest deadline first, of those met the latest; null if the cursor is not one of ours. */
export async function viewSlaList(
  { db, workspaces }: BoardDeps,
  query: BoardWindow & {
    readonly group: SlaGroup;
    readonly repIds: readonly string[] | null;
    readonly cursor: string | undefined;
    readonly limit: number;
  },
): Promise<SlaList | null> {
  const place = query.cursor === undefined ? undefined : readCursor(query.cursor, placeSchema);
  if (place === null) return null;
  const after: SlaCursor | null = place === undefined ? null : { dueAt: place[0], leadId: place[1], visitNo: place[2] };
  const resting = await restingReps(workspaces, query.now);
  const lines = await listSlaClocks(db, {
    ...windowOf(query, resting),
    group: query.group,
    repIds: query.repIds,
    limit: query.limit,
    after,
  });
  const names = await readLeadNames(
    db,
    lines.map((line) => line.leadId),
  );
  const last = lines.length === query.limit ? lines.at(-1) : undefined;
  return {
    asOf: query.now,
    clocks: lines.map((line) => ({
      ...(names.get(line.leadId) ?? NAMELESS),
      ...line,
      resumesAt: isRunning(line.group) && line.repId !== null ? (resting.get(line.repId) ?? null) : null,
    })),
    nextCursor: last === undefined ? null : writeCursor([last.dueAt, last.leadId, last.visitNo]),
  };
}

const NAMELESS = { name: null, company: null, email: null };

const isRunning = (group: SlaGroup): boolean => group === 'due_soon' || group === 'running' || group === 'paused';
