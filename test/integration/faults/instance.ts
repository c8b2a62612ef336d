import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import getPort from 'get-port';
import type { FailpointName } from '../../../domain/failpoint';
import { findProcesses } from '../../../host/running-process';
import { startHubspotSimulator } from '../../../simulators/hubspot/simulator';
import { openDatabase, type Database } from '../../../store/database';
import { until } from '../servers/until';
import { connectAll } from './connect-all';

const ROOT = join(__dirname, '..', '..', '..');
const UP_WITHIN_MS = 120_000;

type Simulator = Awaited<ReturnType<typeof startHubspotSimulator>>;

/** A whole Leadline as `leadline up` runs it, beside a HubSpot that does not die with it. */
export interface FaultyInstance {
  readonly simulator: Simulator;
  readonly portalId: number;
  readonly webhookSecret: string;
  readonly apiUrl: string;
  /** Valid while the instance runs. */
  db(): Database;
  /** Starts it, or starts it again on the same data. */
  start(): Promise<void>;
  /** Has the next passing of a failpoint kill it; null disarms. */
  arm(failpoint: FailpointName | null): Promise<void>;
  isAlive(): boolean;
  /** SIGKILL for every process of the tree, PostgreSQL and Temporal included. */
  kill(): Promise<void>;
  /** Deletes what Temporal knows, while the instance is not running. */
  forgetTemporal(): Promise<void>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly dataDir: string;
  stop(): Promise<void>;
}

/** Makes a data folder, a simulated HubSpot and a connected instance on them. */
export async function createFaultyInstance(options: { readonly workspaceDir?: string } = {}): Promise<FaultyInstance> {
  const folder = await mkdtemp(join(tmpdir(), 'leadline-faults-'));
  const dataDir = join(folder, 'data');
  const failpointFile = join(folder, 'failpoint');
  const workspaceDir = options.workspaceDir ?? join(ROOT, 'workspace');
  const simulator = await startHubspotSimulator({ dataDir: join(folder, 'hubspot') });
  const portal = await simulator.control.createPortal({ limits: { burst: null, search: null } });
  const port = await getPort();
  const apiUrl = `http://127.0.0.1:${port}`;
  const env = { ...process.env, LEADLINE_FAILPOINT_FILE: failpointFile };
  // Each runs in a process group of its own, and is known by where its data lie.
  const servers = [
    { program: 'postgres', argument: join(dataDir, 'postgres') },
    { program: 'temporal', argument: join(dataDir, 'temporal', 'temporal.db') },
  ];
  let up: ChildProcess | null = null;
  let database: Database | null = null;

  const isAlive = (): boolean => up !== null && up.exitCode === null && up.signalCode === null;
  const start = async (): Promise<void> => {
    const args = ['--data-dir', dataDir, 'up', '--no-simulator', '--port', String(port), '--workspace', workspaceDir];
    const said: string[] = [];
    // Its own process group: a kill of the group is a kill of everything it is made of.
    up = spawn(process.execPath, ['--import', 'tsx', 'cli/main.ts', ...args], { cwd: ROOT, env, detached: true });
    up.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
    await until(async () => {
      if (!isAlive()) throw new Error(`up ended: ${said.join('')}`);
      return (await readFile(join(dataDir, 'run.json'), 'utf8').catch(() => '')).includes(`"pid": ${up?.pid ?? 0},`);
    }, UP_WITHIN_MS);
    const url = (await readFile(join(dataDir, 'database-url'), 'utf8')).trim();
    database = openDatabase({ connectionString: url, maxConnections: 3 }).db;
  };
  const kill = async (): Promise<void> => {
    await database?.destroy();
    database = null;
    if (isAlive() && up?.pid !== undefined) process.kill(-up.pid, 'SIGKILL');
    await until(() => !isAlive());
    for (const server of servers) {
      for (const pid of await findProcesses(server)) killNow(pid);
    }
  };
  const db = (): Database => {
    if (database === null) throw new Error('The instance is not running.');
    return database;
  };

  const giveUp = async (error: unknown): Promise<never> => {
    await kill();
    await simulator.stop();
    throw error;
  };
  await start().catch(giveUp);
  const parts = { db: db(), secretKeyFile: join(dataDir, 'secret.key'), workspaceDir, simulator, portal, apiUrl };
  const webhookSecret = await connectAll(parts).catch(giveUp);
  return {
    simulator,
    portalId: portal.portalId,
    webhookSecret,
    apiUrl,
    db,
    start,
    isAlive,
    kill,
    env,
    dataDir,
    arm: async (failpoint) => {
      if (failpoint === null) await rm(failpointFile, { force: true });
      else await writeFile(failpointFile, failpoint);
    },
    forgetTemporal: () => rm(join(dataDir, 'temporal'), { recursive: true }),
    stop: async () => {
      await kill();
      await simulator.stop();
      // PostgreSQL's last processes may still be writing.
      for (let attempt = 0; attempt < 20; attempt += 1) {
        try {
          await rm(folder, { recursive: true, force: true });
          return;
        } catch {
          await sleep(100);
        }
      }
    },
  };
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has gone by itself.
  }
}
