import type { Command } from 'commander';
import type { CliContext } from '../context';

/** `leadline doctor`: what works, what does not, and what to do about it. */
export function register(program: Command, context: CliContext): void {
  program
    .command('doctor')
    .description('Check every part and say what to do about the ones that fail')
    .addHelpText(
      'after',
      '\nExit status 0 when nothing fails (warnings count as well), 1 when something does, 3 when Leadline is not running.\n\nExamples:\n  leadline doctor\n  leadline doctor --output json',
    )
    .action(async () => {
      const { runDoctor } = await import('../doctor/run-doctor');
      await runDoctor(context);
    });
}
