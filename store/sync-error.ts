import { sql, type Selectable } from 'kysely';
import type { LeadId } from '../domain/lead';
import type { EpochMs } from '../domain/time';
import { at, type Database } from './database';
import type { Schema } from './schema';

/** Something that could not be processed, as it is reported. `message`, `remedy` and `record` may name a person. */
export interface SyncErrorReport {
  readonly connectionId: string;
  readonly direction: 'in' | 'out';
  /** Stable, from code: `bad_activity`, `alias_conflict`, … */
  readonly code: string;
  readonly field?: string;
  readonly message: string;
  readonly remedy?: string;
  readonly record?: unknown;
  readonly leadId?: LeadId;
  /** What went wrong, named once, e.g. `inbox:forms:msg_1:3`: reported again, it is the same error, reopened. */
  readonly origin: string;
}

export type SyncErrorState = 'open' | 'retried' | 'resolved';

export interface SyncError {
  readonly id: number;
  readonly connectionId: string;
  readonly direction: 'in' | 'out';
  readonly code: string;
  readonly field: string | null;
  readonly message: string;
  readonly remedy: string | null;
  readonly record: unknown;
  readonly leadId: LeadId | null;
  readonly origin: string;
  readonly state: SyncErrorState;
  readonly occurredAt: EpochMs;
  readonly closedAt: EpochMs | null;
}

/** Keeps errors; the same origin is listed once, with the newest report. */
export async function recordSyncErrors(tx: Database, reports: readonly SyncErrorReport[], now: EpochMs): Promise<void> {
  const byOrigin = new Map(reports.map((report) => [report.origin, report]));
  if (byOrigin.size === 0) return;
  await tx
    .insertInto('sync_error')
    .values(
      [...byOrigin.values()]
        .toSorted((a, b) => (a.origin < b.origin ? -1 : 1))
        .map((report) => ({
          connection_id: report.connectionId,
          direction: report.direction,
          code: report.code,
          field: report.field === undefined ? null : storable(report.field),
          message: storable(report.message),
          remedy: report.remedy ?? null,
          record: report.record === undefined ? null : storableJson(report.record),
          lead_id: report.leadId ?? null,
          origin: report.origin,
          occurred_at: at(now),
        })),
    )
    .onConflict((conflict) =>
      conflict.column('origin').doUpdateSet((excluded) => ({
        code: excluded.ref('excluded.code'),
        field: excluded.ref('excluded.field'),
        message: excluded.ref('excluded.message'),
        remedy: excluded.ref('excluded.remedy'),
        record: excluded.ref('excluded.record'),
        lead_id: excluded.ref('excluded.lead_id'),
        occurred_at: excluded.ref('excluded.occurred_at'),
        state: 'open',
        closed_at: null,
      })),
    )
    .execute();
}

/** Newest first. `beforeId` pages: the id of the last error seen. */
export async function listSyncErrors(
  db: Database,
  filter: {
    readonly state?: SyncErrorState;
    readonly connectionId?: string;
    readonly leadId?: LeadId;
    readonly beforeId?: number;
    readonly limit: number;
  },
): Promise<readonly SyncError[]> {
  let query = db.selectFrom('sync_error').selectAll().orderBy('id', 'desc').limit(filter.limit);
  if (filter.state !== undefined) query = query.where('state', '=', filter.state);
  if (filter.connectionId !== undefined) query = query.where('connection_id', '=', filter.connectionId);
  if (filter.leadId !== undefined) query = query.where('lead_id', '=', filter.leadId);
  if (filter.beforeId !== undefined) query = query.where('id', '<', filter.beforeId);
  return (await query.execute()).map(syncErrorOf);
}

export async function showSyncError(db: Database, id: number): Promise<SyncError | null> {
  const row = await db.selectFrom('sync_error').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : syncErrorOf(row);
}

/** Closes open errors and says how many were open: `retried` by a new attempt, `resolved` by a person. */
export async function closeSyncErrors(
  tx: Database,
  request: { readonly ids: readonly number[]; readonly state: 'retried' | 'resolved'; readonly now: EpochMs },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    update sync_error set state = ${request.state}, closed_at = ${at(request.now)}
    where id = any(${[...request.ids]}::bigint[]) and state = 'open' returning id
  `.execute(tx);
  return rows.length;
}

/** Closes what has mended itself: a later attempt of the same origin went well. */
export async function resolveSyncErrors(
  tx: Database,
  done: { readonly origins: readonly string[]; readonly now: EpochMs },
): Promise<void> {
  if (done.origins.length === 0) return;
  await sql`
    update sync_error set state = 'resolved', closed_at = ${at(done.now)}
    where origin = any(${[...done.origins]}::text[]) and state = 'open'
  `.execute(tx);
}

/** PostgreSQL knows neither NUL nor half a surrogate pair; a text is kept with U+FFFD in their place. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');

/** The record with the names of its fields storable as well as its texts. */
const storableJson = (record: unknown): string =>
  JSON.stringify(record, (_key, value: unknown) => {
    if (typeof value === 'string') return storable(value);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, entry]) => [storable(name), entry as unknown]));
  });

function syncErrorOf(row: Selectable<Schema['sync_error']>): SyncError {
  return {
    id: row.id,
    connectionId: row.connection_id,
    direction: row.direction,
    code: row.code,
    field: row.field,
    message: row.message,
    remedy: row.remedy,
    record: row.record,
    leadId: row.lead_id,
    origin: row.origin,
    state: row.state,
    occurredAt: row.occurred_at,
    closedAt: row.closed_at,
  };
}
