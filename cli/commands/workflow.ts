import type { Command } from 'commander';
import type { CliContext } from '../context';
import { LEAD_ARGUMENT } from '../find-lead';

/** `leadline workflow …`: what Temporal holds of a lead. */
export function register(program: Command, context: CliContext): void {
  const workflow = program.command('workflow').description("A lead's workflow in Temporal");

  workflow
    .command('show')
    .description('Status, run, what it waits for, and where Temporal’s UI shows it')
    .argument('<lead>', LEAD_ARGUMENT)
    .addHelpText('after', '\nExample:\n  leadline workflow show jane@example.com')
    .action(async (text: string) => {
      const { showWorkflow } = await import('../workflow/show-workflow');
      await showWorkflow(context, text);
    });
}
