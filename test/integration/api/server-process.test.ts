import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { Webhook } from 'standardwebhooks';
import { createFirstLink } from '../../../pipeline/sign-in-link';
import { saveSecrets } from '../../../store/connection';
import { readSecretBox } from '../../../store/secret-key-file';
import { until } from '../servers/until';
import { startApi, type ApiInstance } from './instance';

jest.setTimeout(90_000);

const ROOT = join(__dirname, '../../..');
const SIGNING_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

let api: ApiInstance;
let folder: string;
let secretKeyFile: string;
beforeAll(async () => {
  api = await startApi();
  folder = await mkdtemp(join(tmpdir(), 'leadline-server-'));
  secretKeyFile = join(folder, 'secret.key');
  await writeFile(secretKeyFile, Buffer.alloc(32, 3).toString('base64'));
  const box = await readSecretBox(secretKeyFile);
  await saveSecrets(api.db, box, { connectionId: 'web', secrets: { signingSecrets: [SIGNING_SECRET] } });
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

const settings = (): Record<string, string> => ({
  LEADLINE_DATABASE_URL: api.connectionString,
  LEADLINE_TEMPORAL_ADDRESS: '127.0.0.1:1',
  LEADLINE_SECRET_KEY_FILE: secretKeyFile,
  LEADLINE_HTTP_PORT: '0',
});

const start = (env: Record<string, string>): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], ...env },
  });

async function started(
  env = settings(),
): Promise<{ child: ChildProcessWithoutNullStreams; url: string; adminUrl: string }> {
  const child = start(env);
  child.stderr.resume();
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const ready = JSON.parse(line) as { ready: boolean; url: string; adminUrl?: string };
  expect(ready.ready).toBe(true);
  return { child, url: ready.url, adminUrl: ready.adminUrl ?? '' };
}

const exitOf = async (child: ChildProcessWithoutNullStreams): Promise<unknown> => (await once(child, 'exit'))[0];

