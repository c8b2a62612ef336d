import { mkdir, readFile, realpath, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { LeadlineError } from '../domain/errors';
import { startChildServer, type ChildServer } from '../host/child-server';
import { claimDirectory } from '../host/directory-claim';
import { findFreePort, lastPort, rememberPort } from '../host/free-port';
import { endProcesses, findProcesses, findProcessesIn, type StopStep } from '../host/running-process';
import { chooseAccount, type RunAs } from './embedded/account';
import { locatePostgresBinaries } from './embedded/binaries';
import { ensureCluster, POSTGRES_ENV, SUPERUSER } from './embedded/cluster';
import { POSTGRES_SETTINGS } from './embedded/settings';

const DATABASE = 'leadline';
const ATTEMPTS = 100;
const BETWEEN_ATTEMPTS_MS = 200;
const POLL_MS = 25;

/** SIGINT: close sessions, write everything, end. SIGQUIT: end at once, recover at the next start. */
const FAST_SHUTDOWN: readonly StopStep[] = [
  { signal: 'SIGINT', waitMs: 60_000 },
  { signal: 'SIGQUIT', waitMs: 10_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
];

const END_SESSION: readonly StopStep[] = [
  { signal: 'SIGTERM', waitMs: 5_000 },
  { signal: 'SIGKILL', waitMs: 5_000 },
];

export interface EmbeddedPostgres {
  /** Holds the password: not for logs. */
  readonly connectionString: string;
  readonly port: number;
  /** How the server ended, for a log line: after `stop`, or by itself, in which case whoever uses it must end too. */
  readonly exited: Promise<string>;
  /** Shuts down in order: what was committed is on disk and the next start needs no recovery. */
  readonly stop: () => Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Created on first use. Beside it lie its password, last port and claim, under its name and a suffix. */
  readonly dataDir: string;
  /** Where given it must be free; otherwise the last one is taken again when free, and any other when not. */
  readonly port?: number;
  /** Receives PostgreSQL's log by the line; it holds no statement and no value. */
  readonly onLog: (line: string) => void;
}

/**
 * Starts PostgreSQL on the loopback address and waits until it answers. Whatever a killed predecessor left behind (a
 * server without a parent, its lock file, half a data directory) is cleared away first.
 *
 * @throws {LeadlineError} `directory-in-use` while another process of ours runs on the data; `postgres-not-available`,
 *   `postgres-account`, `postgres-data`, `postgres-start` with a remedy
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  await mkdir(dirname(options.dataDir), { recursive: true });
  const dataDir = join(await realpath(dirname(options.dataDir)), basename(options.dataDir));
  const claim = await claimDirectory(`${dataDir}.claim`);
  try {
    await clearPredecessor(dataDir);
    const binaries = locatePostgresBinaries();
    const runAs = await chooseAccount(dataDir, [binaries.postgres, dirname(dataDir)]);
    const password = await ensureCluster({ dataDir, binaries, runAs });
    const start = { dataDir, password, runAs, postgres: binaries.postgres };
    const { server, port } = await startUntilUp(start, options);
    const released = server.exited.then(claim.release);
    const connectionString = `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${DATABASE}`;
    const stop = async (): Promise<void> => {
      await server.stop(FAST_SHUTDOWN);
      await released;
    };
    return { connectionString, port, exited: server.exited, stop };
  } catch (error) {
    await claim.release();
    throw error;
  }
}

/**
 * We hold the claim, so a server on this data belongs to nobody, and neither do sessions whose server was killed: a busy
 * one can outlive it by the length of its query. Without a server its lock file is stale; PostgreSQL would trust it if
 * the number in it has since gone to any other process. Its second interlock, on shared memory, stays.
 */
async function clearPredecessor(dataDir: string): Promise<void> {
  await endProcesses(await findProcesses({ program: 'postgres', argument: dataDir }), FAST_SHUTDOWN);
  await endProcesses(await findProcessesIn(dataDir, { titleStart: 'postgres: ' }), END_SESSION);
  await rm(lockFile(dataDir), { force: true });
}

interface Start {
  readonly dataDir: string;
  readonly password: string;
  readonly runAs: RunAs;
  readonly postgres: string;
}

/** Tries again while sessions of a killed predecessor are still ending, and with another port when one was just taken. */
async function startUntilUp(
  start: Start,
  { port: fixedPort, onLog }: EmbeddedPostgresOptions,
): Promise<{ server: ChildServer; port: number }> {
  let output = '';
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const port = fixedPort ?? (await findFreePort(await lastPort(portFile(start.dataDir))));
    const server = await spawnPostgres(start, port, onLog);
    if (await becomesUsable(server, start, port)) {
      await rememberPort(portFile(start.dataDir), port);
      return { server, port };
    }
    output = server.lastLines().join(' / ');
    const portTaken = output.includes('could not bind') && fixedPort === undefined;
    if (!portTaken && !output.includes('pre-existing shared memory block')) break;
    await wait(BETWEEN_ATTEMPTS_MS);
  }
  throw new LeadlineError('postgres-start', `PostgreSQL did not start: ${output}`, {
    remedy: 'Mend what it reports, or set DATABASE_URL to a PostgreSQL of your own.',
  });
}

function spawnPostgres(start: Start, port: number, onLog: (line: string) => void): Promise<ChildServer> {
  const settings = Object.entries({ ...POSTGRES_SETTINGS, port: String(port) });
  const flags = settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const command = start.runAs.commandFor(start.postgres, ['-D', start.dataDir, ...flags]);
  return startChildServer({ ...command, env: POSTGRES_ENV, signalOnExit: 'SIGINT', onLog });
}

/** True once it answers and has our database, false when it has ended instead. Recovery takes as long as it takes. */
async function becomesUsable(server: ChildServer, start: Start, port: number): Promise<boolean> {
  try {
    while (!server.hasExited()) {
      if (await isReady(server, start.dataDir)) {
        await ensureDatabase(start.password, port);
        return true;
      }
      await wait(POLL_MS);
    }
  } catch (error) {
    await server.stop(FAST_SHUTDOWN);
    throw error;
  }
  await server.exited;
  return false;
}

/**
 * PostgreSQL writes its state into its lock file, as pg_ctl relies on. Asking by a connection could reach somebody else,
 * who took the port just before.
 */
async function isReady(server: ChildServer, dataDir: string): Promise<boolean> {
  const lines = (await readFile(lockFile(dataDir), 'utf8').catch(() => '')).split('\n');
  return lines[0] === String(server.pid) && lines[7]?.trim() === 'ready';
}

async function ensureDatabase(password: string, port: number): Promise<void> {
  const rows = await query({ password, port, sql: `select 1 from pg_database where datname = '${DATABASE}'` });
  if (rows === 0) await query({ password, port, sql: `create database ${DATABASE}` });
}

/** Number of rows. */
async function query({ password, port, sql }: { password: string; port: number; sql: string }): Promise<number> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: SUPERUSER, password, database: 'postgres' });
  // A server that ends meanwhile also reports to the connection; the query's own failure is the one that counts.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query(sql)).rowCount ?? 0;
  } finally {
    await client.end();
  }
}

const lockFile = (dataDir: string): string => join(dataDir, 'postmaster.pid');
const portFile = (dataDir: string): string => `${dataDir}.port`;
