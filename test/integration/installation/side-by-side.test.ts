import { sql } from 'kysely';
import { until } from '../servers/until';
import { startCollector, type Collector } from './collector';
import { createInstallation, type Installation, type RunningService } from './installation';
import { sendVisit, visitor, type Visitor } from '../harness/visitor';

jest.setTimeout(400_000);

const VISITORS = 300;
/** When so many leads have a rep, one worker is killed: in the midst of it. */
const KILL_AT_HAND_OFFS = 40;
const IN_FLIGHT = 8;

let installation: Installation;
let collector: Collector;
let servers: readonly [RunningService, RunningService];
let workers: readonly [RunningService, RunningService];
let secret: string;

beforeAll(async () => {
  collector = await startCollector();
  installation = await createInstallation();
});

afterAll(async () => {
  // Absent when it did not come up.
  await (installation as Installation | undefined)?.stop();
  await collector.stop();
});

const inCrm = async (objectType: 'contacts' | 'tasks'): Promise<number> =>
  (await installation.simulator.control.dump({ portalId: installation.portalId, objectType })).length;

const count = async (table: string): Promise<number> => {
  const { rows } = await sql<{ rows: number }>`select count(*) as rows from ${sql.table(table)}`.execute(
    installation.db,
  );
  return rows[0]?.rows ?? 0;
};

const textOf = async (url: string): Promise<string> => (await fetch(url)).text();

test('prepare brings an empty database, Temporal and the workspace up, and finds nothing to do the second time', async () => {
  const first = await installation.prepare();
  expect(first).toMatchObject({ status: 0, result: { activated: true } });
  expect((first.result as { migrations: string[] }).migrations).toContain('0001-spine');
  expect(await installation.prepare()).toMatchObject({ status: 0, result: { activated: false, migrations: [] } });
});

test('two servers and two workers start on one database and say that they are ready', async () => {
  // Two of a kind start at once, as a deployment starts them.
  const traced = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  servers = await Promise.all([installation.start('server', traced), installation.start('server', traced)]);
  workers = await Promise.all([installation.start('worker', traced), installation.start('worker', traced)]);
  secret = await installation.connect(servers[0]);
  for (const { ready, checkHealth } of [...servers, ...workers]) {
    expect(await checkHealth()).toBe(0);
    const answer = await fetch(`${ready.adminUrl ?? ''}/readyz`);
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { status: 'ready', checks: { database: 'ok', schema: 'ok', temporal: 'ok' } },
    ]);
  }
});