describe('the server process', () => {
  it('takes signed webhooks and keyed requests, and refuses forged ones', async () => {
    const { child, url } = await started();
    const body = JSON.stringify({
      id: 1,
      type: 'page_view',
      occurredAt: Date.now() - 1_000,
      lead: { email: 'jane@acme.test' },
    });
    const send = (secret: string) => {
      const at = new Date();
      const headers = {
        'content-type': 'application/json',
        'webhook-id': 'm1',
        'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
        'webhook-signature': new Webhook(secret).sign('m1', at, body),
      };
      return fetch(`${url}/webhooks/generic/web`, { method: 'POST', headers, body });
    };
    expect((await send(`whsec_${Buffer.alloc(32, 8).toString('base64')}`)).status).toBe(401);
    const taken = await send(SIGNING_SECRET);
    expect([taken.status, await taken.json()]).toEqual([202, { accepted: 1, refused: [], repeated: false }]);
    const leads = await fetch(`${url}/api/leads`, { headers: { authorization: `Bearer ${api.keys.read}` } });
    expect(leads.status).toBe(200);
    const nobodys = await fetch(`${url}/webhooks/generic/%00`, { method: 'POST', body });
    expect(nobodys.status).toBe(401);
    child.kill('SIGTERM');
    expect(await exitOf(child)).toBe(0);
  });

  it('reads filters that are as long as they may be, and says which is longer', async () => {
    const { child, url } = await started();
    const ask = async (owner: string) => {
      const owners = Array.from({ length: 50 }, () => `owner=${encodeURIComponent(owner)}`).join('&');
      const response = await fetch(`${url}/api/leads/count?${owners}`, {
        headers: { authorization: `Bearer ${api.keys.read}` },
      });
      return [response.status, ((await response.json()) as { errors?: { field: string }[] }).errors?.[0]?.field];
    };
    expect(await ask('名'.repeat(100))).toEqual([200, undefined]);
    expect(await ask('名'.repeat(101))).toEqual([400, 'owner[0]']);
    child.kill('SIGTERM');
    await exitOf(child);
  });

  it('serves the console and signs in by the link of the first start', async () => {
    const consoleDir = join(folder, 'console');
    await mkdir(consoleDir);
    await writeFile(join(consoleDir, 'index.html'), '<title>Leadline</title>');
    const { child, url } = await started({ ...settings(), LEADLINE_CONSOLE_DIR: consoleDir });
    const link = await createFirstLink(api.db, Date.now);
    const page = await fetch(`${url}/welcome`);
    expect([page.status, await page.text()]).toEqual([200, '<title>Leadline</title>']);
    const signedIn = await fetch(`${url}/api/session/link`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ token: link?.token }),
    });
    expect(signedIn.status).toBe(201);
    const cookie = signedIn.headers.getSetCookie().map((text) => text.split(';')[0]);
    const session = await fetch(`${url}/api/session`, { headers: { cookie: cookie.join('; ') } });
    expect([session.status, await session.json()]).toMatchObject([
      200,
      { user: { role: 'admin' }, isFirstAdmin: true },
    ]);
    child.kill('SIGTERM');
    expect(await exitOf(child)).toBe(0);
  });

  it('finishes the request in hand when it is told to stop, takes no new one, and exits 0', async () => {
    const { child, url } = await started();
    const blocker = new pg.Client({ connectionString: api.connectionString });
    await blocker.connect();
    await blocker.query('begin; lock table lead in access exclusive mode');
    const answer = fetch(`${url}/api/leads`, { headers: { authorization: `Bearer ${api.keys.read}` } });
    await until(async () => (await waitingForLock(blocker)) > 0);
    child.kill('SIGTERM');
    await until(() =>
      fetch(`${url}/healthz`).then(
        () => false,
        () => true,
      ),
    );
    await blocker.query('commit');
    await blocker.end();
    expect((await answer).status).toBe(200);
    expect(await exitOf(child)).toBe(0);
  });

  it('tells operators of itself on a port of its own, and nobody on the public one', async () => {
    const { child, url, adminUrl } = await started({ ...settings(), LEADLINE_ADMIN_PORT: '0' });
    // Temporal is away: that is said, and webhooks are taken all the same.
    const expected = { status: 'degraded', checks: { database: 'ok', schema: 'ok', temporal: 'failed' } };
    for (const base of [url, adminUrl]) {
      const ready = await fetch(`${base}/readyz`);
      expect([ready.status, await ready.json()]).toEqual([200, expected]);
    }
    expect((await fetch(`${url}/metrics`)).status).toBe(401);
    const metrics = await (await fetch(`${adminUrl}/metrics`)).text();
    expect(metrics).toMatch(/^leadline_inbox_messages \d+$/m);
    expect(metrics).toContain(
      'leadline_http_request_duration_seconds_count{method="GET",route="/readyz",status="200"} 1',
    );
    expect(metrics).toContain('process_cpu_seconds_total');
    expect((await fetch(`${adminUrl}/api/leads`)).status).toBe(404);
    expect((await fetch(`${adminUrl}/metrics`, { method: 'POST' })).status).toBe(405);
    child.kill('SIGTERM');
    expect(await exitOf(child)).toBe(0);
  });

  it('ends the streams of who watches when it is told to stop, and does not wait for them to leave', async () => {
    const { child, url } = await started();
    const watching = await fetch(`${url}/api/events`, { headers: { authorization: `Bearer ${api.keys.read}` } });
    child.kill('SIGTERM');
    // One that was cut off would be refused here.
    expect(await watching.text()).toContain('retry: 2000');
    expect(await exitOf(child)).toBe(0);
  });

  it('stops when the process that started it is gone', async () => {
    const { child } = await started({ ...settings(), LEADLINE_PARENT: String(process.pid) });
    child.stdin.end();
    expect(await exitOf(child)).toBe(0);
  });

  it('names the settings that are missing or wrong, and not their values', async () => {
    const child = start({ LEADLINE_DATABASE_URL: 'postgres://secret', LEADLINE_HTTP_PORT: 'eighty' });
    const said: string[] = [];
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
    expect(await exitOf(child)).toBe(1);
    const text = said.join('');
    for (const name of ['LEADLINE_TEMPORAL_ADDRESS', 'LEADLINE_SECRET_KEY_FILE', 'LEADLINE_HTTP_PORT']) {
      expect(text).toContain(name);
    }
    expect(text).not.toMatch(/secret(?!_key)|eighty/i);
  });
});

async function waitingForLock(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ waiting: string }>(
    `select count(*) as waiting from pg_locks where not granted and relation = 'lead'::regclass`,
  );
  return Number(rows[0]?.waiting);
}
