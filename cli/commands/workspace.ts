import type { Command } from 'commander';
import type { CliContext } from '../context';

/** `leadline workspace …`: the folder with the configuration. */
export function register(program: Command, context: CliContext): void {
  const workspace = program
    .command('workspace')
    .description('The folder with scoring, lifecycle, team and connections');

  workspace
    .command('check')
    .description('Read the folder and name everything that is wrong, with file, line and remedy')
    .argument('[folder]', 'default: the folder of the running instance, else ./workspace')
    .addHelpText(
      'after',
      '\nExit status 5 when something is wrong. Leadline need not be running.\n\nExamples:\n  leadline workspace check\n  leadline workspace check ./workspace --output json',
    )
    .action(async (folder: string | undefined) => {
      const { checkWorkspace } = await import('../workspace/check-workspace');
      await checkWorkspace(context, folder);
    });

  workspace
    .command('schema')
    .description('Print the JSON Schema of one of its files, by which an editor completes and checks it')
    .argument('<file>', 'scoring.yaml, lifecycle.yaml, team.yaml or connections.yaml')
    .addHelpText('after', '\nExamples:\n  leadline workspace schema scoring.yaml > scoring.schema.json')
    .action(async (file: string) => {
      const { printSchema } = await import('../workspace/print-schema');
      printSchema(context, file);
    });
}
