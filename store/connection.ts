import { createHash } from 'node:crypto';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { ConnectionMode } from '../domain/connection';
import type { EpochMs } from '../domain/time';
import { at, type Database } from './database';
import type { SecretBox } from './secret-box';

/** A system Leadline talks to, as it stands in SQL. */
export interface Connection {
  readonly id: string;
  readonly vendor: string;
  readonly mode: ConnectionMode;
  readonly settings: ConnectionSettings;
  readonly hasSecrets: boolean;
  /** Whether the workspace has it. */
  readonly isListed: boolean;
  readonly pausedAt: EpochMs | null;
  readonly pausedBy: string | null;
  /** No call before this instant; null when the breaker is closed. */
  readonly breakerUntil: EpochMs | null;
  /** Transient failures in a row. */
  readonly breakerFailures: number;
  readonly breakerCode: string | null;
}

/** What was learnt or told when the connection was made. Nothing secret. */
export interface ConnectionSettings {
  /** Where the API answers; the vendor's own address when absent. */
  readonly baseUrl?: string;
  readonly portal?: { readonly id: string; readonly timeZone: string };
  /** Whether the CRM has our property for the lead id, so that records can be looked up by it. */
  readonly hasLeadIdProperty?: boolean;
  readonly connectedAt?: EpochMs;
  /** Digest of the configuration that is in force. */
  readonly configuration?: string;
}

/** Secrets of a connection, sealed in SQL. */
export interface ConnectionSecrets {
  /** What we authenticate with. */
  readonly accessToken?: string;
  /** What callers sign with; several while one is being rotated. */
  readonly signingSecrets?: readonly string[];
}

/** The outcome of asking whether a connection may be called. `until` is null when only a person can open it. */
export type Gate =
  { readonly open: true } | { readonly open: false; readonly code: string; readonly until: EpochMs | null };

/** Transient failures in a row after which calls stop for a while. */
const BREAKER_OPENS_AT = 5;
const BREAKER_FIRST_PAUSE_MS = 30_000;
const BREAKER_LONGEST_PAUSE_MS = 900_000;

/** In `paused_by`: the workspace no longer lists the connection. */
const WORKSPACE = 'workspace';

/** A connection as the workspace describes it; what else it says is up to the vendor. */
export interface ConfiguredConnection {
  readonly id: string;
  readonly vendor: string;
  readonly mode?: ConnectionMode;
}

/**
 * Brings the connections to what the workspace says. One that is no longer listed stays, paused, with its history, and is
 * as good as absent until it is listed again. Wishes that waited for another configuration are looked at again when it changes.
 */
export async function applyConnections(
  tx: Database,
  change: { readonly connections: readonly ConfiguredConnection[]; readonly now: EpochMs },
): Promise<void> {
  for (const connection of change.connections) await applyConnection(tx, connection, change.now);
  const listed = change.connections.map((connection) => connection.id);
  await sql`
    update connection set listed = not listed, changed_no = nextval('wish_version')
    where listed <> (id = any(${listed}::text[]))
  `.execute(tx);
  await sql`
    update connection set paused_at = ${at(change.now)}, paused_by = ${WORKSPACE}
    where not (id = any(${listed}::text[])) and paused_at is null
  `.execute(tx);
  await sql`
    update connection set paused_at = null, paused_by = null
    where id = any(${listed}::text[]) and paused_by = ${WORKSPACE}
  `.execute(tx);
}

/** All connections, by id. */
export async function listConnections(db: Database): Promise<readonly Connection[]> {
  const rows = await db.selectFrom('connection').selectAll().orderBy('id').execute();
  return rows.map(toConnection);
}

/** One connection; null when there is none of that id. */
export async function findConnection(db: Database, id: string): Promise<Connection | null> {
  const row = await db.selectFrom('connection').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toConnection(row);
}

