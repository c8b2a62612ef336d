import type { Clock } from '../domain/time';
import type { Database } from '../store/database';
import type { Output } from './output';
import type { RunFile } from './run-file';

/**
 * What every command is given. Nothing is opened before it is asked for, and what was opened is closed by main at the
 * end, so a command neither connects in vain nor tidies up.
 *
 * A command file exports `register(program: Command, context: CliContext): void`, adds its commands, options and
 * examples to `program`, and loads heavy modules inside the action (`await import('…')`), since every `--help` pays for
 * what stands at the top of the file. Failures that are expected are thrown as `CliFailure`.
 */
export interface CliContext {
  readonly clock: Clock;
  /** Valid inside an action: the global options are parsed by then. */
  readonly output: Output;
  /** Absolute path of the data folder: --data-dir, else LEADLINE_DATA_DIR, else `.leadline` in the working directory. */
  readonly dataDir: string;
  /** For audit: `cli:<user of the operating system>`. */
  readonly actor: string;
  /** The environment; commands never read `process.env`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The running instance; throws `not_running` (exit 3) where there is none. */
  running(): Promise<RunFile>;
  /** Database of the instance (or of LEADLINE_DATABASE_URL); throws exit 3 where it cannot be reached. */
  database(): Promise<Database>;
  /** Its connection string, for what needs a connection of its own (COPY). */
  databaseUrl(): Promise<string>;
  /** Where Temporal answers: LEADLINE_TEMPORAL_ADDRESS, else the instance's. */
  temporal(): Promise<{ readonly address: string; readonly namespace: string; readonly uiUrl: string | undefined }>;
  /** Runs when the command is over, whatever came of it; the last registered runs first. */
  onClose(close: () => Promise<unknown>): void;
  /** Aborted by Ctrl-C or SIGTERM: long commands stop at the next safe point. */
  readonly signal: AbortSignal;
}
