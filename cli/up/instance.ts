import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Workspace } from '../../config/workspace';
import { prepareDatabase } from '../prepare/prepare-database';
import { removeRunFile, writeRunFile } from '../run-file';
import { withNextAdminPort } from './admin-port';
import { keepChild } from './child-process';
import { keepServer } from './keep-server';
import { logFile } from './log-file';
import { ensureSecretKeyFile } from './secret-key';
import { startTemporal } from './start-temporal';
import type { Closer, StartOptions } from './start-options';
import { startSimulatedHubspot, type RunningSimulator } from './start-simulator';

export interface InstanceOptions extends StartOptions {
  readonly workspaceDir: string;
  readonly port: number;
  readonly publicUrl: string | undefined;
  /** Start HubSpot's simulator and connect to it. */
  readonly simulator: boolean;
}

export interface Instance {
  readonly apiUrl: string;
  readonly temporalUiUrl: string | undefined;
  readonly databaseUrl: string;
  readonly secretKeyFile: string;
  readonly workspace: Workspace;
  readonly simulator: RunningSimulator | undefined;
  /** Stops everything in the reverse order of its start. */
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL, Temporal, the server and the worker, in this order, on the data of one folder; the first two only where
 * DATABASE_URL and TEMPORAL_ADDRESS do not name others. What fails to start takes down what had started.
 */
export async function startInstance(options: InstanceOptions): Promise<Instance> {
  const closers: Closer[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    return { ...(await startParts(options, closers)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(options: InstanceOptions, closers: Closer[]): Promise<Omit<Instance, 'stop'>> {
  await mkdir(options.dataDir, { recursive: true });
  const secretKeyFile = options.env['LEADLINE_SECRET_KEY_FILE'] ?? join(options.dataDir, 'secret.key');
  await ensureSecretKeyFile(secretKeyFile);
  const [databaseUrl, temporal] = await Promise.all([startDatabase(options, closers), startTemporal(options, closers)]);
  const { workspace, activated } = await prepareDatabase({ ...options, databaseUrl });
  if (activated) options.log(`Workspace ${workspace.id.slice(0, 12)} from ${options.workspaceDir} is live.`);
  const env = {
    ...builtConsole(options.root),
    ...options.env,
    LEADLINE_DATABASE_URL: databaseUrl,
    LEADLINE_TEMPORAL_ADDRESS: temporal.address,
    LEADLINE_TEMPORAL_NAMESPACE: temporal.namespace,
    LEADLINE_SECRET_KEY_FILE: secretKeyFile,
    LEADLINE_HTTP_PORT: String(options.port),
    LEADLINE_PARENT: String(process.pid),
    ...(temporal.uiUrl === undefined ? {} : { LEADLINE_TEMPORAL_UI_URL: temporal.uiUrl }),
    ...(options.publicUrl === undefined ? {} : { LEADLINE_PUBLIC_URL: options.publicUrl }),
  };
  const child = async (name: string, entry: string) => {
    const kept = await keepChild({
      name,
      args: ['--import', 'tsx', join(options.root, entry)],
      cwd: options.root,
      env: name === 'worker' ? withNextAdminPort(env) : env,
      onLine: logFile(options.dataDir, name),
      onCrash: options.log,
    });
    closers.push(() => kept.stop());
    return kept;
  };
  const store = { databaseUrl, secretKeyFile };
  const serverUp = child('server', 'server/main.ts').then((server) => String(server.ready['url']));
  const [apiUrl, simulator] = await Promise.all([
    serverUp,
    options.simulator ? startSimulatedHubspot(options, closers, { ...store, apiUrl: serverUp, workspace }) : undefined,
    child('worker', 'worker/main.ts'),
  ]);
  await writeRunFile({
    pid: process.pid,
    startedAt: new Date(options.clock()).toISOString(),
    databaseUrl,
    temporalAddress: temporal.address,
    temporalNamespace: temporal.namespace,
    ...(temporal.uiUrl === undefined ? {} : { temporalUiUrl: temporal.uiUrl }),
    apiUrl,
    workspaceDir: options.workspaceDir,
    dataDir: options.dataDir,
    secretKeyFile,
    ...(simulator === undefined ? {} : { simulatorUrl: simulator.url }),
  });
  closers.push(() => removeRunFile(options.dataDir));
  return { apiUrl, temporalUiUrl: temporal.uiUrl, ...store, workspace, simulator };
}

async function startDatabase(options: StartOptions, closers: Closer[]): Promise<string> {
  const given = options.env['DATABASE_URL'];
  if (given !== undefined) return given;
  const { startEmbeddedPostgres } = await import('../../store/embedded-server');
  const onLog = logFile(options.dataDir, 'postgres');
  const server = await keepServer({
    name: 'PostgreSQL',
    start: () => startEmbeddedPostgres({ dataDir: join(options.dataDir, 'postgres'), onLog }),
    onCrash: options.log,
  });
  closers.push(() => server.stop());
  return server.first.connectionString;
}

/** `npm start` has built it by now; an installation without it serves the API alone. */
function builtConsole(root: string): { readonly LEADLINE_CONSOLE_DIR?: string } {
  const folder = join(root, 'console', 'dist');
  return existsSync(join(folder, 'index.html')) ? { LEADLINE_CONSOLE_DIR: folder } : {};
}
