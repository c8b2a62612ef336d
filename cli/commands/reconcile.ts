import type { Command } from 'commander';
import type { CliContext } from '../context';

const POLL_MS = 200;

/** `leadline reconcile`: rebuilds the workflows from SQL, e.g. after Temporal's database was lost. */
export function register(program: Command, context: CliContext): void {
  program
    .command('reconcile')
    .description('Bring every workflow in line with SQL; starts those that Temporal has lost')
    .option('--no-wait', 'only ask for it, do not wait until the worker has done it')
    .addHelpText(
      'after',
      '\nSQL says where each lead stands; Temporal keeps its deadlines. After Temporal was restored from a back-up, or its\ndatabase was lost, run this once. It changes no stage, sends nothing twice and may be run at any time.\n\nExamples:\n  leadline reconcile\n  leadline reconcile --output json',
    )
    .action((options: { readonly wait: boolean }) => run(options, context));
}

async function run(options: { readonly wait: boolean }, context: CliContext): Promise<void> {
  const db = await context.database();
  const { reconcile } = await import('../../pipeline/reconcile');
  const { writeAudit } = await import('../../store/audit');
  const { waitingWakeCount } = await import('../../store/wake');
  const { output } = context;
  const woken = await reconcile(db, (count) => output.log(`${String(count)} leads asked for`));
  await writeAudit(db, {
    actor: context.actor,
    action: 'reconcile.run',
    subject: 'workflows',
    detail: { leads: woken },
    now: context.clock(),
  });
  let waiting = await waitingWakeCount(db);
  while (options.wait && waiting > 0 && !context.signal.aborted) {
    output.log(`${String(waiting)} leads to go`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    waiting = await waitingWakeCount(db);
  }
  output.result({ leads: woken, waiting }, () =>
    waiting === 0
      ? `${String(woken)} leads have a workflow that has read SQL.`
      : `${String(woken)} leads asked for; ${String(waiting)} wait for the worker.`,
  );
}
