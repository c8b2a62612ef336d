import type { Command } from 'commander';
import { SCOPES } from '../../store/api-key';
import type { CliContext } from '../context';
import { someOf, someText } from '../options';

/** `leadline key …`: keys for the HTTP API. */
export function register(program: Command, context: CliContext): void {
  const key = program.command('key').description('Keys for the HTTP API');

  key
    .command('create')
    .description('Make a key; it is shown once, here')
    .requiredOption('--name <name>', 'what it is for', someText(100))
    .addOption(someOf('--scope <scopes>', 'what it may do; default read', SCOPES))
    .addHelpText(
      'after',
      '\nread: see everything. operate: also move leads, retry, pause. admin: also make and revoke keys.\n\nExamples:\n  leadline key create --name dashboard\n  leadline key create --name console --scope read,operate --silent',
    )
    .action(async (options: { readonly name: string; readonly scope?: readonly string[] }) => {
      const { createKey } = await import('../key/create-key');
      await createKey(context, options);
    });

  key
    .command('list')
    .description('All keys, revoked ones included; never the keys themselves')
    .addHelpText('after', '\nExample:\n  leadline key list')
    .action(async () => {
      const { listKeys } = await import('../key/list-keys');
      await listKeys(context);
    });

  key
    .command('revoke')
    .description('End a key at once')
    .argument('<id>', 'the 16 characters after llk_')
    .addHelpText('after', '\nExample:\n  leadline key revoke 0f3c9a1b2d4e5f60')
    .action(async (id: string) => {
      const { revokeKey } = await import('../key/revoke-key');
      await revokeKey(context, id);
    });
}
