import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { recordSyncErrors } from '../../../store/sync-error';
import { textsWith, validTexts } from '../../unit/config/texts';
import { HOUR, NOW, startApi, type ApiInstance } from '../api/instance';
import { runCli, type CliRun } from './run-cli';

let api: ApiInstance;
let folder: string;
beforeAll(async () => {
  api = await startApi();
  folder = await mkdtemp(join(tmpdir(), 'leadline-cli-'));
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

const cli = (...args: string[]): Promise<CliRun> => runCli(args, { connectionString: api.connectionString });
const json = async (...args: string[]): Promise<unknown> => JSON.parse((await cli('--output', 'json', ...args)).stdout);

describe('user', () => {
  it('makes a link that signs in once, and lists who has an account', async () => {
    const made = await cli('user', 'link');
    const [path, token = ''] = made.stdout.trim().split('#token=');
    expect([made.status, path]).toEqual([0, '/welcome']);
    const redeem = () => request(api.app).post('/api/session/link').send({ token });
    expect((await redeem()).status).toBe(201);
    expect((await redeem()).status).toBe(401);
    expect(await json('user', 'list')).toMatchObject({ users: [{ role: 'admin', isFirstAdmin: true }] });
    expect((await cli('user', 'list')).stdout).toContain('admin');
  });

  it('says that an account is not there, or is disabled', async () => {
    expect((await cli('user', 'link', '--email', 'nobody@x.test')).status).toBe(4);
    await api.db.updateTable('app_user').set({ disabled_at: new Date() }).execute();
    expect((await cli('user', 'link')).status).toBe(5);
    await api.db.updateTable('app_user').set({ disabled_at: null }).execute();
  });
});

describe('key', () => {
  it('makes a key that works, prints it alone on stdout, and ends it', async () => {
    const made = await cli('key', 'create', '--name', 'board', '--scope', 'read');
    const key = made.stdout.trim();
    expect(key).toMatch(/^llk_[0-9a-f]{16}_[A-Za-z0-9_-]{43}$/);
    expect(made.stderr).toContain('Keep it now');
    const use = () => request(api.app).get('/api/matrix').set('Authorization', `Bearer ${key}`);
    expect((await use()).status).toBe(200);
    const list = await cli('key', 'list');
    expect(list.stdout).toContain(key.slice(4, 20));
    expect(list.stdout).not.toContain(key.slice(21));
    expect((await cli('key', 'revoke', key.slice(4, 20))).status).toBe(0);
    expect((await use()).status).toBe(401);
    expect((await cli('key', 'revoke', 'ffffffffffffffff')).status).toBe(4);
  });

  it('refuses a scope that is none', async () => {
    expect((await cli('key', 'create', '--name', 'x', '--scope', 'root')).status).toBe(2);
  });

  it('refuses a name that says nothing', async () => {
    const run = await cli('key', 'create', '--name', ' ');
    expect([run.status, run.stderr]).toEqual([2, expect.stringContaining('must not be empty')]);
  });

  it('leaves the user of the operating system in the audit', async () => {
    const { id } = (await json('key', 'create', '--name', 'audited')) as { id: string };
    const rows = await api.db
      .selectFrom('audit')
      .select(['actor', 'action'])
      .where('subject', '=', `api_key:${id}`)
      .execute();
    expect(rows).toEqual([{ actor: 'cli:tester', action: 'api_key.create' }]);
  });
});

describe('sync', () => {
  it('shows the status of connections, pauses and resumes them', async () => {
    expect((await cli('sync', 'status')).stdout).toMatch(/^crm +hubspot +observe +not_connected/m);
    expect(await json('sync', 'pause', 'crm')).toEqual({ changed: ['crm'] });
    expect((await cli('sync', 'status')).stdout).toMatch(/^crm +hubspot +observe +paused by cli:tester/m);
    expect(await json('sync', 'resume')).toEqual({ changed: ['crm'] });
    expect((await cli('sync', 'pause', 'other')).status).toBe(4);
  });

  it('lists, shows, retries and resolves errors', async () => {
    const good = { id: 'a1', type: 'page_view', occurredAt: NOW - HOUR, lead: { email: 'jane@acme.test' } };
    const report = { connectionId: 'web', direction: 'in', code: 'bad_activity', message: 'x' } as const;
    await recordSyncErrors(
      api.db,
      [
        { ...report, origin: 'inbox:web:m:0', record: good },
        { ...report, origin: 'inbox:web:m:1', record: { ...good, id: 'a2' } },
        { ...report, origin: 'inbox:web:m:2', record: { ...good, type: '' } },
        { ...report, origin: 'conflict:1', code: 'alias_conflict' },
      ],
      NOW,
    );
    const listed = (await json('sync', 'errors', '--code', 'bad_activity')) as { errors: { id: number }[] };
    const [bad, ...rest] = listed.errors.map((error) => error.id);
    expect(rest).toHaveLength(2);
    expect((await cli('sync', 'show', String(bad))).stdout).toContain('"type": ""');

    const some = await cli('--output', 'json', 'sync', 'retry', '--code', 'bad_activity');
    expect(some.status).toBe(5);
    expect(JSON.parse(some.stdout)).toMatchObject({ retried: rest, refused: [{ id: bad, code: 'still_wrong' }] });

    const file = join(folder, 'mended.json');
    await writeFile(file, JSON.stringify({ ...good, id: 'a3' }));
    expect((await cli('sync', 'retry', String(bad), '--record', file)).status).toBe(0);
    expect((await cli('sync', 'retry', String(bad))).status).toBe(6);
    expect((await cli('sync', 'retry', '999999')).status).toBe(4);
    expect((await cli('sync', 'retry')).status).toBe(2);
    const worded = await cli('sync', 'retry', 'first');
    expect([worded.status, worded.stderr]).toEqual([2, expect.stringContaining('whole number')]);
    expect((await cli('sync', 'retry', '1', '2', '--record', file)).status).toBe(2);

    const [conflict] = ((await json('sync', 'errors')) as { errors: { id: number }[] }).errors;
    expect((await cli('sync', 'retry', String(conflict?.id))).status).toBe(6);
    expect((await cli('sync', 'resolve', String(conflict?.id))).status).toBe(0);
    expect((await cli('sync', 'errors')).stdout).toBe('There are no open sync errors.\n');
  });
});

describe('workspace check', () => {
  it('accepts a valid folder, and names file, line and remedy of every mistake in another', async () => {
    const write = async (texts: Record<string, string>) => {
      for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, name), text);
    };
    await write(validTexts());
    expect(await runCli(['workspace', 'check', folder])).toMatchObject({ status: 0, stderr: '' });
    await write(textsWith('scoring.yaml', 'half_life_days: 30', 'half_life_days: soon'));
    const run = await runCli(['workspace', 'check', folder]);
    expect(run.status).toBe(5);
    expect(run.stdout).toMatch(/^scoring\.yaml:\d+ engagement\.interest\.half_life_days: .+\n {4}.+/);
    const machine = await runCli(['--output', 'json', 'workspace', 'check', folder]);
    expect(JSON.parse(machine.stdout)).toMatchObject({
      workspaceId: null,
      problems: [{ file: 'scoring.yaml', path: 'engagement.interest.half_life_days' }],
    });
    expect((await runCli(['workspace', 'check', join(folder, 'none')])).status).toBe(5);
  });
});

