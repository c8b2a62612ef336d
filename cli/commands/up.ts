import { resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { LeadlineError } from '../../domain/errors';
import { CliFailure } from '../cli-failure';
import type { CliContext } from '../context';
import { EXIT } from '../exit-codes';
import { readRunFile } from '../run-file';

const ROOT = resolve(__dirname, '..', '..');
const DEFAULT_PORT = 4700;

interface UpOptions {
  readonly workspace: string;
  readonly port: number;
  readonly publicUrl?: string;
  readonly simulator: boolean;
}

/** `leadline up`: everything on this machine, until Ctrl-C. */
export function register(program: Command, context: CliContext): void {
  program
    .command('up')
    .description('Start Leadline here: PostgreSQL, Temporal, server and worker, on the data of one folder')
    .option('--workspace <folder>', 'the configuration to go live with', resolve(ROOT, 'workspace'))
    .option('--port <number>', 'where the API listens (0: any free port)', parsePort, DEFAULT_PORT)
    .option('--public-url <url>', 'the address under which vendors reach this server, for signed webhooks')
    .option('--no-simulator', "do not start HubSpot's simulator")
    .addHelpText(
      'after',
      '\nExamples:\n  leadline up\n  leadline up --data-dir /var/lib/leadline --workspace ./workspace --no-simulator\n\nDATABASE_URL and TEMPORAL_ADDRESS name a PostgreSQL and a Temporal of yours.',
    )
    .action((options: UpOptions) => up(options, context));
}

async function up(options: UpOptions, context: CliContext): Promise<void> {
  const running = await readRunFile(context.dataDir);
  if (running !== null) {
    throw new CliFailure(
      EXIT.conflict,
      'already_running',
      `Leadline is running on ${context.dataDir} already (process ${String(running.pid)}).`,
      { remedy: 'Stop it with Ctrl-C where it was started, or choose another folder with --data-dir.' },
    );
  }
  const { startInstance } = await import('../up/instance');
  const { output } = context;
  const startedAt = context.clock();
  try {
    const instance = await startInstance({
      root: ROOT,
      dataDir: context.dataDir,
      workspaceDir: resolve(options.workspace),
      port: options.port,
      publicUrl: options.publicUrl,
      simulator: options.simulator,
      env: context.env,
      clock: context.clock,
      actor: context.actor,
      log: (line) => output.log(line),
    });
    context.onClose(() => instance.stop());
    output.log(
      `Leadline is up after ${((context.clock() - startedAt) / 1000).toFixed(1)} s. Ctrl-C stops it; its data stays in ${context.dataDir}.`,
    );
    output.log(`  API       ${instance.apiUrl}`);
    if (instance.temporalUiUrl !== undefined) output.log(`  Temporal  ${instance.temporalUiUrl}`);
    if (instance.simulatorUrl !== undefined) output.log(`  HubSpot   ${instance.simulatorUrl} (simulator)`);
  } catch (error) {
    if (!(error instanceof LeadlineError)) throw error;
    throw new CliFailure(
      EXIT.refused,
      error.code,
      error.message,
      error.remedy === undefined ? {} : { remedy: error.remedy },
    );
  }
  await aborted(context.signal);
  output.log('Stopping …');
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((end) => {
    if (signal.aborted) end();
    else signal.addEventListener('abort', () => end(), { once: true });
  });

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError('A port is 0 to 65535.');
  return port;
}
