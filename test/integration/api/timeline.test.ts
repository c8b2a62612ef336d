import { sql } from 'kysely';
import { at } from '../../../store/database';
import type { LeadTimeline } from '../../../views/lead-timeline';
import { aLead, enter, promise } from './a-lead';
import { expectDocumented } from './document';
import { DAY, HOUR, NOW, startApi, type ApiInstance } from './instance';

let api: ApiInstance;
let leadId: string;
beforeAll(async () => {
  api = await startApi();
  leadId = await aLead(api.db, {
    createdAt: NOW - 10 * DAY,
    activities: [
      { type: 'pricing_page', at: NOW - 8 * DAY },
      { type: 'download', at: NOW - 6 * DAY, asset: 'guide' },
      { type: 'download', at: NOW - 5 * DAY, asset: 'guide' },
      { type: 'demo_request', at: NOW - 4 * DAY },
      { type: 'unheard_of', at: NOW - 4 * DAY + HOUR },
    ],
  });
  const visitNo = await enter(api.db, leadId, { to: 'mql', at: NOW - 3 * DAY, ownerId: 'ana' });
  await promise(api.db, {
    leadId,
    visitNo,
    startedAt: NOW - 3 * DAY,
    dueAt: NOW - 3 * DAY + 4 * HOUR,
    state: 'breached',
    firstTouchAt: NOW - 2 * DAY,
  });
  await api.db
    .insertInto('escalation')
    .values({
      lead_id: leadId,
      track: 'main',
      visit_no: visitNo,
      step: 'manager',
      due_at: at(NOW - 3 * DAY + 4 * HOUR),
      fired_at: at(NOW - 3 * DAY + 4 * HOUR),
      recipient: 'kim',
    })
    .execute();
  await sql`
    insert into crm_touch (connection_id, kind, crm_id, lead_id, occurred_at, known_at)
    values ('crm', 'call', '9', ${leadId}, ${at(NOW - 2 * DAY)}, ${at(NOW - 2 * DAY + HOUR)})
  `.execute(api.db);
  await sql`
    insert into crm_write (connection_id, ref, version, lead_id, kind, purpose, track, visit_no, crm_id, engagement, written_at)
    values ('crm', ${`contact/${leadId}`}, 1, ${leadId}, 'contact', 'hand_off', 'main', null, '501', 6000, ${at(NOW - 3 * DAY)})
  `.execute(api.db);
});
afterAll(() => api.close());

const timeline = async (query = ''): Promise<LeadTimeline> => {
  const response = await api.get(`/api/leads/${leadId}/timeline${query}`);
  expectDocumented('getLeadTimeline', response);
  return response.body as LeadTimeline;
};

describe('the timeline', () => {
  it('tells everything in the order of time, the newest first', async () => {
    const { entries, nextCursor } = await timeline();
    expect(entries.map((entry) => entry.kind)).toEqual([
      'clock_closed',
      'touch',
      'escalation',
      'crm_write',
      'clock_started',
      'assignment',
      'stage_move',
      'activity',
      'activity',
      'activity',
      'activity',
      'activity',
      'stage_move',
    ]);
    expect(nextCursor).toBeNull();
    expect(entries[0]).toMatchObject({ state: 'breached', at: new Date(NOW - 2 * DAY).toISOString() });
    expect(entries[2]).toMatchObject({ step: 'manager', recipient: 'kim' });
    expect(entries[3]).toMatchObject({ object: 'contact', crmId: '501', purpose: 'hand_off', engagement: 6_000 });
    expect(entries[6]).toMatchObject({ from: 'subscriber', to: 'mql', decidedBy: 'leadline', cause: 'grid.priority' });
  });

  it('tells what each activity gave when it happened', async () => {
    const { entries } = await timeline('?kind=activity');
    expect(entries.map((entry) => (entry.kind === 'activity' ? [entry.type, entry.points] : []))).toEqual([
      ['unheard_of', 0],
      ['demo_request', 6_000],
      // The same asset counts once.
      ['download', 0],
      ['download', 600],
      ['pricing_page', 1_000],
    ]);
  });

  it('pages without leaving out or repeating anything, also among things of the same instant', async () => {
    const whole = (await timeline()).entries;
    for (const limit of [1, 2, 3, 5]) {
      const seen: unknown[] = [];
      let cursor = '';
      for (let page = 0; page <= whole.length; page += 1) {
        const { entries, nextCursor } = await timeline(`?limit=${limit}${cursor}`);
        seen.push(...entries);
        if (nextCursor === null) break;
        cursor = `&cursor=${nextCursor}`;
      }
      expect(seen).toEqual(whole);
    }
  });

  it('shows the reason of an operator’s move', async () => {
    const other = await aLead(api.db);
    const { rows } = await sql<{ id: number }>`
      insert into note (lead_id, author, text, written_at) values (${other}, 'key:1', 'met at a fair', ${at(NOW)}) returning id
    `.execute(api.db);
    const visit = await enter(api.db, other, { to: 'prospect', at: NOW - HOUR });
    await api.db
      .updateTable('stage_move')
      .set({ note_id: rows[0]!.id, decided_by: 'operator', actor: 'key:1' })
      .where('lead_id', '=', other)
      .where('visit_no', '=', visit)
      .execute();
    const response = await api.get(`/api/leads/${other}/timeline?kind=stage_move&limit=1`);
    expect((response.body as LeadTimeline).entries[0]).toMatchObject({ reason: 'met at a fair', actor: 'key:1' });
  });

  it.each(['kind=mood', 'limit=0', 'cursor=abc'])('refuses %s', async (query) => {
    const response = await api.get(`/api/leads/${leadId}/timeline?${query}`);
    expectDocumented('getLeadTimeline', response);
    expect(response.status).toBe(400);
  });
});
