import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild, type Child } from '../../cli/up/child-process';
import { loadWorkspace, type Workspace } from '../../config/workspace';
import { applyConnections, saveSecrets } from '../../store/connection';
import { openDatabase, type Database } from '../../store/database';
import { startEmbeddedPostgres } from '../../store/embedded-server';
import { migrate } from '../../store/migrate';
import { readSecretBox } from '../../store/secret-key-file';
import { activateWorkspace } from '../../store/workspace-version';
import type { WakeLog } from './worker';

const ROOT = join(__dirname, '../..');
export const CONNECTION = 'bench-forms';

/** A PostgreSQL of its own with the default workspace and one webhook connection; server and worker when asked for. */
export interface BenchInstance {
  readonly db: Database;
  readonly workspace: Workspace;
  readonly secret: string;
  /** Starts the server alone; returns its address. */
  startServer(): Promise<string>;
  /** Starts both processes; returns where the webhook answers. */
  startProcesses(): Promise<string>;
  /** Ends both in order and returns what the worker's stand-in for the workflows saw. */
  stopProcesses(): Promise<WakeLog>;
  close(): Promise<void>;
}

export async function startInstance(): Promise<BenchInstance> {
  const folder = await mkdtemp(join(tmpdir(), 'leadline-bench-'));
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), onLog: () => undefined });
  const { db } = openDatabase({ connectionString: postgres.connectionString });
  await migrate(db);
  const files = {
    key: join(folder, 'secret-key'),
    workspace: join(ROOT, 'workspace'),
    wakes: join(folder, 'wakes.json'),
  };
  const workspace = readWorkspace(files.workspace);
  const secret = await prepareConnection(db, workspace, files.key);
  let children: readonly Child[] = [];
  const close = async (): Promise<void> => {
    for (const child of children) await child.stop();
    await db.destroy();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  const startServer = async (): Promise<string> => {
    const server = await startProcess('server/main.ts', {
      LEADLINE_DATABASE_URL: postgres.connectionString,
      // Only an operator's move needs Temporal, and a connection is made at the first one.
      LEADLINE_TEMPORAL_ADDRESS: '127.0.0.1:1',
      LEADLINE_SECRET_KEY_FILE: files.key,
      LEADLINE_HTTP_PORT: '0',
      LEADLINE_LOG_LEVEL: 'error',
    });
    children = [server];
    return String(server.ready['url']);
  };
  return {
    db,
    workspace,
    secret,
    startServer,
    startProcesses: async () => {
      const url = await startServer();
      const worker = await startProcess('bench/ingest/worker.ts', {
        BENCH_DATABASE_URL: postgres.connectionString,
        BENCH_WORKSPACE: files.workspace,
        BENCH_WAKE_LOG: files.wakes,
      });
      children = [...children, worker];
      return `${url}/webhooks/generic/${CONNECTION}`;
    },
    stopProcesses: async () => {
      for (const child of children) await child.stop();
      children = [];
      return JSON.parse(await readFile(files.wakes, 'utf8')) as WakeLog; // written by our own worker
    },
    close,
  };
}

function readWorkspace(folder: string): Workspace {
  const reading = loadWorkspace(folder);
  if (!reading.ok) throw new Error('The default workspace has problems.');
  return reading.workspace;
}

async function prepareConnection(db: Database, workspace: Workspace, keyFile: string): Promise<string> {
  const now = Date.now();
  await writeFile(keyFile, randomBytes(32).toString('base64'), { mode: 0o600 });
  await activateWorkspace(db, { id: workspace.id, files: workspace.files, actor: 'bench', asOf: now });
  await applyConnections(db, { connections: [{ id: CONNECTION, vendor: 'webhook' }], now });
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  await saveSecrets(db, await readSecretBox(keyFile), {
    connectionId: CONNECTION,
    secrets: { signingSecrets: [secret] },
  });
  return secret;
}

/** Node runs our TypeScript as every command does. */
const startProcess = (entry: string, env: Readonly<Record<string, string>>): Promise<Child> =>
  startChild({
    name: entry,
    args: ['--import', 'tsx', entry],
    cwd: ROOT,
    env: { ...process.env, ...env, LEADLINE_PARENT: String(process.pid) },
    onLine: (line) => void process.stderr.write(`${entry}: ${line}\n`),
    onCrash: (how) => {
      throw new Error(`${entry} ended during the benchmark: ${how}`);
    },
  });
