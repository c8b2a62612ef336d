import { Connection } from '@temporalio/client';
import { pino, type Logger } from 'pino';
import { killAtFailpoint } from '../host/kill-at-failpoint';
import { listenHttp, urlOf } from '../host/listen-http';
import { stopSignal } from '../host/stop-signal';
import { version } from '../package.json';
import { openDatabase } from '../store/database';
import { readFigures } from '../store/figures';
import { createLeadTallies } from '../store/lead-tallies';
import { deriveSecret, readSecretBox } from '../store/secret-key-file';
import { createServerMetrics } from '../telemetry/metrics';
import { openTrail } from '../telemetry/open-trail';
import { databaseCheck, schemaCheck, temporalCheck } from '../telemetry/readiness-checks';
import { reportOnProcess } from '../telemetry/report-on-process';
import { createWorkspaceReader } from '../views/workspaces';
import { createApp } from './app';
import { createSignIn } from './auth/better-auth';
import { openChangeFeed } from './change-feed';
import { openLeadCommands } from './lead-commands';
import { readServerSettings, type ServerSettings } from './settings';
import { genericSecrets, hubspotVerification } from './webhook-secrets';
import { createGenericWebhookRouter } from './webhooks/generic';
import { createHubspotWebhookRouter } from './webhooks/hubspot';

/** How long requests in hand may take once the server shall stop. */
const GRACE_MS = 10_000;

/** The HTTP process: API, webhooks and health, on the database and Temporal that the environment names. */
async function main(): Promise<void> {
  const settings = readServerSettings(process.env);
  const log = pino({ level: settings.logLevel, base: { process: 'server' } }, pino.destination(2));
  const stopped = stopSignal(process.env);
  const server = await startServer(settings, log);
  process.stdout.write(
    `${JSON.stringify({ ready: true, pid: process.pid, url: server.url, adminUrl: server.adminUrl })}\n`,
  );
  const why = await stopped;
  log.info({ why }, 'stopping');
  await server.stop();
}

async function startServer(
  settings: ServerSettings,
  log: Logger,
): Promise<{ readonly url: string; readonly adminUrl: string | undefined; stop(): Promise<void> }> {
  const clock = Date.now;
  const failpoint = killAtFailpoint(settings.failpointFile);
  const secretBox = await readSecretBox(settings.secretKeyFile);
  const { db } = openDatabase({ connectionString: settings.databaseUrl, maxConnections: 16 });
  const workspaces = createWorkspaceReader(db);
  const { temporalNamespace: namespace } = settings;
  const temporal = Connection.lazy({ address: settings.temporalAddress });
  const metrics = createServerMetrics({ version, readFigures: () => readFigures(db, clock()) });
  const checks = [
    databaseCheck(db),
    schemaCheck(db),
    // Webhooks are taken and SQL is shown without it, so it must not take the server out of service.
    temporalCheck(temporal, { namespace, required: false, clock }),
  ];
  const signIn = createSignIn({
    db,
    secret: await deriveSecret(settings.secretKeyFile, 'session cookies'),
    secureCookies: settings.publicUrl?.startsWith('https:') ?? false,
  });
  const traces = await openTrail({ traces: settings.traces, process: 'server', version, clock });
  const changes = openChangeFeed(settings.databaseUrl);
  const secretDeps = { db, clock, secretBox, workspaces };
  let url = '';
  const app = createApp(
    {
      db,
      clock,
      log,
      workspaces,
      signIn,
      changes,
      consoleDir: settings.consoleDir,
      publicUrl: settings.publicUrl,
      tallies: createLeadTallies({ db, clock }),
      leadCommands: openLeadCommands({ db, clock, connection: temporal, namespace }),
      temporalUi: settings.temporalUiUrl === null ? null : { url: settings.temporalUiUrl, namespace },
      readiness: checks,
      onAnswered: metrics.noteRequest,
    },
    {
      generic: createGenericWebhookRouter({
        ...{ db, clock, failpoint, trail: traces.trail },
        secretsOf: genericSecrets(secretDeps),
      }),
      hubspot: createHubspotWebhookRouter({
        db,
        clock,
        failpoint,
        verificationOf: hubspotVerification(secretDeps),
        // Known once the port is.
        get publicBaseUrl() {
          return settings.publicUrl ?? url;
        },
      }),
    },
  );
  app.set('trust proxy', settings.trustedProxies);
  const listening = await listenHttp(app, { host: settings.host, port: settings.port });
  url = urlOf(settings.host, listening.port);
  const report = await reportOnProcess({ admin: settings.admin, registry: metrics.registry, checks, log });
  return {
    url,
    adminUrl: report.url,
    stop: async () => {
      // Streams would last as long as browsers stay. Then no new requests, then those in hand, then what they stand on.
      await changes.close();
      await listening.stop(GRACE_MS);
      await report.stop();
      await traces.stop();
      await temporal.close();
      await db.destroy();
    },
  };
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`server: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
