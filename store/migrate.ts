import type { Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import * as spine from './migrations/0001-spine';
import * as users from './migrations/0002-users';
import * as crmWrite from './migrations/0004-crm-write';
import * as traceContext from './migrations/0005-trace-context';
import * as changeNotices from './migrations/0006-change-notices';
import * as crmQuota from './migrations/0007-crm-quota';
import * as countsFromIndexes from './migrations/0008-counts-from-indexes';
import * as crmStanding from './migrations/0009-crm-standing';
import * as boundedSearch from './migrations/0010-bounded-search';
import type { Schema } from './schema';

const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-spine': { up: spine.up },
  '0002-users': { up: users.up },
  '0004-crm-write': { up: crmWrite.up },
  '0005-trace-context': { up: traceContext.up },
  '0006-change-notices': { up: changeNotices.up },
  '0007-crm-quota': { up: crmQuota.up },
  '0008-counts-from-indexes': { up: countsFromIndexes.up },
  '0009-crm-standing': { up: crmStanding.up },
  '0010-bounded-search': { up: boundedSearch.up },
};

/**
 * Brings the database to the newest schema. Forward only; safe to call from several processes at once, since the migrator
 * holds a lock meanwhile. Returns the names applied now.
 */
export async function migrate(db: Kysely<Schema>): Promise<readonly string[]> {
  const { error, results } = await migratorOf(db).migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error('migration failed', { cause: error });
  return (results ?? []).map((result) => result.migrationName);
}

/** The migrations of this release that the database has not had. Changes nothing. */
export async function pendingMigrations(db: Kysely<Schema>): Promise<readonly string[]> {
  const known = await migratorOf(db).getMigrations();
  return known.filter((migration) => migration.executedAt === undefined).map((migration) => migration.name);
}

const migratorOf = (db: Kysely<Schema>): Migrator =>
  new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) } });
