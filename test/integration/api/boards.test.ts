import { instant } from '../../../store/database';
import { activateWorkspace } from '../../../store/workspace-version';
import { recordSyncErrors } from '../../../store/sync-error';
import type { Matrix } from '../../../views/matrix';
import type { SlaList, SlaSummary } from '../../../views/sla-board';
import type { TeamView } from '../../../views/team';
import type { Today } from '../../../views/today';
import { aLead, enter, promise } from './a-lead';
import { expectDocumented } from './document';
import { DAY, HOUR, NOW, startApi, type ApiInstance } from './instance';

let api: ApiInstance;
const leads: Record<string, string> = {};
const repIds: string[] = [];

beforeAll(async () => {
  api = await startApi();
  repIds.push(...api.workspace.team.reps.map((rep) => rep.id));
  const [first, second] = repIds;
  const mql = async (
    name: string,
    ownerId: string | undefined,
    clock: Omit<Parameters<typeof promise>[1], 'leadId' | 'visitNo' | 'startedAt'> | null,
  ) => {
    const leadId = await aLead(api.db, { email: `${name}@acme.test`, attributes: { first_name: name } });
    leads[name] = leadId;
    const visitNo = await enter(api.db, leadId, {
      to: 'mql',
      at: NOW - 6 * HOUR,
      ...(ownerId === undefined ? {} : { ownerId }),
    });
    if (clock !== null) await promise(api.db, { leadId, visitNo, startedAt: NOW - 6 * HOUR, ...clock });
  };
  await mql('soon', first, { dueAt: NOW + HOUR });
  await mql('overdue', first, { dueAt: NOW - HOUR });
  await mql('later', second, { dueAt: NOW + 30 * HOUR });
  await mql('late', first, { dueAt: NOW - 2 * HOUR, state: 'breached' });
  await mql('old', second, { dueAt: NOW - 40 * DAY, state: 'breached' });
  await mql('answered', second, { dueAt: NOW - 41 * DAY, state: 'breached', firstTouchAt: NOW - 39 * DAY });
  await mql('kept', second, { dueAt: NOW - 3 * HOUR, state: 'met', firstTouchAt: NOW - 4 * HOUR });
  await mql('nobody', undefined, null);
  await enter(api.db, await aLead(api.db), { to: 'mql', at: NOW - HOUR, quiet: true, ownerId: 'x' });
  await enter(api.db, await aLead(api.db), { to: 'mql', at: NOW - 2 * DAY, ownerId: 'x' });
});
afterAll(() => api.close());

describe('the SLA board', () => {
  const names = async (query: string): Promise<readonly (string | null)[]> => {
    const response = await api.get(`/api/sla/clocks?${query}`);
    expectDocumented('listSlaClocks', response);
    return (response.body as SlaList).clocks.map((clock) => clock.name);
  };

  it('groups promises; a breach nobody has answered stays however old it is', async () => {
    expect(await names('group=due_soon')).toEqual(['overdue', 'soon']);
    expect(await names('group=due_soon&soonHours=48')).toEqual(['overdue', 'soon', 'later']);
    expect(await names('group=running')).toEqual(['later']);
    expect(await names('group=breached')).toEqual(['old', 'late']);
    expect(await names('group=breached&pastDays=60')).toEqual(['answered', 'old', 'late']);
    expect(await names('group=met')).toEqual(['kept']);
  });

  it('filters by rep and pages by deadline', async () => {
    expect(await names(`group=breached&rep=${repIds[0]}`)).toEqual(['late']);
    const { body } = (await api.get('/api/sla/clocks?group=due_soon&limit=1')) as { body: unknown };
    const { clocks, nextCursor } = body as SlaList;
    expect([clocks[0]?.name, await names(`group=due_soon&limit=1&cursor=${nextCursor}`)]).toEqual([
      'overdue',
      ['soon'],
    ]);
  });

  it('shows the promise that was met last first, page by page', async () => {
    const turn = async (from: 'met' | 'breached', to: 'met' | 'breached') =>
      await api.db
        .updateTable('sla_clock')
        .set({ state: to })
        .where('state', '=', from)
        .where('due_at', '=', instant(NOW - 2 * HOUR))
        .execute();
    await turn('breached', 'met');
    const { clocks, nextCursor } = (await api.get('/api/sla/clocks?group=met&limit=1')).body as SlaList;
    expect([clocks[0]?.name, await names(`group=met&limit=1&cursor=${nextCursor}`)]).toEqual(['late', ['kept']]);
    await turn('met', 'breached');
  });

  it('says what comes next on each ladder', async () => {
    const { body } = (await api.get('/api/sla/clocks?group=due_soon')) as { body: unknown };
    expect((body as SlaList).clocks.map((clock) => clock.nextStep)).toEqual([
      { step: 'remind', at: new Date(NOW - 2 * HOUR).toISOString() },
      { step: 'remind', at: new Date(NOW).toISOString() },
    ]);
  });

  it('counts by rep what the lists show', async () => {
    const response = await api.get('/api/sla/summary');
    expectDocumented('getSlaSummary', response);
    const summary = response.body as SlaSummary;
    expect(summary.total).toEqual({ due_soon: 2, running: 1, paused: 0, breached: 2, met: 1 });
    expect(summary.reps).toEqual(
      [
        { repId: repIds[0], counts: { due_soon: 2, running: 0, paused: 0, breached: 1, met: 0 } },
        { repId: repIds[1], counts: { due_soon: 0, running: 1, paused: 0, breached: 1, met: 1 } },
      ].toSorted((a, b) => (a.repId! < b.repId! ? -1 : 1)),
    );
  });

  it.each([
    ...['group=stopped', 'soonHours=0', 'soonHours=', 'pastDays=91', 'cursor=x', 'cursor=%00', 'limit=201'],
    ...['limit=0x10', 'limit=%205', 'limit=1&limit=2', 'pastDays=1.5'],
  ])('refuses %s', async (query) => {
    const response = await api.get(`/api/sla/clocks?${query}`);
    expectDocumented('listSlaClocks', response);
    expect(response.status).toBe(400);
  });
});

