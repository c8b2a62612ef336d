import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { CliContext } from '../context';

/** `leadline prepare`: before server and worker of an installation that `up` does not run are started. */
export function register(program: Command, context: CliContext): void {
  program
    .command('prepare')
    .description('Bring schema and search attributes up to date and make a workspace live; starts nothing')
    .option('--workspace <folder>', 'the configuration to go live with', resolve(__dirname, '..', '..', 'workspace'))
    .addHelpText(
      'after',
      '\n`leadline up` does the same before it starts server and worker. Where they are started otherwise, as by\ndocker-compose.yml, run it before each start; it may be run at any time and changes nothing where nothing is missing.\nLEADLINE_DATABASE_URL and LEADLINE_TEMPORAL_ADDRESS name the database and Temporal.\n\nExamples:\n  leadline prepare --workspace ./workspace\n  leadline prepare --output json',
    )
    .action(async (options: { readonly workspace: string }) => {
      const { prepareInstallation } = await import('../prepare/prepare-installation');
      await prepareInstallation(context, resolve(options.workspace));
    });
}
