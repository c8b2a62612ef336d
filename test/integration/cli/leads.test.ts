import type { LeadWhy } from '../../../views/lead-why';
import { aLead, enter, promise } from '../api/a-lead';
import { DAY, HOUR, NOW, startApi, type ApiInstance } from '../api/instance';
import { runCli, type CliRun } from './run-cli';

let api: ApiInstance;
let leadId: string;
beforeAll(async () => {
  api = await startApi();
  leadId = await aLead(api.db, {
    email: 'jane@acme.test',
    attributes: { first_name: 'Jane', size: 50, sector: 'software' },
    activities: [
      { type: 'download', at: NOW - 10 * DAY, asset: 'guide' },
      { type: 'demo_request', at: NOW - 2 * DAY },
    ],
  });
  await aLead(api.db, { email: 'karl@acme.test' });
  await api.score();
  const visitNo = await enter(api.db, leadId, { to: 'mql', at: NOW - HOUR, ownerId: 'ana' });
  await promise(api.db, { leadId, visitNo, startedAt: NOW - HOUR, dueAt: NOW + 3 * HOUR });
});
afterAll(() => api.close());

const cli = (...args: string[]): Promise<CliRun> => runCli(args, { connectionString: api.connectionString });

describe('lead list', () => {
  it('prints a table on stdout and nothing else there', async () => {
    const run = await cli('lead', 'list', '--stage', 'mql,sal');
    expect(run).toMatchObject({ status: 0, stderr: '' });
    const [head, line, ...rest] = run.stdout.trimEnd().split('\n');
    expect(head).toMatch(/^lead +stage +cell +score +fit +owner +since +name +company +e-mail$/);
    expect(line).toContain(`${leadId}  mql`);
    expect(line).toMatch(/ana +2026-05-20 11:00Z +Jane +– +jane@acme\.test$/);
    expect(rest).toEqual([]);
  });

  it('prints what the API answers with --output json, and pages on', async () => {
    const first = await cli('--output', 'json', 'lead', 'list', '--limit', '1');
    const body = JSON.parse(first.stdout) as { leads: unknown[]; nextCursor: string };
    const fromApi = await api.get('/api/leads?limit=1');
    expect(body).toEqual(fromApi.body);
    const second = await cli('lead', 'list', '--limit', '1', '--cursor', body.nextCursor, '--output', 'json');
    expect((JSON.parse(second.stdout) as { leads: unknown[] }).leads).toHaveLength(1);
  });

  it.each([
    [['lead', 'list', '--stage', 'hot'], '--stage'],
    [['lead', 'list', '--sort', 'name'], '--sort'],
    [['lead', 'list', '--combined', 'Z9'], '--combined'],
    [['lead', 'list', '--limit', '0'], '--limit'],
    [['lead', 'list', '--cursor', 'x'], '--cursor'],
    [['lead', 'list', '--colour', 'blue'], '--colour'],
    [['lead', 'lsit'], 'lsit'],
    [['laed', 'list'], 'laed'],
  ])('exits 2 on %j and names what is wrong', async (args, named) => {
    const run = await cli(...args);
    expect([run.status, run.stdout]).toEqual([2, '']);
    expect(run.stderr).toContain(named);
    const json = await cli('--output', 'json', ...args);
    expect([json.status, json.stdout]).toEqual([2, '']);
    expect(JSON.parse(json.stderr)).toMatchObject({
      error: { code: expect.any(String) as string, message: expect.stringContaining(named) as string },
    });
  });

  it('says in JSON as well that a command is not complete', async () => {
    const run = await cli('lead', '--output', 'json');
    expect([run.status, run.stdout]).toEqual([2, '']);
    expect(JSON.parse(run.stderr)).toMatchObject({ error: { code: 'usage', message: 'The command is not complete.' } });
  });

  it('lets no name move the cursor, nor break its row', async () => {
    const email = 'eve@acme.test';
    const odd = '\u001b]0;pwn\u0007Eve\nMallory\u202E';
    await aLead(api.db, { email, attributes: { first_name: odd } });
    const shown = '\\u001b]0;pwn\\u0007Eve\\u000aMallory\\u202e';
    const list = await cli('lead', 'list', '--search', email);
    expect(list.stdout.trimEnd().split('\n')).toEqual([expect.anything(), expect.stringContaining(shown)]);
    expect((await cli('lead', 'show', email)).stdout).toContain(`first_name  ${shown}\n`);
    const json = await cli('lead', 'show', email, '--output', 'json');
    expect(JSON.parse(json.stdout)).toMatchObject({ attributes: [{ name: 'first_name', value: odd }] });
  });
});

