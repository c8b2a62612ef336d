import { Kysely, PostgresDialect, sql, type RawBuilder } from 'kysely';
import pg from 'pg';
import type { EpochMs } from '../domain/time';
import type { Schema } from './schema';

export type Database = Kysely<Schema>;

const TIMESTAMPTZ = 1184;
const INT8 = 20;
const TIMESTAMPTZ_ARRAY = 1185;

/**
 * Opens a pool. Instants come out as epoch milliseconds and bigints as numbers (our ids stay far below 2^53); instants
 * go in as `at(ms)`.
 */
export function openDatabase(options: { connectionString: string; maxConnections?: number }): {
  db: Database;
  pool: pg.Pool;
} {
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max: options.maxConnections ?? 10,
    types: { getTypeParser: typeParser },
  });
  // An idle connection that breaks (server restart) must not bring the process down; the next query reports it.
  pool.on('error', () => undefined);
  return { db: new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }), pool };
}

/** An instant as a value to write. */
export const at = (ms: EpochMs): Date => new Date(ms);

/** An instant to compare an instant's column with: `where('due_at', '<', instant(ms))`. */
export const instant = (ms: EpochMs): RawBuilder<EpochMs> => sql<EpochMs>`${at(ms)}::timestamptz`;

function typeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === TIMESTAMPTZ) return Date.parse;
  if (oid === INT8) return Number;
  if (oid === TIMESTAMPTZ_ARRAY) throw new Error('Arrays of instants are not read: unnest them.');
  // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- the enum lists built-in types; an oid is any number
  return pg.types.getTypeParser(oid, format ?? 'text') as (value: string) => unknown;
}
