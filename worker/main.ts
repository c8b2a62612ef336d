import { Client, Connection } from '@temporalio/client';
import { pino, type Logger } from 'pino';
import { createLeadActivities } from '../activities/create-lead-activities';
import { errorSummary } from '../host/error-summary';
import { killAtFailpoint } from '../host/kill-at-failpoint';
import { stopSignal } from '../host/stop-signal';
import { version } from '../package.json';
import { sweepOutdated } from '../pipeline/sweep';
import { openDatabase } from '../store/database';
import { readFigures } from '../store/figures';
import { readSecretBox } from '../store/secret-key-file';
import { createWorkerMetrics } from '../telemetry/metrics';
import { openTrail } from '../telemetry/open-trail';
import { databaseCheck, schemaCheck, temporalCheck } from '../telemetry/readiness-checks';
import { reportOnProcess } from '../telemetry/report-on-process';
import { createCrmActivities } from './crm-activities';
import { openCurrentWorkspace } from './current-workspace';
import { startLoop } from './loop';
import { startLoops } from './loops';
import { readWorkerSettings, type WorkerSettings } from './settings';
import { startTemporalWorker } from './temporal-worker';
import { traceActivities } from './trace-activities';

const WORKSPACE_POLL_MS = 5_000;

/** The worker process: workflows, activities and the loops, on the database and Temporal that the environment names. */
async function main(): Promise<void> {
  const settings = readWorkerSettings(process.env);
  const log = pino({ level: settings.logLevel, base: { process: 'worker' } }, pino.destination(2));
  const stopped = stopSignal(process.env);
  const parts = await startParts(settings, log);
  process.stdout.write(`${JSON.stringify({ ready: true, pid: process.pid, adminUrl: parts.adminUrl })}\n`);
  const why = await Promise.race([stopped, parts.failed.then(() => 'worker failed')]);
  log.info({ why }, 'stopping');
  await parts.stop();
}

async function startParts(settings: WorkerSettings, log: Logger) {
  const clock = Date.now;
  const failpoint = killAtFailpoint(settings.failpointFile);
  const secretBox = await readSecretBox(settings.secretKeyFile);
  const { db } = openDatabase({ connectionString: settings.databaseUrl, maxConnections: 16 });
  const connection = await Connection.connect({ address: settings.temporalAddress });
  const client = new Client({ connection, namespace: settings.temporalNamespace });
  const workspace = await openCurrentWorkspace(db, clock);
  const metrics = createWorkerMetrics({ version, readFigures: () => readFigures(db, clock()) });
  const traces = await openTrail({ traces: settings.traces, process: 'worker', version, clock });
  const { trail } = traces;
  const worker = await startTemporalWorker({
    address: settings.temporalAddress,
    namespace: settings.temporalNamespace,
    activities: {
      ...createLeadActivities({ db, workspace: workspace.get, failpoint }),
      ...createCrmActivities({
        ...{ db, clock, failpoint, secretBox, trail, workspace: workspace.get },
        onCall: metrics.noteCrmCall,
        onDelivery: metrics.noteDelivery,
      }),
    },
    log,
    metricsAddress: settings.temporalMetricsAddress,
    interceptors: trail === undefined ? [] : [traceActivities({ trail, db, clock, log })],
  });
  const loops = startLoops({
    db,
    connectionString: settings.databaseUrl,
    workflows: client.workflow,
    workspace: workspace.get,
    clock,
    failpoint,
    trail,
    log,
    onStep: metrics.noteLoopStep,
  });
  let hasOutdated = true;
  const watch = startLoop({
    name: 'workspace',
    idleMs: () => WORKSPACE_POLL_MS,
    log,
    onStep: metrics.noteLoopStep,
    step: async () => {
      if (await workspace.refresh()) {
        log.info({ workspace: workspace.get().id }, 'another workspace is live');
        hasOutdated = true;
      }
      if (!hasOutdated) return 0;
      // Everybody is evaluated by the new rules. Whom they make an MQL did nothing new: no clock starts.
      const queued = await sweepOutdated({ db, clock, failpoint }, { workspaceId: workspace.get().id, quiet: true });
      hasOutdated = queued > 0;
      return queued;
    },
  });
  const { temporalNamespace: namespace } = settings;
  const report = await reportOnProcess({
    admin: settings.admin,
    registry: metrics.registry,
    checks: [databaseCheck(db), schemaCheck(db), temporalCheck(connection, { namespace, required: true, clock })],
    log,
  });
  return {
    adminUrl: report.url,
    failed: worker.ended.catch((error: unknown) =>
      log.error({ error: errorSummary(error) }, 'the Temporal worker failed'),
    ),
    stop: async () => {
      // No new work first, then the work in hand, then what it stands on.
      await loops.stop();
      await watch.stop();
      await worker.stop();
      await report.stop();
      await traces.stop();
      await connection.close();
      await db.destroy();
    },
  };
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`worker: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
