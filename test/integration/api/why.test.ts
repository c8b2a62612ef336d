import { activateWorkspace } from '../../../store/workspace-version';
import type { LeadWhy } from '../../../views/lead-why';
import type { ScoreHistory } from '../../../views/score-history';
import { textsWith } from '../../unit/config/texts';
import { parseWorkspace } from '../../../config/workspace';
import { aLead, enter } from './a-lead';
import { expectDocumented } from './document';
import { DAY, HOUR, NOW, startApi, type ApiInstance } from './instance';

let api: ApiInstance;
/** When a second model went live, in which a download is worth 20 instead of 6. */
const SECOND_MODEL = NOW - 5 * DAY;
let leadId: string;
beforeAll(async () => {
  api = await startApi();
  leadId = await aLead(api.db, {
    email: 'jane@acme.test',
    attributes: { size: 50, sector: 'software' },
    activities: [
      { type: 'page_view', at: NOW - 40 * DAY },
      { type: 'download', at: NOW - 10 * DAY, asset: 'guide' },
      { type: 'demo_request', at: NOW - 2 * DAY },
      { type: 'unsubscribe', at: NOW - DAY },
      { type: 'pricing_page', at: NOW - 20 * DAY, knownAt: NOW - 3 * HOUR },
    ],
  });
  await enter(api.db, leadId, { to: 'nurture', at: NOW - 9 * DAY });
  const second = parseWorkspace(textsWith('scoring.yaml', 'points: 6', 'points: 20'));
  if (!second.ok) throw new Error('the second model is not valid');
  const { id, files } = second.workspace;
  await activateWorkspace(api.db, { id, files, actor: 'test', asOf: SECOND_MODEL });
});
afterAll(() => api.close());

const why = async (query = ''): Promise<LeadWhy> => {
  const response = await api.get(`/api/leads/${leadId}/why${query}`);
  expectDocumented('explainLead', response);
  return response.body as LeadWhy;
};
const sumOf = (lines: readonly { readonly points: number }[]) => lines.reduce((sum, { points }) => sum + points, 0);

describe('why', () => {
  it('lists dated lines that sum exactly to the score and to the fit, decay included', async () => {
    const now = await why();
    expect(now.engagement.lines.map((line) => line.rule)).toEqual(
      expect.arrayContaining(['interest.page_view', 'interest.download', 'intent.demo_request', 'intent.pricing_page']),
    );
    expect(sumOf(now.engagement.lines)).toBe(now.engagement.points);
    expect(sumOf(now.fit.lines)).toBe(now.fit.points);
    expect(now.fit.points).toBe(6_000);
    const demo = now.engagement.lines.find((line) => line.rule === 'intent.demo_request');
    expect(demo).toMatchObject({ day: '2026-05-18', basePoints: 6_000, count: 1 });
    expect(demo?.points).toBeLessThan(6_000);
  });

  it('sums exactly at any day of the last two months', async () => {
    for (let day = 0; day < 60; day += 2) {
      const then = await why(`?at=${NOW - day * DAY}`);
      expect([sumOf(then.engagement.lines), sumOf(then.fit.lines)]).toEqual([then.engagement.points, then.fit.points]);
    }
  });

  it('judges a past instant by what was known then', async () => {
    const before = await why(`?at=${new Date(NOW - 4 * HOUR).toISOString()}`);
    expect(before.engagement.lines.map((line) => line.rule)).not.toContain('intent.pricing_page');
    expect((await why()).engagement.lines.map((line) => line.rule)).toContain('intent.pricing_page');
  });

  it('judges a past instant by the model that was live then', async () => {
    const worth = (then: LeadWhy) =>
      then.engagement.lines.find((line) => line.rule === 'interest.download')?.basePoints;
    const before = await why(`?at=${SECOND_MODEL - 1}`);
    expect([worth(before), before.model.workspaceId, before.model.liveThen]).toEqual([600, api.workspace.id, true]);
    const after = await why(`?at=${SECOND_MODEL}`);
    expect(worth(after)).toBe(2_000);
    expect(after.model.workspaceId).not.toBe(api.workspace.id);
    expect((await why(`?at=${NOW - 100 * DAY}`)).model).toMatchObject({
      workspaceId: api.workspace.id,
      liveThen: false,
    });
  });

  it.each(['at=yesterday', 'at=2026-05-20', 'at=99999999999999999', 'at=-1', 'at='])('refuses %s', async (query) => {
    const response = await api.get(`/api/leads/${leadId}/why?${query}`);
    expectDocumented('explainLead', response);
    expect(response.body).toMatchObject({ status: 400, errors: [{ field: 'at' }] });
  });
});

describe('the history of a score', () => {
  it('says for each day what `why` says of its end, and marks the moves', async () => {
    const response = await api.get(`/api/leads/${leadId}/score-history?days=25`);
    expectDocumented('getScoreHistory', response);
    const history = response.body as { points: { at: string; engagement: number; fit: number; combined: string }[] };
    expect(history.points).toHaveLength(25);
    expect(history.points.at(-1)?.at).toBe(new Date(NOW).toISOString());
    for (const point of history.points) {
      const then = await why(`?at=${point.at}`);
      expect([point.at, point.engagement, point.fit, point.combined]).toEqual([
        point.at,
        then.engagement.points,
        then.fit.points,
        then.combined,
      ]);
    }
    expect((response.body as ScoreHistory).moves).toEqual([
      { at: new Date(NOW - 9 * DAY).toISOString(), from: 'subscriber', to: 'nurture', cause: 'grid.priority' },
    ]);
  });

  it('refuses more than 400 days', async () => {
    const response = await api.get(`/api/leads/${leadId}/score-history?days=401`);
    expect(response.body).toMatchObject({ status: 400, errors: [{ field: 'days' }] });
  });
});

describe('without a workspace', () => {
  let bare: ApiInstance;
  beforeAll(async () => {
    bare = await startApi({ workspaceSince: null });
  });
  afterAll(() => bare.close());

  it('there is nothing to explain with', async () => {
    const unscored = await aLead(bare.db);
    for (const [operation, path] of [
      ['explainLead', `/api/leads/${unscored}/why`],
      ['getScoreHistory', `/api/leads/${unscored}/score-history`],
      ['getWorkspace', '/api/workspace'],
      ['getTeam', '/api/team'],
    ] as const) {
      const response = await bare.get(path);
      expectDocumented(operation, response);
      expect(response.status).toBe(409);
    }
    const timeline = await bare.get(`/api/leads/${unscored}/timeline`);
    expectDocumented('getLeadTimeline', timeline);
    expect(timeline.status).toBe(200);
    const matrix = await bare.get('/api/matrix');
    expectDocumented('getMatrix', matrix);
  });
});