describe('doctor', () => {
  it('exits 3 without an instance and says how to start it', async () => {
    const run = await runCli(['doctor']);
    expect(run.status).toBe(3);
    expect(run.stdout).toMatch(/^fail {2}instance +Leadline is not running on .+\n +Start it with `npm start`/m);
  });

  it('goes through database, schema, clock, connections and workspace, each with a remedy unless it is ok', async () => {
    const run = await cli('--output', 'json', 'doctor');
    const { checks } = JSON.parse(run.stdout) as { checks: { check: string; status: string; remedy: string | null }[] };
    expect(checks.map(({ check }) => check)).toEqual([
      'node',
      'instance',
      'database',
      'migrations',
      'clock',
      'backlog',
      'connection crm',
      'connection web',
      'workspace',
    ]);
    for (const { status, remedy } of checks) expect(remedy === null).toBe(status === 'ok');
    // The test's clock stands in May.
    expect(checks.find(({ check }) => check === 'clock')?.status).toBe('fail');
    expect(run.status).toBe(1);
  });

  it('says when the schema is of another release', async () => {
    const other = await startApi();
    await other.db.schema.dropTable('kysely_migration').execute();
    const run = await runCli(['doctor'], { connectionString: other.connectionString });
    await other.close();
    expect(run.stdout).toMatch(/^fail {2}migrations +missing: 0001-spine/m);
  });
});
