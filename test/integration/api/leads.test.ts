import { sql } from 'kysely';
import type { Stage } from '../../../domain/stage';
import { at, type Database } from '../../../store/database';
import { aLead, enter, promise } from './a-lead';
import { expectDocumented } from './document';
import { DAY, HOUR, NOW, startApi, type ApiInstance } from './instance';

let api: ApiInstance;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());
afterEach(() => {
  api.setNow(NOW);
});

interface Line {
  readonly leadId: string;
  readonly name: string | null;
  readonly stage: Stage;
  readonly engagement: number | null;
  readonly createdAt: string;
}

const ids = (body: unknown): readonly string[] => (body as { leads: readonly Line[] }).leads.map((line) => line.leadId);

describe('the list of leads', () => {
  const people: Record<'jane' | 'karl' | 'mona', string> = { jane: '', karl: '', mona: '' };

  beforeAll(async () => {
    people.jane = await aLead(api.db, {
      email: 'jane.doe@acme.test',
      source: 'list',
      createdAt: NOW - 3 * DAY,
      attributes: { first_name: 'Jane', last_name: 'Doe', company: 'Acme', size: 100, sector: 'software' },
      activities: [{ type: 'demo_request', at: NOW - DAY }],
    });
    people.karl = await aLead(api.db, {
      email: 'karl_x@acme.test',
      source: 'list',
      createdAt: NOW - 2 * DAY,
      attributes: { first_name: 'Karl', last_name: 'Doering', company: '100% Pure' },
      activities: [{ type: 'pricing_page', at: NOW - DAY }],
    });
    people.mona = await aLead(api.db, { id: 'CRM-77', source: 'list', createdAt: NOW - DAY });
    await enter(api.db, people.jane, { to: 'mql', at: NOW - HOUR, ownerId: 'ana' });
    await api.score();
    // A lead that nobody has scored yet.
    await api.db.deleteFrom('lead_score').where('lead_id', '=', people.mona).execute();
  });

  it('shows who a lead is, where it stands and what it scores', async () => {
    const response = await api.get('/api/leads?source=list&sort=score');
    expectDocumented('listLeads', response);
    expect((response.body as { leads: unknown[] }).leads[0]).toMatchObject({
      leadId: people.jane,
      name: 'Jane Doe',
      company: 'Acme',
      email: 'jane.doe@acme.test',
      stage: 'mql',
      ownerId: 'ana',
      grade: 'A',
      level: 3,
      combined: 'A3',
      stageSince: new Date(NOW - HOUR).toISOString(),
    });
  });

  it('sorts by creation, by time in the stage, and by score with unscored leads last either way', async () => {
    const order = async (query: string) => ids((await api.get(`/api/leads?source=list&${query}`)).body);
    expect(await order('sort=created&direction=asc')).toEqual([people.jane, people.karl, people.mona]);
    expect(await order('sort=stage_since&direction=desc')).toEqual([people.jane, people.mona, people.karl]);
    expect(await order('sort=score&direction=desc')).toEqual([people.jane, people.karl, people.mona]);
    expect(await order('sort=score&direction=asc')).toEqual([people.karl, people.jane, people.mona]);
  });

  it.each([
    ['stage=mql', ['jane']],
    ['stage=mql&stage=subscriber', ['jane', 'karl', 'mona']],
    ['owner=ana', ['jane']],
    ['owner=none', ['karl', 'mona']],
    ['owner=none&owner=ana', ['jane', 'karl', 'mona']],
    ['combined=A3', ['jane']],
    ['grade=A', ['jane']],
    ['level=3&level=4', ['jane']],
    ['zone=priority', ['jane']],
    ['search=jane', ['jane']],
    ['search=JANE.DOE@acme.test', ['jane']],
    ['search=doe', ['jane', 'karl']],
    ['search=karl+doe', ['karl']],
    ['search=acme', ['jane']],
    ['search=crm-7', ['mona']],
    ['search=100%25', ['karl']],
    ['search=karl_x', ['karl']],
    ['search=karlxx', []],
    ['search=%25', []],
  ])('filters by %s', async (query, expected) => {
    const response = await api.get(`/api/leads?source=list&direction=asc&${query}`);
    expectDocumented('listLeads', response);
    expect(ids(response.body)).toEqual(expected.map((name) => people[name as keyof typeof people]));
    const count = await api.get(`/api/leads/count?source=list&${query}`);
    expectDocumented('countLeads', count);
    expect(count.body).toEqual({ count: expected.length });
  });

  it('pages by position: leads that arrive meanwhile neither shift nor repeat a line', async () => {
    const seen: string[] = [];
    let path = '/api/leads?source=list&limit=1&sort=score';
    for (let page = 0; page < 5; page += 1) {
      const { body } = (await api.get(path)) as { body: unknown };
      seen.push(...ids(body));
      const { nextCursor } = body as { nextCursor: string | null };
      if (nextCursor === null) break;
      await aLead(api.db, { source: 'elsewhere' });
      path = `/api/leads?source=list&limit=1&sort=score&cursor=${nextCursor}`;
    }
    expect(seen).toEqual([people.jane, people.karl, people.mona]);
  });

  it('leaves out leads that were merged or erased', async () => {
    const merged = await aLead(api.db, { source: 'gone' });
    const erased = await aLead(api.db, { source: 'gone' });
    await api.db.updateTable('lead').set({ merged_into: people.jane }).where('id', '=', merged).execute();
    await api.db
      .updateTable('lead')
      .set({ erased_at: at(NOW) })
      .where('id', '=', erased)
      .execute();
    expect(ids((await api.get('/api/leads?source=gone')).body)).toEqual([]);
    expect((await api.get(`/api/leads/${erased}`)).status).toBe(404);
    expect((await api.get(`/api/leads/${erased}/why`)).status).toBe(404);
    expect((await api.get(`/api/leads/${merged}`)).body).toMatchObject({ mergedInto: people.jane });
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=many', 'limit'],
    ['stage=lead', 'stage[0]'],
    ['sort=name', 'sort'],
    ['limit=1&limit=2', 'limit'],
    ['cursor=nonsense', 'cursor'],
    ['search=%00', 'search'],
    ['colour=blue', 'colour'],
  ])('refuses %s naming the parameter', async (query, field) => {
    const response = await api.get(`/api/leads?${query}`);
    expectDocumented('listLeads', response);
    expect(response.status).toBe(400);
    expect((response.body as { errors: { field: string }[] }).errors[0]?.field).toBe(field);
  });

  it('refuses a cursor of a list in another order', async () => {
    const { body } = (await api.get('/api/leads?source=list&limit=1&sort=created')) as { body: unknown };
    const { nextCursor } = body as { nextCursor: string };
    const response = await api.get(`/api/leads?source=list&limit=1&sort=score&cursor=${nextCursor}`);
    expect(response.status).toBe(400);
  });
});

