import { createWriteStream, mkdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Workspace } from '../../config/workspace';
import { LeadlineError } from '../../domain/errors';
import type { Clock } from '../../domain/time';
import { prepareDatabase } from '../prepare/prepare-database';
import { removeRunFile, writeRunFile } from '../run-file';
import { keepChild } from './child-process';
import { keepServer } from './keep-server';
import { ensureSecretKeyFile } from './secret-key';

export interface InstanceOptions {
  readonly root: string;
  readonly dataDir: string;
  readonly workspaceDir: string;
  readonly port: number;
  readonly publicUrl: string | undefined;
  /** Start HubSpot's simulator and connect to it. */
  readonly simulator: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly actor: string;
  readonly log: (line: string) => void;
}

export interface Instance {
  readonly apiUrl: string;
  readonly temporalUiUrl: string | undefined;
  readonly simulatorUrl: string | undefined;
  /** Stops everything in the reverse order of its start. */
  stop(): Promise<void>;
}

type Closer = () => Promise<unknown>;

/** Where a part's output goes, by the line: `<data dir>/logs/<name>.log`. */
function logFile(options: InstanceOptions, name: string): (line: string) => void {
  const folder = join(options.dataDir, 'logs');
  mkdirSync(folder, { recursive: true });
  const file = createWriteStream(join(folder, `${name}.log`), { flags: 'a' });
  return (line) => file.write(`${line}\n`);
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
    ...options.env,
    LEADLINE_DATABASE_URL: databaseUrl,
    LEADLINE_TEMPORAL_ADDRESS: temporal.address,
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
      env,
      onLine: logFile(options, name),
      onCrash: options.log,
    });
    closers.push(() => kept.stop());
    return kept;
  };
  const [server] = await Promise.all([child('server', 'server/main.ts'), child('worker', 'worker/main.ts')]);

  const apiUrl = String(server.ready['url']);
  const store = { databaseUrl, secretKeyFile };
  const simulatorUrl = options.simulator
    ? await startSimulatedHubspot(options, closers, { ...store, apiUrl, workspace })
    : undefined;
  await writeRunFile({
    pid: process.pid,
    startedAt: new Date(options.clock()).toISOString(),
    databaseUrl,
    temporalAddress: temporal.address,
    ...(temporal.uiUrl === undefined ? {} : { temporalUiUrl: temporal.uiUrl }),
    apiUrl,
    workspaceDir: options.workspaceDir,
    dataDir: options.dataDir,
    secretKeyFile,
    ...(simulatorUrl === undefined ? {} : { simulatorUrl }),
  });
  closers.push(() => removeRunFile(options.dataDir));
  return { apiUrl, temporalUiUrl: temporal.uiUrl, simulatorUrl };
}

/** A HubSpot to try things on, connected like a real one. Undefined when the workspace's CRM is the user's own. */
async function startSimulatedHubspot(
  options: InstanceOptions,
  closers: Closer[],
  parts: {
    readonly databaseUrl: string;
    readonly secretKeyFile: string;
    readonly apiUrl: string;
    readonly workspace: Workspace;
  },
): Promise<string | undefined> {
  const { simulatedConnection, preparePortal, connectSimulated } = await import('./simulated-hubspot');
  const simulated = await simulatedConnection({ dataDir: options.dataDir, ...parts });
  if (simulated === null) return undefined;
  const child = await keepChild({
    name: 'HubSpot simulator',
    args: ['--import', 'tsx', join(options.root, 'simulators/hubspot/main.ts'), '--data-dir', simulated.folder],
    cwd: options.root,
    env: { ...options.env, LEADLINE_PARENT: String(process.pid) },
    onLine: logFile(options, 'hubspot-simulator'),
    onCrash: options.log,
  });
  closers.push(() => child.stop());
  const simulatorUrl = String(child.ready['url']);
  const credentials = await preparePortal(simulated, { simulatorUrl, ...parts });
  const report = await connectSimulated(simulated, {
    credentials,
    simulatorUrl,
    clock: options.clock,
    actor: options.actor,
    ...parts,
  });
  for (const gap of report.missing) options.log(`HubSpot simulator: ${gap.message} ${gap.remedy}`);
  return simulatorUrl;
}

async function startDatabase(options: InstanceOptions, closers: Closer[]): Promise<string> {
  const given = options.env['DATABASE_URL'];
  if (given !== undefined) return given;
  const { startEmbeddedPostgres } = await import('../../store/embedded-server');
  const onLog = logFile(options, 'postgres');
  const server = await keepServer({
    name: 'PostgreSQL',
    start: () => startEmbeddedPostgres({ dataDir: join(options.dataDir, 'postgres'), onLog }),
    onCrash: options.log,
  });
  closers.push(() => server.stop());
  return server.first.connectionString;
}

async function startTemporal(
  options: InstanceOptions,
  closers: Closer[],
): Promise<{ readonly address: string; readonly uiUrl: string | undefined }> {
  const { SEARCH_ATTRIBUTES } = await import('../../workflows/search-attributes');
  const given = options.env['TEMPORAL_ADDRESS'];
  if (given !== undefined) return { address: given, uiUrl: options.env['LEADLINE_TEMPORAL_UI_URL'] };
  const cliPath = options.env['LEADLINE_TEMPORAL_CLI'];
  if (cliPath === undefined) {
    throw new LeadlineError('temporal_missing', 'No Temporal server was provisioned.', {
      remedy: 'Start with `npm start`, or set TEMPORAL_ADDRESS to a server of yours.',
    });
  }
  const { startTemporalDevServer } = await import('../../temporal/dev-server');
  const onLog = logFile(options, 'temporal');
  const server = await keepServer({
    name: 'Temporal',
    start: () =>
      startTemporalDevServer({
        cliPath,
        dataDir: join(options.dataDir, 'temporal'),
        namespace: 'default',
        onLog,
        searchAttributes: SEARCH_ATTRIBUTES,
      }),
    onCrash: options.log,
  });
  closers.push(() => server.stop());
  return { address: server.first.address, uiUrl: server.first.uiUrl };
}
