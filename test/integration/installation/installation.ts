import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import { startHubspotSimulator } from '../../../simulators/hubspot/simulator';
import type { Database } from '../../../store/database';
import { startTemporalDevServer } from '../../../temporal/dev-server';
import { connectAll } from '../faults/connect-all';
import { createTestDatabase } from '../harness/database';
import { readCompose } from './compose';
import { runService, startService, type Service } from './service';

const WORKSPACE = join(__dirname, '..', '..', '..', 'workspace');

type Simulator = Awaited<ReturnType<typeof startHubspotSimulator>>;

export interface CommandOutcome {
  readonly status: number | null;
  readonly stdout: string;
}

export interface RunningService extends Service {
  /** Where the metrics of Temporal's SDK are; of a worker. */
  readonly temporalMetricsUrl: string;
  /** Runs the service's health check and resolves to its exit status. */
  readonly checkHealth: () => Promise<number | null>;
}

/**
 * What docker-compose.yml describes, without containers: its commands with its variables, as processes of this machine, on a
 * real PostgreSQL and a real Temporal. Only addresses differ, ports and the key's path among them.
 */
export interface Installation {
  readonly db: Database;
  readonly simulator: Simulator;
  readonly portalId: number;
  /** Runs the step that ends before server and worker start. Resolves to what it printed. */
  prepare(): Promise<{ readonly status: number | null; readonly result: unknown }>;
  /** Runs the command line as `docker compose exec server leadline …` does. */
  leadline(...args: readonly string[]): Promise<CommandOutcome>;
  /** Starts one process more of a service; further variables go beyond the file's. */
  start(service: 'server' | 'worker', further?: Readonly<Record<string, string>>): Promise<RunningService>;
  /** Connects HubSpot's simulator, whose webhooks go to this server. Resolves to the webhook source's signing secret. */
  connect(server: Service): Promise<string>;
  stopTemporal(): Promise<void>;
  startTemporal(): Promise<void>;
  stop(): Promise<void>;
}

export async function createInstallation(): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), 'leadline-installation-'));
  const database = await createTestDatabase({ migrated: false, maxConnections: 3 });
  // Started anew it takes the port it had.
  const startTemporal = () =>
    startTemporalDevServer({
      cliPath: process.env['LEADLINE_TEMPORAL_CLI'] ?? '',
      dataDir: join(folder, 'temporal'),
      namespace: 'default',
      searchAttributes: {}, // `prepare` is to register them
      onLog: () => undefined,
    });
  let temporal = await startTemporal();
  const simulator = await startHubspotSimulator({ dataDir: join(folder, 'hubspot') });
  const portal = await simulator.control.createPortal({ limits: { burst: null, search: null } });
  const secretKeyFile = join(folder, 'leadline.key');
  await writeFile(secretKeyFile, randomBytes(32).toString('base64'));

  const compose = readCompose({ POSTGRES_PASSWORD: 'unused' });
  const here = {
    LEADLINE_DATABASE_URL: database.connectionString,
    LEADLINE_TEMPORAL_ADDRESS: temporal.address,
    LEADLINE_SECRET_KEY_FILE: secretKeyFile,
    LEADLINE_ADMIN_HOST: '127.0.0.1',
    LEADLINE_ADMIN_PORT: '0',
  };
  // The console is built apart from these tests.
  const forServer = { LEADLINE_HTTP_HOST: '127.0.0.1', LEADLINE_HTTP_PORT: '0', LEADLINE_CONSOLE_DIR: '' };
  const running: Service[] = [];
  return {
    db: database.db,
    simulator,
    portalId: portal.portalId,
    prepare: async () => {
      const { command = [], environment } = compose.services['prepare'] ?? {};
      const own = command.map((word) => (word === '/workspace' ? WORKSPACE : word));
      const step = runService([...own, '--output', 'json'], { ...environment, ...here });
      const { status } = await step.ended;
      if (status !== 0) throw new Error(step.log.join('\n'));
      return { status, result: JSON.parse(step.stdout.join('\n')) as unknown };
    },
    leadline: async (...args) => {
      const command = runService(['cli/main.ts', ...args], {
        ...compose.services['server']?.environment,
        ...here,
      });
      const { status } = await command.ended;
      return { status, stdout: command.stdout.join('\n') };
    },
    start: async (name, further = {}) => {
      const { command = [], environment, healthcheck } = compose.services[name] ?? {};
      const metricsAddress = `127.0.0.1:${await getPort()}`;
      const own = name === 'server' ? forServer : { LEADLINE_TEMPORAL_METRICS_ADDRESS: metricsAddress };
      const service = await startService(command, { ...environment, ...here, ...own, ...further });
      running.push(service);
      return {
        ...service,
        temporalMetricsUrl: `http://${metricsAddress}/metrics`,
        checkHealth: () => runHealthCheck(healthcheck?.test ?? [], service.ready.adminUrl ?? ''),
      };
    },
    connect: (server) =>
      connectAll({
        ...{ db: database.db, secretKeyFile, workspaceDir: WORKSPACE, simulator, portal },
        apiUrl: server.ready.url ?? '',
      }),
    stopTemporal: () => temporal.stop(),
    startTemporal: async () => {
      temporal = await startTemporal();
    },
    stop: async () => {
      for (const service of running) service.kill('SIGKILL');
      await Promise.all(running.map((service) => service.ended));
      await simulator.stop();
      await temporal.stop();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** `CMD node -e <script>`, on the port that this process has in the place of the container's. */
async function runHealthCheck(test: readonly string[], adminUrl: string): Promise<number | null> {
  const [kind, program, flag = '', script = ''] = test;
  if (kind !== 'CMD' || program !== 'node') throw new Error('The health check is expected to be a script of Node.');
  const child = spawn(process.execPath, [flag, script.replace('http://127.0.0.1:9464', adminUrl)], { stdio: 'ignore' });
  return new Promise((resolve) => child.once('exit', resolve));
}
