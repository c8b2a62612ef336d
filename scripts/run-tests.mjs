import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './run-command.mjs';

/**
 * Workflow, replay and integration tests start servers and load native workers: one file at a time. The others share the
 * cores.
 */
const GROUPS = [
  { projects: ['unit', 'contract'], flags: ['--maxWorkers=2'] },
  { projects: ['workflow', 'replay', 'integration', 'browser'], flags: ['--runInBand'] },
];

/** Jest commands that run no test. */
const QUESTIONS = ['--help', '-h', '--version', '--listTests', '--showConfig', '--clearCache'];

/** @typedef {{ passed: number, failed: number, exitCode: number }} Outcome */

/**
 * Runs the tests and prints `N passed, N failed` as the last line. A test that was skipped or only planned, and a test
 * file that did not load, count as failed: neither has shown anything.
 *
 * @param {import('./launch.mjs').Runtime} runtime
 * @param {readonly string[]} args for Jest; `--selectProjects` picks among all groups
 * @returns {Promise<number>} exit code; not 0 when a test failed or none ran
 */
export async function runTests(runtime, args) {
  if (args.some((arg) => QUESTIONS.includes(arg))) return runJest(runtime, args);
  const { selected, rest } = takeSelectedProjects(args);
  /** @type {Outcome} */
  const total = { passed: 0, failed: 0, exitCode: 0 };
  for (const group of GROUPS) {
    const projects = group.projects.filter((project) => selected.length === 0 || selected.includes(project));
    if (projects.length === 0) continue;
    // The selection comes last: it takes every following word for a project.
    const outcome = await runGroup(runtime, [...group.flags, ...rest, '--selectProjects', ...projects]);
    total.passed += outcome.passed;
    total.failed += outcome.failed;
    total.exitCode ||= outcome.exitCode;
    if (outcome.exitCode > 128) break; // ended by a signal: the user wants no more
  }
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  return total.exitCode || (total.passed === 0 || total.failed > 0 ? 1 : 0);
}

/**
 * @param {import('./launch.mjs').Runtime} runtime
 * @param {readonly string[]} args
 * @returns {Promise<Outcome>}
 */
async function runGroup(runtime, args) {
  const folder = await mkdtemp(join(tmpdir(), 'leadline-test-'));
  const report = join(folder, 'report.json');
  try {
    const exitCode = await runJest(runtime, ['--passWithNoTests', '--json', `--outputFile=${report}`, ...args]);
    return { ...count(await readReport(report), namesAreFiltered(args)), exitCode };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * @param {import('./launch.mjs').Runtime} runtime
 * @param {readonly string[]} args
 */
function runJest({ node, env, root }, args) {
  const followParent = new URL('follow-parent.mjs', import.meta.url).href;
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  return runCommand(node, ['--import', followParent, jest, ...args], { env, cwd: root });
}

/**
 * @typedef {object} Report the part of Jest's report that is counted
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {number} numRuntimeErrorTestSuites
 */

/**
 * @param {string} path
 * @returns {Promise<Report | undefined>} undefined when Jest died before it wrote one
 */
async function readReport(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {Report | undefined} report
 * @param {boolean} filtered tests left out by a name filter are reported as pending, and are none of the run
 */
function count(report, filtered) {
  if (report === undefined) return { passed: 0, failed: 1 };
  const skipped = filtered ? 0 : report.numPendingTests;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + skipped + report.numTodoTests + report.numRuntimeErrorTestSuites,
  };
}

/** @param {readonly string[]} args */
const namesAreFiltered = (args) => args.some((arg) => /^(-t$|-t=|--testNamePattern)/.test(arg));

/**
 * Jest's own parsing: `--selectProjects` takes all words up to the next flag.
 *
 * @param {readonly string[]} args
 * @returns {{ selected: readonly string[], rest: readonly string[] }}
 */
function takeSelectedProjects(args) {
  const start = args.findIndex((arg) => arg.startsWith('--selectProjects'));
  if (start === -1) return { selected: [], rest: args };
  const inline = args[start]?.split('=')[1];
  const next = args.findIndex((arg, index) => index > start && arg.startsWith('-'));
  const end = inline !== undefined ? start + 1 : next === -1 ? args.length : next;
  const selected = inline !== undefined ? [inline] : args.slice(start + 1, end);
  return { selected, rest: [...args.slice(0, start), ...args.slice(end)] };
}
