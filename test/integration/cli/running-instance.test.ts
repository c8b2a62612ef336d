import type { LeadRecordView } from '../../../views/lead-record';
import { createFaultyInstance, type FaultyInstance } from '../faults/instance';
import { signMessage } from '../harness/signed-message';
import { until } from '../servers/until';
import { runCli, type CliRun } from './run-cli';

jest.setTimeout(120_000);

let instance: FaultyInstance;
const LEAD = 'jane@bigsoft.example';
beforeAll(async () => {
  instance = await createFaultyInstance();
  const lead = { email: LEAD };
  const body = { id: '1', type: 'demo_request', occurredAt: Date.now() - 1_000, lead, attributes: PROFILE };
  const { headers, body: text } = signMessage({ secret: instance.webhookSecret, body });
  const sent = await fetch(`${instance.apiUrl}/webhooks/generic/events`, { method: 'POST', headers, body: text });
  expect(sent.status).toBe(202);
  await until(async () => (await instance.db().selectFrom('sla_clock').select('lead_id').execute()).length === 1);
});
afterAll(() => instance.stop());

const PROFILE = {
  first_name: 'Jane',
  last_name: 'Doe',
  employees: 300,
  industry: 'software',
  country: 'US',
  seniority: 'vp',
  function: 'operations',
};

const cli = (...args: string[]): Promise<CliRun> => runCli(args, { dataDir: instance.dataDir, clock: Date.now });

describe('against a running instance', () => {
  it('doctor finds every part in order', async () => {
    const run = await cli('doctor', '--output', 'json');
    const { status, checks } = JSON.parse(run.stdout) as {
      status: string;
      checks: { check: string; status: string }[];
    };
    expect(checks.filter((check) => check.status !== 'ok')).toEqual([]);
    expect([run.status, status]).toEqual([0, 'ok']);
    expect(checks.map(({ check }) => check)).toEqual(
      expect.arrayContaining(['temporal', 'search attributes', 'worker', 'server', 'workspace folder']),
    );
  });

  it('workflow show tells what a lead’s workflow waits for, and where to see it', async () => {
    const run = await cli('workflow', 'show', LEAD, '--output', 'json');
    const view = JSON.parse(run.stdout) as Record<string, string>;
    expect(view).toMatchObject({ status: 'running', stage: 'mql', waitsFor: 'remind' });
    expect(view['waitsUntil']).toBe(view['nextDeadlineAt']);
    expect(view['url']).toMatch(/^http:.+\/namespaces\/default\/workflows\/lead%2F/);
    const record = JSON.parse((await cli('lead', 'show', LEAD, '--output', 'json')).stdout) as LeadRecordView;
    expect(record.workflow).toEqual({ id: view['workflowId'], url: view['url'] });
  });

  it('lead move is carried out by the workflow and stands in SQL when the command returns', async () => {
    const run = await cli('lead', 'move', LEAD, 'nurture', '--reason', 'Asked to be called in autumn');
    expect(run).toMatchObject({ status: 0, stdout: expect.stringContaining('moved from mql to nurture') as string });
    const record = JSON.parse((await cli('lead', 'show', LEAD, '--output', 'json')).stdout) as LeadRecordView;
    expect(record).toMatchObject({ stage: 'nurture', visitNo: 3, clock: null });
    expect((await cli('lead', 'move', LEAD, 'nurture', '--reason', 'again')).status).toBe(6);
  });

  it('a key made on the command line moves the lead over HTTP', async () => {
    const key = (await cli('--silent', 'key', 'create', '--name', 'board', '--scope', 'read,operate')).stdout.trim();
    const { leadId } = JSON.parse((await cli('lead', 'show', LEAD, '--output', 'json')).stdout) as LeadRecordView;
    const move = (to: string) =>
      fetch(`${instance.apiUrl}/api/leads/${leadId}/moves`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ to, reason: 'Called back' }),
      });
    const moved = await move('prospect');
    expect([moved.status, await moved.json()]).toEqual([201, { from: 'nurture', to: 'prospect', visitNo: 4 }]);
    const closed = await move('disqualified');
    expect(closed.status).toBe(201);
    // A closed lead is opened again, under another episode.
    const reopened = await move('nurture');
    expect(reopened.status).toBe(201);
    const shown = await cli('workflow', 'show', LEAD, '--output', 'json');
    expect(JSON.parse(shown.stdout)).toMatchObject({ workflowId: `lead/${leadId}/main/2`, stage: 'nurture' });
    const timeline = await fetch(`${instance.apiUrl}/api/leads/${leadId}/timeline?kind=stage_move&limit=1`, {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(((await timeline.json()) as { entries: unknown[] }).entries[0]).toMatchObject({
      decidedBy: 'operator',
      actor: `key:${key.slice(4, 20)}`,
      reason: 'Called back',
    });
  });
});