/** Adds to what is known of a connection, forgets what is named, and lets waiting work go. */
export async function mergeSettings(
  tx: Database,
  id: string,
  settings: ConnectionSettings,
  forget: readonly (keyof ConnectionSettings)[] = [],
): Promise<void> {
  await sql`
    update connection set settings = (settings - ${[...forget]}::text[]) || ${JSON.stringify(settings)}::jsonb, changed_no = nextval('wish_version')
    where id = ${id}
  `.execute(tx);
}

/** Replaces the secrets that are named; the others stay. */
export async function saveSecrets(
  tx: Database,
  box: SecretBox,
  change: { readonly connectionId: string; readonly secrets: ConnectionSecrets },
): Promise<void> {
  const former = await readSecrets(tx, box, change.connectionId);
  const sealed = box.seal(JSON.stringify({ ...former, ...change.secrets }), contextOf(change.connectionId));
  await tx.updateTable('connection').set({ secrets: sealed }).where('id', '=', change.connectionId).execute();
}

/** The secrets of a connection; empty when none were set or the connection is unknown. */
export async function readSecrets(db: Database, box: SecretBox, connectionId: string): Promise<ConnectionSecrets> {
  const row = await db.selectFrom('connection').select('secrets').where('id', '=', connectionId).executeTakeFirst();
  if (row === undefined || row.secrets === null) return {};
  // Sealed by saveSecrets and authenticated by the box, so the shape is ours.
  return JSON.parse(box.open(row.secrets, contextOf(connectionId))) as ConnectionSecrets;
}