describe('today', () => {
  it('names the leads behind every figure', async () => {
    await recordSyncErrors(
      api.db,
      [1, 2].map((n) => ({
        connectionId: 'crm',
        direction: 'out' as const,
        code: 'invalid_option',
        message: 'x',
        origin: `wish:${n}`,
      })),
      NOW,
    );
    const response = await api.get('/api/today');
    expectDocumented('getToday', response);
    const today = response.body as Today;
    expect(today.dueSoon).toMatchObject({ count: 2, leads: [{ leadId: leads['overdue'] }, { leadId: leads['soon'] }] });
    expect(today.breached).toMatchObject({ count: 2, leads: [{ leadId: leads['old'] }, { leadId: leads['late'] }] });
    expect(today.unassigned).toMatchObject({ count: 1, leads: [{ leadId: leads['nobody'] }] });
    expect(today.dueSoon.leads[1]).toEqual({
      ...{ leadId: leads['soon'], name: 'soon', company: null, email: 'soon@acme.test', source: 'web' },
      ...{ stage: 'mql', combined: null, ownerId: repIds[0], at: new Date(NOW + HOUR).toISOString() },
    });
    expect(today.unassigned.leads[0]?.at).toBe(new Date(NOW - 6 * HOUR).toISOString());
    // Neither the quiet first scoring nor the day before yesterday.
    expect(today.newMqls.count).toBe(8);
    expect(today.syncErrors).toEqual({
      count: 2,
      byCode: [{ connectionId: 'crm', direction: 'out', code: 'invalid_option', count: 2 }],
    });
  });

  it('counts what is new from the instant it is told', async () => {
    const response = await api.get(`/api/today?since=${NOW - 3 * DAY}`);
    expectDocumented('getToday', response);
    expect((response.body as Today).newMqls.count).toBe(9);
    expect((await api.get('/api/today?since=monday')).status).toBe(400);
    for (const since of ['9999999999999', '9999-12-31T23:59:59-14:00', '0000-02-29T00:00:00Z']) {
      expectDocumented('getToday', await api.get(`/api/today?since=${since}`));
    }
  });
});

describe('the matrix', () => {
  const totalOf = async (path: string) => ((await api.get(path)) as { body: Matrix }).body.total;

  it('shows every cell, A4 first, with what the policy does with it', async () => {
    await aLead(api.db, {
      attributes: { size: 100, sector: 'software' },
      activities: [{ type: 'demo_request', at: NOW - HOUR }],
    });
    await api.score();
    const response = await api.get('/api/matrix');
    expectDocumented('getMatrix', response);
    const { cells, total } = response.body as Matrix;
    expect(cells).toHaveLength(16);
    expect(cells[0]).toEqual({ combined: 'A4', count: 1, zone: 'priority' });
    const scored = await api.db.selectFrom('lead_score').select('lead_id').execute();
    expect(total).toBe(scored.length);
  });

  it('leaves out leads that were merged or erased', async () => {
    const before = await totalOf('/api/matrix');
    const beforeMqls = await totalOf('/api/matrix?stage=mql');
    const kept = await aLead(api.db);
    const merged = await aLead(api.db);
    await enter(api.db, merged, { to: 'mql', at: NOW - HOUR });
    await api.score();
    await api.db.updateTable('lead').set({ merged_into: kept }).where('id', '=', merged).execute();
    // What was counted a moment ago is not counted again.
    expect(await totalOf('/api/matrix')).toBe(before);
    api.setNow(NOW + 2_000);
    expect(await totalOf('/api/matrix')).toBe(before + 1);
    expect(await totalOf('/api/matrix?stage=mql')).toBe(beforeMqls);
    api.setNow(NOW);
  });

  it('counts the leads of some stages only', async () => {
    const { body } = (await api.get('/api/matrix?stage=mql')) as { body: unknown };
    expect((body as Matrix).total).toBe(10);
    expect((await api.get('/api/matrix?stage=hot')).status).toBe(400);
  });
});