describe('lead why', () => {
  it('prints dated lines that sum to the score, and says so', async () => {
    const run = await cli('lead', 'why', 'jane@acme.test');
    expect(run.status).toBe(0);
    const text = run.stdout;
    const score = Number(/^Score (\d+\.\d\d) /m.exec(text)?.[1]);
    const part = text.slice(text.indexOf('Score'), text.indexOf('Fit'));
    const lines = [...part.matchAll(/^ {2}(\d{4}-\d\d-\d\d)? +([+-]?\d+\.\d\d) {2}/gm)];
    expect(lines.length).toBeGreaterThanOrEqual(2);
    const sum = lines.reduce((total, line) => total + Math.round(Number(line[2]) * 100), 0);
    expect(sum).toBe(Math.round(score * 100));
    expect(part).toContain(`${lines.length} lines sum to ${score.toFixed(2)}, exactly.`);
    expect(part).toMatch(/2026-05-18 +\+\d+\.\d\d {2}.*\(was 60\.00\)/);
  });

  it('tells the score of a past day', async () => {
    const run = await cli('--output', 'json', 'lead', 'why', leadId, '--at', '2026-05-11');
    const why = JSON.parse(run.stdout) as LeadWhy;
    expect(why.engagement.lines.map((line) => line.rule)).toEqual(['interest.download']);
    expect((await cli('lead', 'why', leadId, '--at', 'yesterday')).status).toBe(2);
  });
});

describe('lead show', () => {
  it('shows profile, score, stage, clock and workflow', async () => {
    const run = await cli('lead', 'show', 'JANE@acme.test');
    expect(run.status).toBe(0);
    expect(run.stdout).toMatch(/^stage +mql since 2026-05-20 11:00Z \(visit 2\)$/m);
    expect(run.stdout).toMatch(/^clock +P2 running, due 2026-05-20 15:00Z \(in 3 h\)$/m);
    expect(run.stdout).toMatch(new RegExp(`^workflow +lead/${leadId}/main/1$`, 'm'));
    const json = await cli('lead', 'show', leadId, '--output', 'json');
    const fromApi = await api.get(`/api/leads/${leadId}`);
    // Only the server knows where Temporal's UI is.
    const workflow = { id: `lead/${leadId}/main/1`, url: null };
    expect(JSON.parse(json.stdout)).toEqual({ ...(fromApi.body as object), workflow });
  });

  it.each(['show', 'why'])('%s exits 4 when there is no such lead', async (verb) => {
    for (const name of ['nobody@acme.test', '01900000-0000-7000-8000-000000000000']) {
      const run = await cli('lead', verb, name);
      expect([run.status, run.stdout]).toEqual([4, '']);
      expect(run.stderr).toContain(`There is no lead ${name}.`);
    }
  });

  it('says an error as one line of JSON on stderr with --output json', async () => {
    const run = await cli('lead', 'show', 'nobody', '--output', 'json');
    expect(run.stdout).toBe('');
    expect(JSON.parse(run.stderr)).toMatchObject({
      error: { code: 'lead_unknown', remedy: expect.any(String) as string },
    });
  });
});

describe('lead move', () => {
  it('exits 5 on a stage that is none, and 2 without a reason', async () => {
    const unknown = await cli('lead', 'move', leadId, 'hot', '--reason', 'x');
    expect([unknown.status, unknown.stderr]).toEqual([5, expect.stringContaining('hot is no stage')]);
    for (const reason of [[], ['--reason', ''], ['--reason', '  ']])
      expect((await cli('lead', 'move', leadId, 'nurture', ...reason)).status).toBe(2);
  });
});

describe('without a running instance', () => {
  it.each([
    [['lead', 'list']],
    [['lead', 'why', 'jane@acme.test']],
    [['sync', 'status']],
    [['key', 'list']],
    [['workflow', 'show', 'jane@acme.test']],
  ])('%j exits 3 and says how to start it', async (args) => {
    const run = await runCli(args);
    expect([run.status, run.stdout]).toEqual([3, '']);
    expect(run.stderr).toContain('Leadline is not running on /nonexistent/leadline.');
    expect(run.stderr).toContain('npm start');
  });

  it('exits 3 as well when the database does not answer', async () => {
    const run = await runCli(['lead', 'list'], { connectionString: 'postgres://nobody@127.0.0.1:1/none' });
    expect([run.status, run.stderr]).toEqual([3, expect.stringContaining('The database cannot be reached.')]);
  });

  it.each([[['--help']], [['lead', '--help']], [['lead', 'why', '--help']], [['sync', 'retry', '--help']]])(
    '%j exits 0 on stdout',
    async (args) => {
      const run = await runCli(args);
      expect([run.status, run.stderr]).toEqual([0, '']);
      expect(run.stdout).toContain('Usage: leadline');
    },
  );
});
