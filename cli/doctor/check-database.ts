import { sql } from 'kysely';
import type { Database } from '../../store/database';
import { pendingMigrations } from '../../store/migrate';
import { viewSyncStatus, type SyncStatus } from '../../views/sync-status';
import { CliFailure } from '../cli-failure';
import type { CliContext } from '../context';
import { fail, ok, warn, type Finding } from './finding';

const SKEW_WARNED_MS = 2_000;
const SKEW_FAILED_MS = 60_000;
const BACKLOG_WARNED = 10_000;

/** Database, its schema, the clocks of both machines, what waits, and the connections. Null where it cannot be reached. */
export async function checkDatabase(
  context: CliContext,
): Promise<{ readonly findings: readonly Finding[]; readonly db: Database | null }> {
  const db = await context.database().catch((error: unknown) => {
    if (error instanceof CliFailure) return null;
    throw error;
  });
  if (db === null) {
    const remedy = 'Stop Leadline and start it again with `npm start`; its log says why PostgreSQL does not answer.';
    return { findings: [fail('database', 'PostgreSQL cannot be reached.', remedy)], db };
  }
  const schema = await checkSchema(db);
  const findings = [await checkServer(db), schema, await checkClocks(db, context.clock)];
  // Nothing else can be read from a schema of another release.
  if (schema.status === 'fail') return { findings, db: null };
  return { findings: [...findings, await checkBacklog(db), ...(await checkConnections(db, context.clock()))], db };
}

async function checkServer(db: Database): Promise<Finding> {
  const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(db);
  return ok('database', `PostgreSQL ${rows[0]?.version ?? ''}`);
}

async function checkSchema(db: Database): Promise<Finding> {
  const pending = await pendingMigrations(db);
  if (pending.length === 0) return ok('migrations', 'the schema is the newest');
  return fail(
    'migrations',
    `missing: ${pending.join(', ')}`,
    'Start Leadline again, or run `leadline prepare`: it brings the schema up to date.',
  );
}

/** Deadlines are judged by our clock and written beside the database's: both must tell the same time. */
async function checkClocks(db: Database, clock: () => number): Promise<Finding> {
  const before = clock();
  const { rows } = await sql<{ at: number }>`select clock_timestamp() as at`.execute(db);
  const here = (before + clock()) / 2;
  const skewMs = Math.round(Math.abs((rows[0]?.at ?? here) - here));
  const remedy = 'Have both machines keep time by NTP: deadlines and webhook signatures are judged by it.';
  if (skewMs > SKEW_FAILED_MS) return fail('clock', `The database's clock is ${skewMs} ms off.`, remedy);
  if (skewMs > SKEW_WARNED_MS) return warn('clock', `The database's clock is ${skewMs} ms off.`, remedy);
  return ok('clock', 'this machine and the database agree');
}

async function checkBacklog(db: Database): Promise<Finding> {
  const { rows } = await sql<{ inbox: number; score: number; wakes: number }>`
    select (select count(*) from inbox where processed_at is null) as inbox, (select count(*) from score_queue) as score,
      (select count(*) from wake) as wakes
  `.execute(db);
  const { inbox, score, wakes } = rows[0] ?? { inbox: 0, score: 0, wakes: 0 };
  const message = `${inbox} messages, ${score} scorings and ${wakes} wakes wait`;
  if (Math.max(inbox, score, wakes) < BACKLOG_WARNED) return ok('backlog', message);
  return warn('backlog', message, 'Normal after an import. If it does not shrink, see whether the worker runs.');
}

async function checkConnections(db: Database, now: number): Promise<readonly Finding[]> {
  const { connections } = await viewSyncStatus(db, now);
  return connections.map(connectionFinding);
}

function connectionFinding(connection: SyncStatus['connections'][number]): Finding {
  const check = `connection ${connection.id}`;
  const { id, state, openErrors } = connection;
  const errors = openErrors.in + openErrors.out;
  if (state === 'not_connected') {
    return warn(check, 'has no credentials', `Give them with \`leadline connect ${connection.vendor} --id ${id}\`.`);
  }
  if (state === 'paused') {
    return warn(
      check,
      `is paused by ${connection.pausedBy ?? 'somebody'}`,
      `Let it go with \`leadline sync resume ${id}\`.`,
    );
  }
  if (state === 'breaker_open') {
    const code = connection.breaker?.code ?? 'failures in a row';
    return warn(
      check,
      `rests after ${code}`,
      `It tries again by itself; \`leadline sync resume ${id}\` tries at once.`,
    );
  }
  if (errors > 0) return warn(check, `has ${errors} open sync errors`, 'See them with `leadline sync errors`.');
  return ok(check, connection.mode === null ? 'receives' : `mode ${connection.mode}`);
}