describe('the configuration', () => {
  it('shows the team with what each rep has on the desk', async () => {
    const response = await api.get('/api/team');
    expectDocumented('getTeam', response);
    const { reps } = response.body as TeamView;
    expect(reps.map((rep) => rep.id)).toEqual(repIds);
    expect(reps[0]).toMatchObject({ openLeads: 3, newToday: 3, runningClocks: 2 });
  });

  it('shows the live workspace and the versions before it', async () => {
    const files = { ...api.workspace.files, 'team.yaml': `${api.workspace.files['team.yaml'] ?? ''}\n# changed\n` };
    await activateWorkspace(api.db, { id: 'f'.repeat(64), files, actor: 'test', asOf: NOW - HOUR });
    const response = await api.get('/api/workspace');
    expectDocumented('getWorkspace', response);
    expect(response.body).toMatchObject({
      workspaceId: 'f'.repeat(64),
      files,
      versions: [{ workspaceId: api.workspace.id }, { workspaceId: 'f'.repeat(64) }],
    });
  });
});

describe('a clock', () => {
  it("pauses while its rep's hours are over, if it has longer, and says when it goes on", async () => {
    // A Saturday evening; due on Tuesday.
    const night = Date.parse('2026-05-23T19:59:00Z');
    const place = async (name: string, ownerId: string | undefined) => {
      const leadId = await aLead(api.db, { attributes: { first_name: name } });
      const visitNo = await enter(api.db, leadId, {
        to: 'mql',
        at: NOW,
        ...(ownerId === undefined ? {} : { ownerId }),
      });
      await promise(api.db, { leadId, visitNo, startedAt: NOW, dueAt: night + 60 * HOUR });
    };
    await place('resting', repIds[0]);
    await place('unowned', undefined);
    api.setNow(night);
    const inGroup = async (group: string) => {
      const response = await api.get(`/api/sla/clocks?group=${group}`);
      expectDocumented('listSlaClocks', response);
      return (response.body as SlaList).clocks;
    };
    const paused = await inGroup('paused');
    expect(paused.map(({ name }) => name)).toEqual(['resting']);
    expect(Date.parse(String(paused[0]?.resumesAt))).toBeGreaterThan(night);
    expect((await inGroup('running')).map(({ name, resumesAt }) => [name, resumesAt])).toEqual([['unowned', null]]);
    const summary = await api.get('/api/sla/summary');
    expectDocumented('getSlaSummary', summary);
    expect((summary.body as SlaSummary).total).toMatchObject({ paused: 1, running: 1 });
    api.setNow(NOW);
  });
});

describe('what leads can be filtered by', () => {
  it('is counted, without what was merged or erased', async () => {
    const gone = await aLead(api.db, { source: 'fair' });
    await aLead(api.db, { source: 'fair' });
    await api.db
      .updateTable('lead')
      .set({ erased_at: new Date(NOW) })
      .where('id', '=', gone)
      .execute();
    // Later than anything that was counted for another test.
    api.setNow(NOW + 60_000);
    const response = await api.get('/api/leads/facets');
    expectDocumented('listLeadFacets', response);
    const { sources, stages } = response.body as {
      sources: { source: string; count: number }[];
      stages: { stage: string; count: number }[];
    };
    expect(sources.find(({ source }) => source === 'fair')?.count).toBe(1);
    const { count } = (await api.get('/api/leads/count')).body as { count: number };
    for (const counted of [sources, stages]) expect(counted.reduce((sum, one) => sum + one.count, 0)).toBe(count);

    await aLead(api.db, { source: 'fair' });
    expect((await api.get('/api/leads/facets')).body).toEqual(response.body);
    api.setNow(NOW + 80_000);
    expect((await api.get('/api/leads/facets')).body).not.toEqual(response.body);
    api.setNow(NOW);
  });
});
