import type { EventEmitter } from 'node:events';
import { Command } from 'commander';
import { COMMANDS } from '../../cli/commands';
import type { CliContext } from '../../cli/context';
import { EXIT_MEANINGS, EXIT } from '../../cli/exit-codes';
import { code, table, type Page } from './markdown';

/** Every command with its arguments, options and examples, as commander knows them. */
export async function cliPage(): Promise<Page> {
  const program = new Command('leadline');
  // Commands use their context inside actions only, and none is run here.
  const context = {} as CliContext;
  for (const load of Object.values(COMMANDS)) (await load()).register(program, context);
  return {
    file: 'cli.md',
    title: 'Command line',
    intro: 'Every command has these words as `--help`. What all of them have in common stands in [cli.md](../cli.md).',
    body: [
      ...program.commands.flatMap((command) => sections(command, '')),
      '## Exit status',
      table(
        ['status', 'when'],
        Object.entries(EXIT_MEANINGS).map(([name, meaning]) => [String(EXIT[name as keyof typeof EXIT]), meaning]),
      ),
    ],
  };
}

function sections(command: Command, parents: string): readonly string[] {
  const name = `${parents}${command.name()}`;
  if (command.commands.length > 0) {
    return [
      `## ${name}`,
      sentence(command.description()),
      ...command.commands.flatMap((one) => sections(one, `${name} `)),
    ];
  }
  const args = command.registeredArguments.map((argument) => [
    code(argument.required ? `<${argument.name()}>` : `[${argument.name()}]`),
    argument.description,
  ]);
  const options = command.options
    .filter((option) => !option.hidden)
    .map((option) => [code(option.flags), describe(option.description, option.defaultValue)]);
  const rows = [...args, ...options];
  return [
    `${parents === '' ? '##' : '###'} ${name}`,
    sentence(command.description()),
    ...(rows.length === 0 ? [] : [table(['argument or option', 'meaning'], rows)]),
    ...afterHelp(command),
  ];
}

const sentence = (text: string): string => (text === '' ? '' : `${text}.`);

/** Defaults that are paths of a checkout are said by the option's own words. */
function describe(description: string, value: unknown): string {
  const isSayable = typeof value === 'number' || (typeof value === 'string' && value !== '' && !value.startsWith('/'));
  return isSayable ? `${description} (default: ${String(value)})` : description;
}

/** What `addHelpText` was given, which commander keeps as a listener alone. */
function afterHelp(command: Command): readonly string[] {
  const written: string[] = [];
  // Commander is an emitter and does not say so in its types.
  const emitter = command as unknown as EventEmitter;
  emitter.emit('afterHelp', { error: false, command, write: (text: string) => written.push(text) });
  const text = written.join('').trim();
  return text === '' ? [] : [`\`\`\`text\n${text}\n\`\`\``];
}
