/**
 * The entry of every npm script: makes a fresh clone able to run the command, then runs it. Plain JavaScript without
 * dependencies, because it runs before anything is installed and on any Node from 18 on.
 *
 *   node scripts/launch.mjs start|test|bench|histories|leadline|build-console|api-types|reference|pictures|check [arguments]
 *
 * Commands find what was provisioned in the environment: LEADLINE_TEMPORAL_CLI (the `temporal` executable; not set where
 * TEMPORAL_ADDRESS names a server) and LEADLINE_TEST_SERVER (the time-skipping test server's executable),
 * LEADLINE_CHROMIUM (for tests in a browser).
 */
import { fileURLToPath } from 'node:url';
import { provisionConsole } from './console/build-console.mjs';
import { cacheDirectory } from './provision/cache.mjs';
import { CannotProvision } from './provision/cannot-provision.mjs';
import { provisionChromium } from './provision/chromium.mjs';
import { provisionDependencies } from './provision/dependencies.mjs';
import { provisionNode } from './provision/node.mjs';
import { provisionPostgres } from './provision/postgres.mjs';
import { provisionTemporalServer } from './provision/temporal-server.mjs';
import { provisionTemporalTestServer } from './provision/temporal-test-server.mjs';
import { say } from './progress.mjs';
import { runChecks } from './run-checks.mjs';
import { runCommand } from './run-command.mjs';
import { CommandFailed } from './run-quietly.mjs';
import { runTests } from './run-tests.mjs';

/** @typedef {{ node: string, env: NodeJS.ProcessEnv, root: string, cache: string }} Runtime */
/** @typedef {(runtime: Runtime) => Promise<NodeJS.ProcessEnv>} Need resolves to the variables that it adds */
/** @typedef {{ needs: readonly Need[] | ((args: readonly string[]) => readonly Need[]), run: (runtime: Runtime, args: readonly string[]) => Promise<number> }} Command */

const root = fileURLToPath(new URL('..', import.meta.url));

/** @type {Need} */
const postgres = async (runtime) => {
  if (!runtime.env['DATABASE_URL']) await provisionPostgres(runtime);
  return {};
};

/** @type {Need} */
const temporalServer = async (runtime) =>
  runtime.env['TEMPORAL_ADDRESS'] ? {} : { LEADLINE_TEMPORAL_CLI: await provisionTemporalServer(runtime) };

/** @type {Need} */
const builtConsole = async (runtime) => {
  await provisionConsole(runtime);
  return {};
};

/** @type {Need} */
const chromium = async (runtime) => ({ LEADLINE_CHROMIUM: await provisionChromium(runtime) });

/** @type {Need} */
const testServer = async (runtime) => ({ LEADLINE_TEST_SERVER: await provisionTemporalTestServer(runtime) });

/** @type {Record<string, Command>} */
const commands = {
  start: {
    needs: [postgres, temporalServer, builtConsole],
    run: (runtime, args) => runTypeScript(runtime, 'cli/main.ts', ['up', ...args]),
  },
  test: { needs: [postgres, temporalServer, testServer, builtConsole, chromium], run: runTests },
  bench: {
    needs: [postgres, temporalServer, testServer, builtConsole, chromium],
    run: (runtime, args) => runTypeScript(runtime, 'bench/main.ts', args),
  },
  histories: {
    needs: [postgres, testServer],
    run: (runtime, args) => runTypeScript(runtime, 'test/replay/record-histories.ts', args),
  },
  leadline: { needs: needsOfLeadline, run: (runtime, args) => runTypeScript(runtime, 'cli/main.ts', args) },
  'build-console': { needs: [builtConsole], run: () => Promise.resolve(0) },
  'api-types': {
    needs: [],
    run: (runtime, args) => runTypeScript(runtime, 'scripts/console/write-api-types.ts', args),
  },
  reference: { needs: [], run: (runtime, args) => runTypeScript(runtime, 'scripts/reference/main.ts', args) },
  pictures: {
    needs: [postgres, temporalServer, builtConsole, chromium],
    run: (runtime, args) => runTypeScript(runtime, 'scripts/pictures/main.ts', args),
  },
  check: { needs: [], run: runChecks },
};

/**
 * `leadline up` is `npm start`, and needs what that needs.
 * @param {readonly string[]} args
 * @returns {readonly Need[]}
 */
function needsOfLeadline(args) {
  const takesValue = ['--data-dir', '--output'];
  const noun = args.find((arg, index) => !arg.startsWith('-') && !takesValue.includes(args[index - 1] ?? ''));
  return noun === 'up' ? [postgres, temporalServer, builtConsole] : [];
}

/**
 * @param {Runtime} runtime
 * @param {string} main
 * @param {readonly string[]} args
 */
function runTypeScript({ node, env }, main, args) {
  const followParent = new URL('follow-parent.mjs', import.meta.url).href;
  return runCommand(node, ['--import', 'tsx', '--import', followParent, main, ...args], { env, cwd: root });
}

/** @param {readonly string[]} argv */
async function launch([name = '', ...args]) {
  const command = commands[name];
  if (command === undefined) {
    say(`Unknown command "${name}". Known: ${Object.keys(commands).join(', ')}.`);
    return 2;
  }
  const interrupt = (/** @type {NodeJS.Signals} */ signal) => process.exit(signal === 'SIGINT' ? 130 : 143);
  for (const signal of STOP_SIGNALS) process.on(signal, interrupt);
  const runtime = await prepare(command, args);
  for (const signal of STOP_SIGNALS) process.off(signal, interrupt);
  return command.run(runtime, args);
}

/** @type {readonly NodeJS.Signals[]} While provisioning, a signal ends us at once; exit handlers remove half-made parts. */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM'];

/**
 * @param {Command} command
 * @param {readonly string[]} args
 * @returns {Promise<Runtime>}
 */
async function prepare(command, args) {
  const cache = cacheDirectory(process.env);
  const { node, env } = await provisionNode({ cache, env: process.env });
  const runtime = { node, env, root, cache };
  await provisionDependencies(runtime);
  const onlyAsking = args.includes('--help') || args.includes('-h');
  const needs = typeof command.needs === 'function' ? command.needs(args) : command.needs;
  const provisioned = await Promise.all(onlyAsking ? [] : needs.map((need) => need(runtime)));
  return { ...runtime, env: Object.assign({}, env, ...provisioned) };
}

/**
 * @param {unknown} error
 * @returns {never}
 */
function report(error) {
  if (!(error instanceof CannotProvision)) throw error;
  if (error.cause instanceof CommandFailed && error.cause.output !== '') say(error.cause.output);
  else if (error.cause instanceof Error) say(error.cause.message);
  say(`leadline: ${error.message}`);
  // At once, and not when the other parts are there: what they have got so far stays in the cache.
  process.exit(1);
}

if (Number(process.versions.node.split('.')[0]) < 18 || process.platform === 'win32') {
  say('leadline: run this on Linux or macOS (or WSL) with Node 18 or newer.');
  process.exit(1);
}
// Under npm our parent is npm (the scripts `exec` us over its shell): when that is killed outright, we stop in order.
if (process.env['npm_lifecycle_event'] !== undefined) await import('./follow-parent.mjs');
process.exitCode = await launch(process.argv.slice(2)).catch(report);