/** Stops all calls of a connection, or of every connection. Resolves to the ids that were not paused before. */
export async function pauseConnections(
  tx: Database,
  request: { readonly ids: readonly string[] | 'all'; readonly by: string; readonly now: EpochMs },
): Promise<readonly string[]> {
  const rows = await tx
    .updateTable('connection')
    .set({ paused_at: at(request.now), paused_by: request.by })
    .where('paused_at', 'is', null)
    .where(among(request.ids))
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Lets calls go again and closes the breaker of what the workspace lists. Resolves to the ids that were paused or broken. */
export async function resumeConnections(
  tx: Database,
  request: { readonly ids: readonly string[] | 'all' },
): Promise<readonly string[]> {
  const rows = await tx
    .updateTable('connection')
    .set({
      paused_at: null,
      paused_by: null,
      breaker_until: null,
      breaker_failures: 0,
      breaker_code: null,
      changed_no: sql<number>`nextval('wish_version')`,
    })
    .where((eb) => eb.or([eb('paused_at', 'is not', null), eb('breaker_until', 'is not', null)]))
    .where('listed', '=', true)
    .where(among(request.ids))
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Whether the workspace lists it and its system was connected: what was taken out or never set up holds nothing up. */
export const isInUse = (connection: Connection): boolean => connection.isListed && connection.hasSecrets;

/** The same of a row of `connection` in SQL. */
export const inUse = sql<boolean>`(connection.listed and connection.secrets is not null)`;

/** Whether a connection may be called now. */
export function gateOf(connection: Connection, now: EpochMs): Gate {
  if (connection.pausedAt !== null) return { open: false, code: 'paused', until: null };
  if (!connection.hasSecrets) return { open: false, code: 'not_connected', until: null };
  if (connection.breakerUntil !== null && connection.breakerUntil > now) {
    return { open: false, code: connection.breakerCode ?? 'breaker_open', until: connection.breakerUntil };
  }
  return { open: true };
}

/** Counts a transient failure; from the fifth in a row on, calls stop for 30 s, doubling up to 15 min. Resolves to until when. */
export async function recordTransientFailure(
  db: Database,
  failure: { readonly connectionId: string; readonly code: string; readonly now: EpochMs },
): Promise<EpochMs | null> {
  const { rows } = await sql<{ failures: number }>`
    update connection set breaker_failures = breaker_failures + 1, breaker_code = ${failure.code}
    where id = ${failure.connectionId} returning breaker_failures as failures
  `.execute(db);
  const doublings = (rows[0]?.failures ?? 0) - BREAKER_OPENS_AT;
  if (doublings < 0) return null;
  const pauseMs = Math.min(BREAKER_FIRST_PAUSE_MS * 2 ** Math.min(doublings, 10), BREAKER_LONGEST_PAUSE_MS);
  const until = failure.now + pauseMs;
  await openBreaker(db, { ...failure, until });
  return until;
}

/** Stops calls until an instant, e.g. the portal's midnight after the daily limit. */
export async function openBreaker(
  db: Database,
  stop: { readonly connectionId: string; readonly code: string; readonly until: EpochMs },
): Promise<void> {
  await db
    .updateTable('connection')
    .set({ breaker_until: at(stop.until), breaker_code: stop.code })
    .where('id', '=', stop.connectionId)
    .execute();
}

/** A call went through: earlier failures no longer count. */
export async function recordCallSuccess(db: Database, connectionId: string): Promise<void> {
  await db
    .updateTable('connection')
    .set({ breaker_failures: 0, breaker_until: null, breaker_code: null })
    .where('id', '=', connectionId)
    .where((eb) => eb.or([eb('breaker_failures', '>', 0), eb('breaker_until', 'is not', null)]))
    .execute();
}

/** Which rep is which owner in the CRM, replacing what was known. */
export async function saveOwners(
  tx: Database,
  change: {
    readonly connectionId: string;
    readonly owners: readonly { readonly repId: string; readonly crmOwnerId: string }[];
  },
): Promise<void> {
  await tx.deleteFrom('crm_owner').where('connection_id', '=', change.connectionId).execute();
  if (change.owners.length === 0) return;
  await tx
    .insertInto('crm_owner')
    .values(
      change.owners.map((owner) => ({
        connection_id: change.connectionId,
        rep_id: owner.repId,
        crm_owner_id: owner.crmOwnerId,
      })),
    )
    .execute();
}

/** The CRM's owner ids by rep. */
export async function readOwners(db: Database, connectionId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('crm_owner')
    .select(['rep_id', 'crm_owner_id'])
    .where('connection_id', '=', connectionId)
    .execute();
  return new Map(rows.map((row) => [row.rep_id, row.crm_owner_id]));
}

async function applyConnection(tx: Database, connection: ConfiguredConnection, now: EpochMs): Promise<void> {
  const { id, vendor, mode = 'observe' } = connection;
  const configuration = createHash('sha256').update(JSON.stringify(connection)).digest('hex');
  const former = await findConnection(tx, id);
  if (former?.settings.configuration === configuration) return;
  await tx
    .insertInto('connection')
    .values({ id, vendor, mode, settings: '{}', created_at: at(now) })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ vendor, mode }))
    .execute();
  await mergeSettings(tx, id, { configuration });
  await sql`
    update crm_wish set state = 'pending', version = nextval('wish_version')
    where connection_id = ${id} and state = 'held'
  `.execute(tx);
}

const among = (ids: readonly string[] | 'all'): RawBuilder<SqlBool> =>
  ids === 'all' ? sql`true` : sql`id = any(${ids}::text[])`;

const contextOf = (connectionId: string): string => `connection/${connectionId}`;

function toConnection(row: {
  id: string;
  vendor: string;
  mode: ConnectionMode;
  settings: Record<string, unknown>;
  secrets: Buffer | null;
  listed: boolean;
  paused_at: EpochMs | null;
  paused_by: string | null;
  breaker_until: EpochMs | null;
  breaker_failures: number;
  breaker_code: string | null;
}): Connection {
  return {
    id: row.id,
    vendor: row.vendor,
    mode: row.mode,
    settings: row.settings, // written by mergeSettings only
    hasSecrets: row.secrets !== null,
    isListed: row.listed,
    pausedAt: row.paused_at,
    pausedBy: row.paused_by,
    breakerUntil: row.breaker_until,
    breakerFailures: row.breaker_failures,
    breakerCode: row.breaker_code,
  };
}
