import { mkdir, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { LeadlineError } from '../domain/errors';
import { startChildServer, type ChildServer } from '../host/child-server';
import { claimDirectory } from '../host/directory-claim';
import { findFreePort, lastPort, rememberPort } from '../host/free-port';
import { endProcesses, findProcesses, type StopStep } from '../host/running-process';
import { DEV_SERVER_LIMITS, DEV_SERVER_PRAGMAS } from './dev-server-limits';
import { registerSearchAttributes, type SearchAttributes } from './search-attributes';

const LOOPBACK = '127.0.0.1';
const READY_WITHIN_MS = 60_000;
const POLL_MS = 50;
const ATTEMPTS = 5;

const SHUTDOWN: readonly StopStep[] = [
  { signal: 'SIGTERM', waitMs: 20_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
];

export interface TemporalDevServer {
  /** Host and port of the gRPC front end. */
  readonly address: string;
  /** Temporal's own web console, for operators. */
  readonly uiUrl: string;
  /** How the server ended, for a log line: after `stop`, or by itself. */
  readonly exited: Promise<string>;
  readonly stop: () => Promise<void>;
}

export interface TemporalDevServerOptions {
  /** The `temporal` executable. */
  readonly cliPath: string;
  /** Created on first use; holds the database and the last ports. */
  readonly dataDir: string;
  /** Where given they must be free; otherwise the last ones are taken again when free, and any others when not. */
  readonly port?: number;
  readonly uiPort?: number;
  readonly namespace: string;
  /** Registered at every start; those already there stay. */
  readonly searchAttributes: SearchAttributes;
  /** Receives the server's errors by the line. */
  readonly onLog: (line: string) => void;
}

/**
 * Starts Temporal's development server on the loopback address with its state in a file, and waits until the namespace
 * and the search attributes are there. A server that a killed predecessor left behind is ended first: two on one file
 * would both believe that they own every workflow.
 *
 * @throws {LeadlineError} `directory-in-use` while another process of ours runs on the data; `temporal-start`
 */
export async function startTemporalDevServer(options: TemporalDevServerOptions): Promise<TemporalDevServer> {
  await mkdir(options.dataDir, { recursive: true });
  const dataDir = await realpath(options.dataDir);
  const database = join(dataDir, 'temporal.db');
  const claim = await claimDirectory(join(dataDir, 'claim'));
  try {
    // We hold the claim, so a server on this database belongs to nobody.
    const orphans = await findProcesses({ program: basename(options.cliPath), argument: database });
    await endProcesses(orphans, SHUTDOWN);
    const { server, ports } = await startUntilReady({ ...options, dataDir }, database);
    const released = server.exited.then(claim.release);
    return {
      address: `${LOOPBACK}:${ports.grpc}`,
      uiUrl: `http://${LOOPBACK}:${ports.ui}`,
      exited: server.exited,
      stop: async () => {
        await server.stop(SHUTDOWN);
        await released;
      },
    };
  } catch (error) {
    await claim.release();
    throw error;
  }
}

interface Ports {
  readonly grpc: number;
  readonly ui: number;
}

/** Tries again with other ports when somebody took one just now. */
async function startUntilReady(
  options: TemporalDevServerOptions,
  database: string,
): Promise<{ server: ChildServer; ports: Ports }> {
  let output = '';
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const ports = await choosePorts(options);
    const server = await startChildServer({
      command: options.cliPath,
      args: serverArguments({ ...options, database, ports }),
      env: serverEnvironment(options.dataDir),
      signalOnExit: 'SIGTERM',
      onLog: options.onLog,
    });
    if (await becomesReady(server, options, ports)) {
      await rememberPort(grpcPortFile(options.dataDir), ports.grpc);
      await rememberPort(uiPortFile(options.dataDir), ports.ui);
      return { server, ports };
    }
    output = server.lastLines().join(' / ');
    if (!/address already in use|can't set .*port/i.test(output)) break;
  }
  throw new LeadlineError('temporal-start', `The Temporal server did not start: ${output}`, {
    remedy: 'Mend what it reports, or set TEMPORAL_ADDRESS to a server of your own.',
  });
}

async function choosePorts({ dataDir, port, uiPort }: TemporalDevServerOptions): Promise<Ports> {
  const grpc = port ?? (await findFreePort(await lastPort(grpcPortFile(dataDir))));
  const lastUi = await lastPort(uiPortFile(dataDir));
  let ui = uiPort ?? (await findFreePort(lastUi));
  // Nothing listens on the first port yet: the look for the second may find it again.
  while (ui === grpc && uiPort === undefined) ui = await findFreePort();
  return { grpc, ui };
}

function serverArguments(options: TemporalDevServerOptions & { database: string; ports: Ports }): readonly string[] {
  const { database, ports, namespace } = options;
  const repeated = (flag: string, values: Readonly<Record<string, string | number>>): readonly string[] =>
    Object.entries(values).flatMap(([key, value]) => [flag, `${key}=${value}`]);
  return [
    ...['server', 'start-dev', '--ip', LOOPBACK, '--port', String(ports.grpc), '--ui-port', String(ports.ui)],
    ...['--db-filename', database, '--namespace', namespace, '--log-level', 'error', '--log-format', 'json'],
    ...repeated('--sqlite-pragma', DEV_SERVER_PRAGMAS),
    ...repeated('--dynamic-config-value', DEV_SERVER_LIMITS),
  ];
}

/** Nothing of ours, in particular no TEMPORAL_* setting of the user's own client. */
const serverEnvironment = (dataDir: string): Readonly<Record<string, string>> => ({
  PATH: '/usr/local/bin:/usr/bin:/bin',
  HOME: dataDir,
});

/** True once it serves the namespace with its search attributes, false when it ends or stays silent for a minute. */
async function becomesReady(server: ChildServer, options: TemporalDevServerOptions, ports: Ports): Promise<boolean> {
  const { namespace, searchAttributes: attributes } = options;
  const connection = Connection.lazy({ address: `${LOOPBACK}:${ports.grpc}` });
  try {
    for (let waitedMs = 0; waitedMs < READY_WITHIN_MS && !server.hasExited(); waitedMs += POLL_MS) {
      if (await serves(connection, namespace)) {
        // Not by the server's own flag, which counts only for a namespace that it has just made.
        await registerSearchAttributes(connection, { namespace, attributes });
        return true;
      }
      await wait(POLL_MS);
    }
    await server.stop(SHUTDOWN);
    return false;
  } catch (error) {
    await server.stop(SHUTDOWN);
    throw error;
  } finally {
    await connection.close();
  }
}

async function serves(connection: Connection, namespace: string): Promise<boolean> {
  try {
    const answer = await connection.withDeadline(Date.now() + 1_000, () =>
      connection.workflowService.describeNamespace({ namespace }),
    );
    return answer.namespaceInfo?.name === namespace;
  } catch {
    return false; // not listening yet, or the namespace is still being made
  }
}

const grpcPortFile = (dataDir: string): string => join(dataDir, 'grpc.port');
const uiPortFile = (dataDir: string): string => join(dataDir, 'ui.port');