describe('a lead', () => {
  it('is shown with profile, score, stage, clock, CRM record and workflow', async () => {
    const leadId = await aLead(api.db, {
      email: 'lea@acme.test',
      attributes: { first_name: 'Lea', size: 50, sector: 'software' },
      activities: [{ type: 'demo_request', at: NOW - DAY }],
    });
    await api.score();
    const visitNo = await enter(api.db, leadId, { to: 'mql', at: NOW - 2 * HOUR, ownerId: 'ana' });
    await promise(api.db, { leadId, visitNo, startedAt: NOW - 2 * HOUR, dueAt: NOW + 2 * HOUR });
    await linkToCrm(api.db, leadId);
    const response = await api.get(`/api/leads/${leadId}`);
    expectDocumented('getLead', response);
    expect(response.body).toMatchObject({
      leadId,
      name: 'Lea',
      email: 'lea@acme.test',
      stage: 'mql',
      visitNo,
      ownerId: 'ana',
      score: { grade: 'B', fit: 6_000, zone: 'sales', workspaceId: api.workspace.id },
      clock: { state: 'running', steps: [{ step: 'remind', firedAt: null }, { step: 'manager' }] },
      crm: [{ connectionId: 'crm', crmId: '501', reading: { disposition: 'accepted' } }],
      workflow: {
        id: `lead/${leadId}/main/1`,
        url: `http://temporal.test/namespaces/default/workflows/lead%2F${leadId}%2Fmain%2F1`,
      },
    });
    expect((response.body as { attributes: unknown[] }).attributes).toContainEqual({
      name: 'size',
      value: 50,
      source: 'web',
      occurredAt: new Date(NOW - 30 * DAY).toISOString(),
    });
  });

  it('is 404 when there is none, and 400 when the id cannot be one', async () => {
    for (const [operation, path] of OF_A_LEAD) {
      const unknown = await api.get(`/api/leads/01900000-0000-7000-8000-000000000000${path}`);
      expectDocumented(operation, unknown);
      expect(unknown.status).toBe(404);
      const malformed = await api.get(`/api/leads/jane${path}`);
      expectDocumented(operation, malformed);
      expect(malformed.body).toMatchObject({ status: 400, errors: [{ field: 'leadId' }] });
    }
  });
});

