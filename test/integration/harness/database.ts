import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { openDatabase, type Database } from '../../../store/database';
import { migrate } from '../../../store/migrate';

/** Connection string of a PostgreSQL to test on, whose user may create databases. Unset: one is started for the run. */
export const TEST_DATABASE_SETTING = 'LEADLINE_TEST_DATABASE_URL';

export interface TestDatabase {
  readonly db: Database;
  readonly connectionString: string;
  /** Closes the pool and drops the database. */
  drop(): Promise<void>;
}

interface TestDatabaseOptions {
  readonly maxConnections?: number;
  /** False: empty, for whoever migrates it. */
  readonly migrated?: boolean;
  /** The language whose order of letters is the database's own, as it is where a distribution has installed PostgreSQL. */
  readonly language?: 'en-US';
}

/** A fresh, migrated database of its own, for one test file. Real PostgreSQL, always. */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const server = process.env[TEST_DATABASE_SETTING] ?? '';
  if (server === '')
    throw new Error(`${TEST_DATABASE_SETTING} is not set: run this through Jest, whose setup sets it.`);
  return await createDatabaseOn(server, options);
}

/** The same on the server that a connection string names; its user may create databases. */
export async function createDatabaseOn(server: string, options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const { language } = options;
  const order = language === undefined ? '' : `template template0 locale_provider icu icu_locale '${language}'`;
  await runOn(server, `create database ${name} ${order}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const connectionString = url.toString();
  const { db } = openDatabase({
    connectionString,
    ...(options.maxConnections === undefined ? {} : { maxConnections: options.maxConnections }),
  });
  if (options.migrated !== false) await migrate(db);
  return {
    db,
    connectionString,
    drop: async () => {
      await db.destroy();
      await runOn(server, `drop database ${name} with (force)`);
    },
  };
}

async function runOn(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
