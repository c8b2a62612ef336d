import { pino, type Logger } from 'pino';
import { killAtFailpoint } from '../host/kill-at-failpoint';
import { stopSignal } from '../host/stop-signal';
import { openDatabase } from '../store/database';
import { readSecretBox } from '../store/secret-key-file';
import { createWorkspaceReader } from '../views/workspaces';
import { createApp } from './app';
import { openLeadCommands } from './lead-commands';
import { listenHttp } from './listen';
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
  process.stdout.write(`${JSON.stringify({ ready: true, pid: process.pid, url: server.url })}\n`);
  const why = await stopped;
  log.info({ why }, 'stopping');
  await server.stop();
}

async function startServer(
  settings: ServerSettings,
  log: Logger,
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const clock = Date.now;
  const failpoint = killAtFailpoint(settings.failpointFile);
  const secretBox = await readSecretBox(settings.secretKeyFile);
  const { db, pool } = openDatabase({ connectionString: settings.databaseUrl, maxConnections: 16 });
  const workspaces = createWorkspaceReader(db);
  const leadCommands = openLeadCommands({
    db,
    clock,
    address: settings.temporalAddress,
    namespace: settings.temporalNamespace,
  });
  const secretDeps = { db, clock, secretBox, workspaces };
  let url = '';
  const app = createApp(
    {
      db,
      clock,
      log,
      workspaces,
      leadCommands,
      temporalUi:
        settings.temporalUiUrl === null ? null : { url: settings.temporalUiUrl, namespace: settings.temporalNamespace },
      readiness: [{ name: 'database', check: () => pool.query('select 1') }],
    },
    {
      generic: createGenericWebhookRouter({ db, clock, failpoint, secretsOf: genericSecrets(secretDeps) }),
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
  url = `http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${listening.port}`;
  return {
    url,
    stop: async () => {
      // No new requests first, then those in hand, then what they stand on.
      await listening.stop(GRACE_MS);
      await leadCommands.close();
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
