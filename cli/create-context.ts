import { resolve } from 'node:path';
import type { Clock } from '../domain/time';
import type { Database } from '../store/database';
import { notRunning, unreachable } from './cli-failure';
import type { CliContext } from './context';
import { createOutput, type OutputFormat, type Streams } from './output';
import { readDatabaseUrl, readRunFile, type RunFile } from './run-file';

/** What commander has parsed by the time an action runs. */
export interface GlobalOptions {
  readonly dataDir?: string | undefined;
  readonly output: OutputFormat;
  readonly silent: boolean;
}

export interface ContextInputs {
  readonly clock: Clock;
  readonly streams: Streams;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly user: string;
  readonly signal: AbortSignal;
  /** Read when a command asks, not before: options are parsed late. */
  readonly globals: () => GlobalOptions;
}

export interface OwnedContext extends CliContext {
  /** Runs every `onClose`, the last registered first. */
  close(): Promise<void>;
}

/** The context of one command line. */
export function createContext(inputs: ContextInputs): OwnedContext {
  const closers: (() => Promise<unknown>)[] = [];
  const dataDir = (): string =>
    resolve(inputs.cwd, inputs.globals().dataDir ?? inputs.env['LEADLINE_DATA_DIR'] ?? '.leadline');

  const running = async (): Promise<RunFile> => {
    const run = await readRunFile(dataDir());
    if (run === null) throw notRunning(dataDir());
    return run;
  };
  const databaseUrl = async (): Promise<string> =>
    inputs.env['LEADLINE_DATABASE_URL'] ?? (await readDatabaseUrl(await running()));
  let database: Promise<Database> | undefined;

  return {
    clock: inputs.clock,
    env: inputs.env,
    signal: inputs.signal,
    actor: `cli:${inputs.user}`,
    get output() {
      const { output, silent } = inputs.globals();
      return createOutput(inputs.streams, { format: output, quiet: silent });
    },
    get dataDir() {
      return dataDir();
    },
    running,
    databaseUrl,
    database: () => {
      database ??= databaseUrl().then((url) => connect(url, closers));
      return database;
    },
    temporal: async () => {
      const address = inputs.env['LEADLINE_TEMPORAL_ADDRESS'];
      const namespace = inputs.env['LEADLINE_TEMPORAL_NAMESPACE'];
      const uiUrl = inputs.env['LEADLINE_TEMPORAL_UI_URL'];
      if (address !== undefined) return { address, namespace: namespace ?? 'default', uiUrl };
      const run = await running();
      return {
        address: run.temporalAddress,
        namespace: namespace ?? run.temporalNamespace,
        uiUrl: uiUrl ?? run.temporalUiUrl,
      };
    },
    onClose: (close) => {
      closers.push(close);
    },
    close: async () => {
      for (const close of closers.splice(0).reverse()) await close();
    },
  };
}

async function connect(connectionString: string, closers: (() => Promise<unknown>)[]): Promise<Database> {
  const { openDatabase } = await import('../store/database');
  const { db, pool } = openDatabase({ connectionString, maxConnections: 4 });
  closers.push(() => db.destroy());
  // A first query, so that "cannot be reached" is said as such and not by whichever query happens to come first.
  await pool.query('select 1').catch((error: unknown) => {
    throw unreachable('The database', error);
  });
  return db;
}
