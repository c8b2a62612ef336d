import { CliFailure } from '../cli-failure';
import type { CliContext } from '../context';
import { EXIT } from '../exit-codes';
import { readRunFile, type RunFile } from '../run-file';
import { checkDatabase } from './check-database';
import { checkServer } from './check-server';
import { checkTemporal } from './check-temporal';
import { checkWorkspaces } from './check-workspaces';
import { fail, ok, warn, type Finding } from './finding';

const LEAST_NODE = [22, 13] as const;

/** `leadline doctor`. A part that cannot be looked at because another is missing is left out: the other one says why. */
export async function runDoctor(context: CliContext): Promise<void> {
  const run = await readRunFile(context.dataDir);
  const findings = [checkNode(process.versions.node), checkInstance(context, run), ...(await checkParts(context, run))];
  const failed = findings.filter((finding) => finding.status === 'fail').length;
  const status = failed > 0 ? 'fail' : findings.some((finding) => finding.status === 'warn') ? 'warn' : 'ok';
  context.output.result({ status, checks: findings }, () => findingsText(findings));
  if (failed === 0) return;
  const isRunning = run !== null || context.env['LEADLINE_DATABASE_URL'] !== undefined;
  const counted = failed === 1 ? '1 check' : `${failed} checks`;
  throw new CliFailure(isRunning ? EXIT.failure : EXIT.notRunning, 'checks_failed', `${counted} failed.`);
}

async function checkParts(context: CliContext, run: RunFile | null): Promise<readonly Finding[]> {
  const hasDatabase = run !== null || context.env['LEADLINE_DATABASE_URL'] !== undefined;
  const hasTemporal = run !== null || context.env['LEADLINE_TEMPORAL_ADDRESS'] !== undefined;
  const database = hasDatabase ? await checkDatabase(context) : { findings: [], db: null };
  return [
    ...database.findings,
    ...(hasTemporal ? await checkTemporal(context) : []),
    ...(run === null ? [] : [await checkServer(run)]),
    ...(await checkWorkspaces(context, database.db, run)),
  ];
}

function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor, leastMinor] = LEAST_NODE;
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return ok('node', `Node ${version}`);
  return fail(
    'node',
    `Node ${version} is too old.`,
    `Run through \`npm run leadline\`, which brings its own, or install ${leastMajor}.${leastMinor} or newer.`,
  );
}

function checkInstance(context: CliContext, run: RunFile | null): Finding {
  if (run !== null) return ok('instance', `process ${run.pid} since ${run.startedAt}, data in ${context.dataDir}`);
  if (context.env['LEADLINE_DATABASE_URL'] !== undefined) {
    return warn('instance', 'No instance runs here; the environment names its parts.', 'Nothing, if that is meant.');
  }
  return fail(
    'instance',
    `Leadline is not running on ${context.dataDir}.`,
    'Start it with `npm start`, or name another folder with --data-dir.',
  );
}

function findingsText(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map((finding) => finding.check.length));
  return findings
    .flatMap(({ status, check, message, remedy }) => [
      `${status.padEnd(4)}  ${check.padEnd(width)}  ${message}`,
      ...(remedy === null ? [] : [`${' '.repeat(width + 8)}${remedy}`]),
    ])
    .join('\n');
}
