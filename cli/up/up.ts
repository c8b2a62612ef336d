import { join, resolve } from 'node:path';
import { LeadlineError } from '../../domain/errors';
import type { Clock } from '../../domain/time';
import { createFirstLink } from '../../pipeline/sign-in-link';
import { openDatabase } from '../../store/database';
import { CliFailure } from '../cli-failure';
import type { CliContext } from '../context';
import { EXIT } from '../exit-codes';
import { readRunFile } from '../run-file';
import { confirmAtTerminal } from './confirm';
import { chooseDemo, type DemoChoice } from './demo/choose-demo';
import { openDemo } from './demo/open-demo';
import { DEMO_PEOPLE } from './demo/demo-state';
import { startInstance, type Instance } from './instance';
import { resetData } from './reset-data';
import type { UpOptions } from './up-options';

const ROOT = resolve(__dirname, '..', '..');
const DEMO_WORKSPACE = join(ROOT, 'examples', 'demo', 'workspace');

/** Starts everything, says where it is, and waits for Ctrl-C. */
export async function up(options: UpOptions, context: CliContext): Promise<void> {
  await refuseSecondStart(context);
  try {
    if (options.reset === true) await reset(options, context);
    const people = Number(context.env['LEADLINE_DEMO_PEOPLE'] ?? DEMO_PEOPLE);
    const declined = declinedBy(options, context);
    const choice = await chooseDemo({ dataDir: context.dataDir, declined, people, now: context.clock() });
    await start(options, context, choice);
  } catch (error) {
    if (!(error instanceof LeadlineError)) throw error;
    const status = CONFLICTS.has(error.code) ? EXIT.conflict : EXIT.refused;
    throw new CliFailure(status, error.code, error.message, error.remedy === undefined ? {} : { remedy: error.remedy });
  }
  await aborted(context.signal);
  context.output.log('Stopping …');
}

const CONFLICTS: ReadonlySet<string> = new Set(['directory-in-use', 'folder_holds_demo', 'not_a_data_folder']);

async function refuseSecondStart(context: CliContext): Promise<void> {
  const running = await readRunFile(context.dataDir);
  if (running === null) return;
  throw new CliFailure(
    EXIT.conflict,
    'already_running',
    `Leadline is running on ${context.dataDir} already (process ${String(running.pid)}).`,
    { remedy: 'Stop it with Ctrl-C where it was started, or choose another folder with --data-dir.' },
  );
}

async function reset(options: UpOptions, context: CliContext): Promise<void> {
  const confirm = async (dataDir: string): Promise<boolean> => {
    if (options.yes === true) return true;
    if (!context.output.interactive) {
      throw new CliFailure(EXIT.usage, 'not_confirmed', `${dataDir} is erased only if you say so.`, {
        remedy: 'Add --yes.',
      });
    }
    return await confirmAtTerminal(`Erase ${dataDir} and everything in it?`, context.signal);
  };
  if (await resetData(context.dataDir, confirm)) return;
  throw new CliFailure(EXIT.failure, 'not_confirmed', 'Nothing was erased and nothing started.');
}

/** What goes with no demo: a workspace, a database or a HubSpot of the user's own. */
function declinedBy(options: UpOptions, { env }: CliContext): string | null {
  if (!options.demo) return '--no-demo';
  if (!options.simulator) return '--no-simulator';
  if (options.workspace !== undefined) return '--workspace';
  return env['DATABASE_URL'] === undefined ? null : 'DATABASE_URL';
}

async function start(options: UpOptions, context: CliContext, choice: DemoChoice): Promise<void> {
  const { clock, output, dataDir } = context;
  const log = (line: string): void => output.log(line);
  const startedAt = clock();
  const ownWorkspace = resolve(options.workspace ?? join(ROOT, 'workspace'));
  const instance = await startInstance({
    root: ROOT,
    dataDir,
    workspaceDir: choice.kind === 'demo' ? DEMO_WORKSPACE : ownWorkspace,
    port: options.port,
    publicUrl: options.publicUrl,
    simulator: options.simulator,
    env: context.env,
    clock,
    actor: context.actor,
    log,
  });
  context.onClose(() => instance.stop());
  log(
    `Leadline is up after ${((clock() - startedAt) / 1_000).toFixed(1)} s. Ctrl-C stops it; its data stays in ${dataDir}.`,
  );
  for (const line of await addresses(instance, clock)) log(line);
  if (choice.kind === 'none') {
    if (choice.why !== null) log(choice.why);
    return;
  }
  const demo = await openDemo({
    ...choice,
    instance,
    root: ROOT,
    dataDir,
    clock,
    actor: context.actor,
    speed: options.speed,
    log,
  });
  // Before the instance: what the demo has in hand is finished first.
  context.onClose(() => demo.stop());
}

async function addresses(instance: Instance, clock: Clock): Promise<readonly string[]> {
  const { apiUrl, temporalUiUrl, simulator } = instance;
  const token = await firstToken(instance, clock);
  const console = token === null ? apiUrl : `${apiUrl}/welcome#token=${token}  (signs you in, once, within 15 minutes)`;
  return [
    `  Leadline  ${console}`,
    ...(simulator === undefined ? [] : [`  HubSpot   ${simulator.url}  (a simulator: play the rep there)`]),
    ...(temporalUiUrl === undefined ? [] : [`  Temporal  ${temporalUiUrl}`]),
  ];
}

/** Null once the first admin has a password. */
async function firstToken({ databaseUrl }: Instance, clock: Clock): Promise<string | null> {
  const { db } = openDatabase({ connectionString: databaseUrl, maxConnections: 1 });
  try {
    return (await createFirstLink(db, clock))?.token ?? null;
  } finally {
    await db.destroy();
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((end) => {
    if (signal.aborted) end();
    else signal.addEventListener('abort', () => end(), { once: true });
  });
