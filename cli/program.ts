import { Command, CommanderError, Option } from 'commander';
import { CliFailure } from './cli-failure';
import { COMMANDS } from './commands';
import type { CliContext } from './context';
import { createContext, type ContextInputs, type GlobalOptions } from './create-context';
import { EXIT, type ExitCode } from './exit-codes';
import { terminalText } from './terminal-text';

/** Runs one command line and returns its exit status. Everything it opened is closed by then. */
export async function runCommandLine(
  args: readonly string[],
  inputs: Omit<ContextInputs, 'globals'>,
): Promise<ExitCode> {
  const program = createProgram(inputs);
  const context = createContext({ ...inputs, globals: () => program.opts<GlobalOptions>() });
  try {
    for (const load of wantedCommands(args)) (await load()).register(program, context);
    await program.parseAsync([...args], { from: 'user' });
    return inputs.signal.aborted ? EXIT.interrupted : EXIT.ok;
  } catch (error) {
    return report(error, context, program);
  } finally {
    await context.close();
  }
}

function createProgram(inputs: Omit<ContextInputs, 'globals'>): Command {
  const program = new Command('leadline');
  const { stdout, stderr } = inputs.streams;
  return program
    .description('Lead scoring, lifecycle and hand-off, from the command line.')
    .option('--data-dir <folder>', 'folder of the instance (default: .leadline, or LEADLINE_DATA_DIR)')
    .addOption(new Option('--output <format>', 'what stdout holds').choices(['table', 'json']).default('table'))
    .option('--silent', 'say nothing on stderr but errors', false)
    .addHelpText(
      'after',
      '\nData goes to stdout, everything else to stderr. Exit status: 0 ok, 1 failure, 2 usage, 3 not running,\n4 not found, 5 refused, 6 conflict with the present state (docs/cli.md).',
    )
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      // As JSON it is told by `report`. The global options are known here: they are read before the command is.
      writeErr: (text) => {
        if (!isJson(program)) stderr.write(terminalText(text));
      },
    })
    .showHelpAfterError('(add --help for the options and examples)')
    .exitOverride();
}

/** Loads only the modules whose noun stands on the command line; all of them where none does (help, a misspelt noun). */
function wantedCommands(args: readonly string[]): readonly (typeof COMMANDS)[string][] {
  const named = Object.entries(COMMANDS).filter(([noun]) => args.includes(noun));
  return (named.length > 0 ? named : Object.entries(COMMANDS)).map(([, load]) => load);
}

function report(error: unknown, context: CliContext, program: Command): ExitCode {
  const { output } = context;
  if (error instanceof CommanderError) {
    // Help that was asked for is no error; of an error commander has printed its own message by now, but not as JSON.
    if (error.exitCode === 0) return EXIT.ok;
    if (isJson(program)) output.warn(jsonError(usageFailure(error)));
    return EXIT.usage;
  }
  if (error instanceof CliFailure) {
    if (isJson(program)) {
      output.warn(jsonError(error));
      return error.exitCode;
    }
    output.warn(`leadline: ${error.message}`);
    if (error.remedy !== undefined) output.warn(`  ${error.remedy}`);
    return error.exitCode;
  }
  output.warn(`leadline: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return EXIT.failure;
}

const isJson = (program: Command): boolean => program.opts<GlobalOptions>().output === 'json';

const jsonError = ({ code, message, remedy }: CliFailure): string =>
  JSON.stringify({ error: { code, message, remedy: remedy ?? null } });

/** A noun without a verb makes commander show its help, which is no message. */
const usageFailure = ({ code, message }: CommanderError): CliFailure =>
  new CliFailure(
    EXIT.usage,
    'usage',
    code === 'commander.help' ? 'The command is not complete.' : message.replace(/^error: /, ''),
    { remedy: 'Add --help for the options and examples.' },
  );
