import { resolve } from 'node:path';
import { Argument, type Command } from 'commander';
import type { CliContext } from '../context';
import type { ImportOptions } from '../import/import-options';

const KINDS = ['leads', 'activities', 'outcomes', 'auto'] as const;

/** `leadline import`: a CSV file into leads, activities and outcomes. docs/import.md tells what a mapping may say. */
export function register(program: Command, context: CliContext): void {
  program
    .command('import')
    .description('Import leads, activities and outcomes from a CSV file, by a mapping')
    .addArgument(new Argument('<kind>', 'what a row is; auto: what the mapping says').choices(KINDS))
    .argument('<file>', 'the CSV file (UTF-8)')
    .requiredOption('--mapping <file>', 'how columns become attributes, consents, activities and outcomes')
    .option('--quiet', 'first scoring of a known database: stages are set, no clock starts, no task is made', false)
    .option('--resume', 'go on where an interrupted import stopped (the same command does so too)', false)
    .option('--dry-run', 'read everything, write nothing, say what would be refused', false)
    .option('--wait', 'wait until the leads are scored, moved and written to the CRM', false)
    .option('--connection <id>', 'whose sync errors refused rows are: import, or one of connections.yaml', 'import')
    .addHelpText('after', EXAMPLES)
    .action(async (kind: (typeof KINDS)[number], file: string, options: ImportOptions) => {
      const { runImport } = await import('../import/run-import');
      await runImport({ kind, path: resolve(file), mappingPath: resolve(options.mapping), options }, context);
    });
}

const EXAMPLES = `
Examples:
  leadline import leads leads.csv --mapping mapping.yaml --dry-run
  leadline import leads leads.csv --mapping mapping.yaml --quiet
  leadline import activities visits.csv --mapping visits.yaml --wait --output json
  leadline import leads leads.csv.refused.csv --mapping mapping.yaml

Killed at any moment, the same command goes on where it stopped; a file that was imported is left alone.
Exit status 5: some rows were refused. They are kept as sync errors and written to <file>.refused.csv;
correct them there and import that file.`;
