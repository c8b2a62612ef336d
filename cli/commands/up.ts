import type { Command } from 'commander';
import type { CliContext } from '../context';
import { wholeNumber } from '../options';
import type { UpOptions } from '../up/up-options';

const DEFAULT_PORT = 4700;
const DEFAULT_SPEED = 120;
const HIGHEST_PORT = 65_535;
const FASTEST = 10_000;

/** `leadline up`: everything on this machine, until Ctrl-C. */
export function register(program: Command, context: CliContext): void {
  program
    .command('up')
    .description('Start Leadline here: PostgreSQL, Temporal, server and worker, on the data of one folder')
    .option('--workspace <folder>', 'the configuration to go live with; no demo (default: workspace/)')
    .option('--port <number>', 'where the API listens (0: any free port)', wholeNumber(0, HIGHEST_PORT), DEFAULT_PORT)
    .option('--public-url <url>', 'the address under which vendors reach this server, for signed webhooks')
    .option('--no-demo', 'nothing is made up: for data of your own')
    .option(
      '--speed <factor>',
      'how many times faster than life the demo’s visitors come',
      wholeNumber(0, FASTEST),
      DEFAULT_SPEED,
    )
    .option('--no-simulator', "do not start HubSpot's simulator; no demo")
    .option('--reset', 'erase the data folder first, after a look whether it is one, and a question')
    .option('--yes', 'answers the question of --reset')
    .addHelpText(
      'after',
      `
On a fresh data folder a made-up company moves in: a year of activity, HubSpot's simulator with contacts of its own, visitors
who come while you watch. A folder is the demo's from its first start, or never. --speed 0 lets nobody come.

DATABASE_URL and TEMPORAL_ADDRESS name a PostgreSQL and a Temporal of yours; with a PostgreSQL of yours there is no demo.

Examples:
  leadline up
  leadline up --reset --yes --speed 600
  leadline up --no-demo --data-dir /var/lib/leadline --workspace ./workspace --no-simulator`,
    )
    .action(async (options: UpOptions) => {
      const { up } = await import('../up/up');
      await up(options, context);
    });
}
