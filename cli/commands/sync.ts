import type { Command } from 'commander';
import type { CliContext } from '../context';
import { wholeNumber } from '../options';

const errorId = wholeNumber(1, Number.MAX_SAFE_INTEGER);

/** `leadline sync …`: how the connections are, what failed on them, and stopping them. */
export function register(program: Command, context: CliContext): void {
  const sync = program.command('sync').description('How the connections are, what failed on them, and stopping them');

  sync
    .command('status')
    .description('Every connection: mode, state, queues, open errors, last traffic')
    .addHelpText('after', '\nExamples:\n  leadline sync status\n  leadline sync status --output json')
    .action(async () => {
      const { showStatus } = await import('../sync/show-status');
      await showStatus(context);
    });

  sync
    .command('errors')
    .description('What could not be taken in or written out, the newest first')
    .option('--state <state>', 'open, retried or resolved', 'open')
    .option('--connection <id>', 'only of this connection')
    .option('--code <code>', 'only of this code')
    .option('--limit <rows>', 'rows at most', wholeNumber(1, 1_000), 50)
    .addHelpText(
      'after',
      '\nExamples:\n  leadline sync errors\n  leadline sync errors --connection crm --code invalid_value --output json',
    )
    .action(async (options: { state: string; connection?: string; code?: string; limit: number }) => {
      const { listErrors } = await import('../sync/list-errors');
      await listErrors(context, options);
    });

  sync
    .command('show')
    .description('An error with the record that was refused')
    .argument('<error>', 'its number', errorId)
    .addHelpText('after', '\nExample:\n  leadline sync show 17')
    .action(async (id: number) => {
      const { showError } = await import('../sync/show-error');
      await showError(context, id);
    });

  sync
    .command('retry')
    .description('Try again what failed: some errors by number, or all open ones of a code')
    .argument('[errors...]', 'their numbers', (text: string, former: readonly number[] | undefined) => [
      ...(former ?? []),
      errorId(text),
    ])
    .option('--code <code>', 'all open errors of this code')
    .option('--connection <id>', 'with --code: only of this connection')
    .option('--record <file>', 'with one error: a JSON file with the mended record')
    .addHelpText(
      'after',
      '\nExamples:\n  leadline sync retry 17 18\n  leadline sync retry 17 --record mended.json\n  leadline sync retry --code invalid_value --connection crm',
    )
    .action(
      async (ids: readonly number[] | undefined, options: { code?: string; connection?: string; record?: string }) => {
        const { retryErrors } = await import('../sync/retry-errors');
        await retryErrors(context, { ids: ids ?? [], ...options });
      },
    );

  sync
    .command('resolve')
    .description('Close an error that was dealt with elsewhere')
    .argument('<error>', 'its number', errorId)
    .addHelpText('after', '\nExample:\n  leadline sync resolve 17')
    .action(async (id: number) => {
      const { resolveError } = await import('../sync/resolve-error');
      await resolveError(context, id);
    });

  for (const verb of ['pause', 'resume'] as const) {
    sync
      .command(verb)
      .description(verb === 'pause' ? 'Stop all calls to a CRM, or to every one; wishes wait' : 'Let calls go again')
      .argument('[connection]', 'every connection when left out')
      .addHelpText('after', `\nExamples:\n  leadline sync ${verb} crm\n  leadline sync ${verb}`)
      .action(async (connection: string | undefined) => {
        const { changePause } = await import('../sync/change-pause');
        await changePause(context, verb, connection);
      });
  }
}