test("Temporal's SDK tells of itself at an address of its own", async () => {
  for (const { temporalMetricsUrl } of workers) {
    expect(await textOf(temporalMetricsUrl)).toMatch(/^temporal_worker_task_slots_available\{/m);
  }
});

test('in the place of the server the command line finds all parts well, and makes the first link to sign in by', async () => {
  const doctor = await installation.leadline('doctor', '--output', 'json');
  const { checks } = JSON.parse(doctor.stdout) as { checks: readonly { check: string; status: string }[] };
  const statusOf = Object.fromEntries(checks.map(({ check, status }) => [check, status]));
  expect(statusOf).toMatchObject({
    database: 'ok',
    migrations: 'ok',
    temporal: 'ok',
    'search attributes': 'ok',
    worker: 'ok',
  });
  expect(doctor.status).toBe(0);
  const link = await installation.leadline('user', 'link');
  expect(link).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\/welcome#token=\S+$/) as string });
});

test('under load, with messages repeated and a worker killed, nothing is lost and nothing doubled', async () => {
  const waiting = Array.from({ length: VISITORS }, visitor);
  const sendAll = async (queue: Visitor[]): Promise<void> => {
    for (let visit = queue.shift(); visit !== undefined; visit = queue.shift()) {
      // The same message to both, as of a sender who did not hear the first answer.
      for (const { ready } of servers) expect(await sendVisit(ready.url ?? '', secret, visit)).toBe(202);
    }
  };
  const sending = Promise.all(Array.from({ length: IN_FLIGHT }, () => sendAll(waiting)));
  await until(async () => (await count('assignment')) >= KILL_AT_HAND_OFFS, 120_000);
  workers[0].kill('SIGKILL');
  expect(await workers[0].ended).toEqual({ status: null, signal: 'SIGKILL' });
  expect(await count('assignment')).toBeLessThan(VISITORS);
  await sending;
  await until(async () => (await inCrm('tasks')) >= VISITORS, 240_000);

  expect({
    inbox: await count('inbox'),
    leads: await count('lead'),
    activities: await count('activity'),
    moves: await count('stage_move'),
    assignments: await count('assignment'),
    clocks: await count('sla_clock'),
    errors: await count('sync_error'),
    contacts: await inCrm('contacts'),
    tasks: await inCrm('tasks'),
  }).toEqual({
    inbox: VISITORS,
    leads: VISITORS,
    activities: 2 * VISITORS,
    moves: 2 * VISITORS,
    assignments: VISITORS,
    clocks: VISITORS,
    errors: 0,
    contacts: VISITORS,
    tasks: VISITORS,
  });
  const { portalId, simulator } = installation;
  await simulator.control.assertNoDuplicates({ portalId, objectType: 'contacts', by: ['email'] });
  await simulator.control.assertNoDuplicates({ portalId, objectType: 'tasks', by: ['leadline_ref'] });
});

test('with Temporal away webhooks are taken, the worker says that it is not ready, and all goes on when it is back', async () => {
  const [server] = servers;
  const statusOf = async ({ ready }: RunningService) => {
    const answer = await fetch(`${ready.adminUrl ?? ''}/readyz`);
    return [answer.status, ((await answer.json()) as { status: string }).status];
  };
  await installation.stopTemporal();
  expect(await statusOf(server)).toEqual([200, 'degraded']);
  expect(await statusOf(workers[1])).toEqual([503, 'not_ready']);
  expect(await sendVisit(server.ready.url ?? '', secret, visitor())).toBe(202);
  await installation.startTemporal();
  await until(async () => (await inCrm('tasks')) === VISITORS + 1, 120_000);
  expect(await statusOf(workers[1])).toEqual([200, 'ready']);
});

const lastVisit = visitor();

test('a worker that shall stop finishes the call in hand and leaves nothing half done', async () => {
  const { simulator, db } = installation;
  const slow = { method: 'POST', path: '/crm/*/objects/tasks/batch/create', delayMs: 3_000 };
  await simulator.control.addFault({ ...slow, apply: true, answer: { kind: 'true' } });
  expect(await sendVisit(servers[1].ready.url ?? '', secret, lastVisit)).toBe(202);
  // The task is on its way: the call has been made and is not answered.
  await until(async () => (await simulator.control.pendingFaults()).scripted.length === 0, 60_000);
  workers[1].kill('SIGTERM');
  expect(await workers[1].ended).toEqual({ status: 0, signal: null });
  const wishes = await db
    .selectFrom('crm_wish')
    .select('state')
    .where('kind', '=', 'task')
    .where('state', '<>', 'sent')
    .execute();
  expect(wishes).toEqual([]);
  expect(await inCrm('tasks')).toBe(VISITORS + 2);
});

test('metrics tell what was done, in numbers and by ids of configuration alone', async () => {
  const [server] = servers;
  const metrics = await textOf(`${server.ready.adminUrl ?? ''}/metrics`);
  expect(metrics).toContain(
    `leadline_http_request_duration_seconds_count{method="POST",route="/webhooks/generic/:connectionId",status="202"} `,
  );
  expect(metrics).toContain(`leadline_crm_wishes{connection="hubspot",kind="task",state="sent"} ${VISITORS + 2}`);
  expect(metrics).toContain(`leadline_sla_clocks{state="running"} ${VISITORS + 2}`);
  expect(metrics).toContain('leadline_inbox_messages 0');
  expect(metrics).not.toMatch(/@|initech|vanterpool/i);
});

test('a server that shall stop exits in order', async () => {
  for (const server of servers) server.kill('SIGTERM');
  expect(await Promise.all(servers.map(({ ended }) => ended))).toEqual([
    { status: 0, signal: null },
    { status: 0, signal: null },
  ]);
});

test('one trace leads from the webhook to the task in the CRM, through two processes', async () => {
  const { id } = await installation.db
    .selectFrom('inbox')
    .select('id')
    .where('dedupe_key', '=', lastVisit.messageId)
    .executeTakeFirstOrThrow();
  const { spans } = collector;
  const root = spans.find(
    ({ name, attributes }) => name === 'webhook' && attributes['leadline.inbox_id'] === String(id),
  );
  const own = spans.filter(({ traceId }) => traceId === root?.traceId);
  const spanIds = new Set(own.map(({ spanId }) => spanId));
  expect(root).toMatchObject({ service: 'leadline-server', parentSpanId: '' });
  expect(own.every((span) => span === root || spanIds.has(span.parentSpanId))).toBe(true);
  expect(new Set(own.map(({ service, name }) => `${service} ${name}`))).toEqual(
    new Set([
      'leadline-server webhook',
      ...['ingest', 'score', 'wake', 'takeStock', 'moveLead', 'handOff', 'write contact', 'write task'].map(
        (name) => `leadline-worker ${name}`,
      ),
    ]),
  );
  expect(JSON.stringify(spans)).not.toMatch(/@|initech|vanterpool/i);
});

test('logs are lines of JSON without a name or an address', () => {
  const lines = [...servers, ...workers].flatMap(({ log }) => log);
  expect(lines.length).toBeGreaterThan(0);
  const entries = lines.map((line) => JSON.parse(line) as { readonly process: unknown; readonly msg: unknown });
  for (const { process, msg } of entries) expect([typeof process, typeof msg]).toEqual(['string', 'string']);
  expect(lines.join('\n')).not.toMatch(/@|initech|vanterpool/i);
});