const OF_A_LEAD = [
  ['getLead', ''],
  ['explainLead', '/why'],
  ['getLeadTimeline', '/timeline'],
  ['getScoreHistory', '/score-history'],
] as const;

describe('an operator’s move', () => {
  it('goes to the workflow with the reason and the key that asks, and answers what became of it', async () => {
    const leadId = await aLead(api.db);
    api.answerMoves({ kind: 'moved', from: 'subscriber', to: 'nurture', visitNo: 2 });
    const response = await api.post(`/api/leads/${leadId}/moves`, { to: 'nurture', reason: 'met at a fair' });
    expectDocumented('moveLead', response);
    expect(response.body).toEqual({ from: 'subscriber', to: 'nurture', visitNo: 2 });
    const keyId = api.keys.operate.slice(4, 20);
    expect(api.moves.at(-1)).toEqual({ leadId, to: 'nurture', reason: 'met at a fair', actor: `key:${keyId}` });
  });

  it.each([
    [{ kind: 'unknown_lead' } as const, 404],
    [{ kind: 'refused', code: 'same_stage', message: 'The lead is there already.' } as const, 409],
    [{ kind: 'unavailable' } as const, 503],
  ])('tells a refusal: %j', async (outcome, status) => {
    api.answerMoves(outcome);
    const path = '/api/leads/01900000-0000-7000-8000-000000000000/moves';
    const response = await api.post(path, { to: 'nurture', reason: 'because' });
    expectDocumented('moveLead', response);
    expect(response.status).toBe(status);
  });

  it.each([
    [{ to: 'hot', reason: 'x' }, 'to'],
    [{ to: 'mql' }, 'reason'],
    [{ to: 'mql', reason: '' }, 'reason'],
    [{ to: 'mql', reason: 'x', force: true }, 'force'],
    [{ to: 'mql', reason: 'nul \0' }, 'reason'],
  ])('refuses %j naming the field, and asks no workflow', async (body, field) => {
    const before = api.moves.length;
    const response = await api.post('/api/leads/01900000-0000-7000-8000-000000000000/moves', body);
    expectDocumented('moveLead', response);
    expect(response.status).toBe(422);
    expect((response.body as { errors: { field: string }[] }).errors.map((error) => error.field)).toContain(field);
    expect(api.moves.length).toBe(before);
  });
});

async function linkToCrm(db: Database, leadId: string): Promise<void> {
  await sql`
    insert into crm_record (connection_id, object_type, lead_id, crm_id, linked_by, linked_at)
    values ('crm', 'contact', ${leadId}, '501', 'email', ${at(NOW - DAY)});
  `.execute(db);
  await sql`
    insert into crm_state (connection_id, lead_id, disposition, read_at) values ('crm', ${leadId}, 'accepted', ${at(NOW - HOUR)})
  `.execute(db);
}
