import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../../store/embedded-server';
import { TEST_DATABASE_SETTING } from './database';

/** What the teardown has to end and remove; globals are all that Jest hands over between the two. */
export interface SharedServer {
  readonly server: EmbeddedPostgres;
  readonly folder: string;
}

declare global {
  var leadlineTestServer: SharedServer | undefined;
}

/** One PostgreSQL for all files of a run, unless a setting names one. */
export default async function startSharedServer(): Promise<void> {
  if ((process.env[TEST_DATABASE_SETTING] ?? '') !== '') return;
  const folder = await mkdtemp(join(tmpdir(), 'leadline-test-postgres-'));
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), onLog: () => undefined });
  globalThis.leadlineTestServer = { server, folder };
  process.env[TEST_DATABASE_SETTING] = server.connectionString;
}
