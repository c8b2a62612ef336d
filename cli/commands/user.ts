import type { Command } from 'commander';
import type { CliContext } from '../context';

/** `leadline user …`: people who sign in to the console. */
export function register(program: Command, context: CliContext): void {
  const user = program.command('user').description('People who sign in to the console');

  user
    .command('link')
    .description('Make a link that signs somebody in once, for who is locked out')
    .option('--email <email>', 'whose; by default the first admin')
    .addHelpText(
      'after',
      '\nThe link holds for 15 minutes. Everybody else is invited in the console.\n\nExamples:\n  leadline user link\n  leadline user link --email ada@example.com',
    )
    .action(async (options: { readonly email?: string }) => {
      const { makeLink } = await import('../user/make-link');
      await makeLink(context, options);
    });

  user
    .command('list')
    .description('Everybody who has an account, disabled ones included')
    .addHelpText('after', '\nExample:\n  leadline user list')
    .action(async () => {
      const { listUsers } = await import('../user/list-users');
      await listUsers(context);
    });
}
