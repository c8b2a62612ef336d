import { sql } from 'kysely';
import { ingestWaiting } from '../../../pipeline/ingest';
import { saveQuota } from '../../../store/crm-quota';
import { at } from '../../../store/database';
import { keepDelivery, settleDeliveries } from '../../../store/inbox';
import { listSyncErrors, recordSyncErrors, type SyncErrorReport } from '../../../store/sync-error';
import type { SyncErrorList } from '../../../views/sync-errors';
import type { SyncStatus } from '../../../views/sync-status';
import { aLead } from './a-lead';
import { expectDocumented } from './document';
import { HOUR, NOW, startApi, type ApiInstance } from './instance';

let api: ApiInstance;
beforeAll(async () => {
  api = await startApi();
});
afterEach(async () => {
  await sql`truncate sync_error, crm_wish, inbox, activity, audit restart identity`.execute(api.db);
  await sql`update connection set paused_at = null, paused_by = null, breaker_until = null, secrets = null`.execute(
    api.db,
  );
});
afterAll(() => api.close());

async function anError(report: Partial<SyncErrorReport> = {}): Promise<number> {
  const origin = report.origin ?? 'inbox:web:m1:0';
  const rest = {
    connectionId: 'web',
    direction: 'in',
    code: 'bad_activity',
    message: 'Activity 0: type is missing',
  } as const;
  await recordSyncErrors(api.db, [{ ...rest, ...report, origin }], NOW - HOUR);
  const row = await api.db.selectFrom('sync_error').select('id').where('origin', '=', origin).executeTakeFirstOrThrow();
  return row.id;
}

async function aFailedWish(): Promise<number> {
  const leadId = await aLead(api.db);
  const { rows } = await sql<{ id: number }>`
    insert into crm_wish (connection_id, lead_id, kind, ref, purpose, not_before, state, error_code)
    values ('crm', ${leadId}, 'contact', ${`contact/${leadId}`}, 'refresh', ${at(NOW - HOUR)}, 'failed', 'invalid_option') returning id
  `.execute(api.db);
  return rows[0]!.id;
}

const stateOf = async (id: number) =>
  (await api.db.selectFrom('sync_error').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state;

describe('the status of connections', () => {
  it("tells how much of the day's calls is used, until the CRM's day is over", async () => {
    const quota = async () => {
      const response = await api.get('/api/sync/connections');
      expectDocumented('getSyncStatus', response);
      return (response.body as SyncStatus).connections.map((connection) => [connection.id, connection.quota]);
    };
    expect(await quota()).toEqual([
      ['crm', null],
      ['web', null],
    ]);
    const said = { connectionId: 'crm', perDay: 250_000, resetsAt: NOW + HOUR };
    await saveQuota(api.db, { ...said, remaining: 249_000, now: NOW });
    await saveQuota(api.db, { ...said, remaining: 240_000, now: NOW });
    expect((await quota())[0]).toEqual([
      'crm',
      { perDay: 250_000, remaining: 240_000, usedToday: 10_000, resetsAt: new Date(NOW + HOUR).toISOString() },
    ]);
    api.setNow(NOW + HOUR);
    expect((await quota())[0]).toEqual(['crm', null]);
    api.setNow(NOW);
  });

  it('tells mode, queue, errors and traffic', async () => {
    await aFailedWish();
    await sql`update crm_wish set state = 'pending'`.execute(api.db);
    await anError({ connectionId: 'crm', direction: 'out', origin: 'wish:9' });
    await keepDelivery(api.db, {
      connectionId: 'web',
      dedupeKey: 'm',
      kind: 'activities',
      body: Buffer.from('{}'),
      receivedAt: NOW - HOUR,
    });
    const response = await api.get('/api/sync/connections');
    expectDocumented('getSyncStatus', response);
    const [crm, web] = (response.body as SyncStatus).connections;
    expect(crm).toMatchObject({
      id: 'crm',
      mode: 'observe',
      state: 'not_connected',
      out: { waiting: 1, oldestWaitingAt: new Date(NOW - HOUR).toISOString(), lastSentAt: null },
      openErrors: { in: 0, out: 1 },
    });
    expect(web).toMatchObject({
      id: 'web',
      mode: null,
      out: null,
      in: { waiting: 1, lastReceivedAt: new Date(NOW - HOUR).toISOString() },
    });
  });

  it('tells when calls rest after failures', async () => {
    await sql`
      update connection set secrets = '\\x00', breaker_until = ${at(NOW + HOUR)}, breaker_code = 'unavailable' where id = 'crm'
    `.execute(api.db);
    const { body } = (await api.get('/api/sync/connections')) as { body: unknown };
    expect((body as SyncStatus).connections[0]).toMatchObject({
      state: 'breaker_open',
      breaker: { code: 'unavailable', until: new Date(NOW + HOUR).toISOString() },
    });
  });
});

describe('pausing', () => {
  it('stops one connection or all, and says which it changed', async () => {
    const one = await api.post('/api/sync/pause', { connectionId: 'crm' });
    expectDocumented('pauseSync', one);
    expect(one.body).toEqual({ changed: ['crm'] });
    const all = await api.post('/api/sync/pause', {});
    expect(all.body).toEqual({ changed: ['web'] });
    const { body } = (await api.get('/api/sync/connections')) as { body: unknown };
    const actor = `key:${api.keys.operate.slice(4, 20)}`;
    expect((body as SyncStatus).connections.map(({ state, pausedBy }) => [state, pausedBy])).toEqual([
      ['paused', actor],
      ['paused', actor],
    ]);
    const resumed = await api.post('/api/sync/resume', {});
    expectDocumented('resumeSync', resumed);
    expect((resumed.body as { changed: string[] }).changed.toSorted()).toEqual(['crm', 'web']);
    const audit = await api.db.selectFrom('audit').select(['action', 'subject']).where('actor', '=', actor).execute();
    expect(audit.map(({ action, subject }) => `${action} ${subject}`).toSorted()).toEqual([
      'sync.pause connection:crm',
      'sync.pause connection:web',
      'sync.resume connection:crm',
      'sync.resume connection:web',
    ]);
  });

  it.each(['pause', 'resume'])('cannot %s a connection that is not there', async (verb) => {
    const response = await api.post(`/api/sync/${verb}`, { connectionId: 'other' });
    expectDocumented(`${verb}Sync`, response);
    expect(response.status).toBe(404);
  });
});

describe('sync errors', () => {
  it('are listed the newest first, by page, state, connection and lead, without their records', async () => {
    const leadId = await aLead(api.db);
    const first = await anError({ origin: 'a', record: { secret: 'of a person' } });
    const second = await anError({ origin: 'b', connectionId: 'crm', direction: 'out', leadId });
    const list = async (query: string) => {
      const response = await api.get(`/api/sync/errors?${query}`);
      expectDocumented('listSyncErrors', response);
      return response.body as SyncErrorList;
    };
    const idsOf = ({ errors }: SyncErrorList) => errors.map((error) => error.id);
    expect(idsOf(await list(''))).toEqual([second, first]);
    expect(JSON.stringify(await list(''))).not.toContain('of a person');
    expect(idsOf(await list('connection=crm'))).toEqual([second]);
    expect(idsOf(await list(`leadId=${leadId}`))).toEqual([second]);
    expect(idsOf(await list('state=resolved'))).toEqual([]);
    const page = await list('limit=1');
    expect(idsOf(await list(`limit=1&cursor=${page.nextCursor}`))).toEqual([first]);
    expect((await api.get('/api/sync/errors?state=dead')).status).toBe(400);
  });

  it('are shown with the record that was refused', async () => {
    const id = await anError({ record: { id: 1, typ: 'visit' } });
    const response = await api.get(`/api/sync/errors/${id}`);
    expectDocumented('getSyncError', response);
    expect(response.body).toMatchObject({ id, origin: 'inbox:web:m1:0', record: { id: 1, typ: 'visit' } });
    const unknown = await api.get('/api/sync/errors/999999');
    expectDocumented('getSyncError', unknown);
    expect(unknown.status).toBe(404);
    expect((await api.get('/api/sync/errors/first')).status).toBe(400);
  });
});

describe('retrying', () => {
  const retry = (id: number, body: object = {}) => api.post(`/api/sync/errors/${id}/retry`, body);
  const ingest = () => ingestWaiting({ db: api.db, clock: api.clock, failpoint: () => undefined });
  const mended = { id: 'a1', type: 'page_view', occurredAt: NOW - HOUR, lead: { email: 'jane@acme.test' } };

  it('takes a mended record in, and closes the error', async () => {
    const id = await anError({ record: { ...mended, type: '' } });
    const response = await retry(id, { record: mended });
    expectDocumented('retrySyncError', response);
    expect(response.status).toBe(202);
    await ingest();
    const activities = await api.db.selectFrom('activity').select(['source', 'source_id', 'type']).execute();
    expect(activities).toEqual([{ source: 'web', source_id: 'a1', type: 'page_view' }]);
    expect(await stateOf(id)).toBe('retried');
    const [audit] = await api.db.selectFrom('audit').selectAll().where('action', '=', 'sync_error.retry').execute();
    expect(audit).toMatchObject({ subject: `sync_error:${id}`, detail: { mended: true } });
  });

  it('refuses a record that would be refused again, naming its field, and leaves the error open', async () => {
    const id = await anError({ record: { ...mended, type: '' } });
    for (const body of [{}, { record: { ...mended, occurredAt: 'today' } }]) {
      const response = await retry(id, body);
      expectDocumented('retrySyncError', response);
      expect(response.status).toBe(422);
    }
    const { body } = (await retry(id, { record: { ...mended, occurredAt: 'today' } })) as { body: unknown };
    expect((body as { errors: { field: string }[] }).errors[0]?.field).toBe('record.occurredAt');
    // Deeper than what recurses over it has room for.
    const deep = '{"a":'.repeat(20_000) + '1' + '}'.repeat(20_000);
    const response = await api.post(`/api/sync/errors/${id}/retry`).type('json').send(`{"record":${deep}}`);
    expectDocumented('retrySyncError', response);
    expect([response.status, (response.body as { errors: { field: string }[] }).errors[0]?.field]).toEqual([
      422,
      'record',
    ]);
    expect(await stateOf(id)).toBe('open');
    expect(await ingest()).toBe(0);
  });

  it('puts a failed write before the delivery again', async () => {
    const wishId = await aFailedWish();
    const id = await anError({
      connectionId: 'crm',
      direction: 'out',
      code: 'invalid_option',
      origin: `wish:${wishId}`,
    });
    expect((await retry(id)).status).toBe(202);
    const [wish] = await api.db.selectFrom('crm_wish').select(['state', 'not_before']).execute();
    expect(wish).toEqual({ state: 'pending', not_before: NOW });
  });

  it('reads a message again that could not be stored', async () => {
    const body = Buffer.from(JSON.stringify(mended));
    const delivery = { connectionId: 'web', dedupeKey: 'm7', kind: 'activities', body, receivedAt: NOW };
    const messageId = await keepDelivery(api.db, delivery);
    await settleDeliveries(api.db, [messageId!], NOW);
    const id = await anError({ code: 'message_not_ingested', origin: 'inbox:web:m7' });
    expect((await retry(id)).status).toBe(202);
    expect(await ingest()).toBe(1);
  });

  it('scores a lead again that could not be scored, a quiet one quietly', async () => {
    const leadId = await aLead(api.db, { activities: [{ type: 'demo_request', at: NOW - HOUR }] });
    await sql`truncate score_queue`.execute(api.db);
    await sql`update lead_track set quiet = true where lead_id = ${leadId}`.execute(api.db);
    const id = await anError({ code: 'lead_not_scored', connectionId: 'scoring', leadId, origin: `score:${leadId}` });
    expect((await retry(id)).status).toBe(202);
    const queued = await api.db
      .selectFrom('score_queue')
      .select(['kind', 'quiet'])
      .where('lead_id', '=', leadId)
      .execute();
    expect(queued).toEqual([{ kind: 'recompute', quiet: true }]);
    await api.score();
    const score = await api.db
      .selectFrom('lead_score')
      .select('intent')
      .where('lead_id', '=', leadId)
      .executeTakeFirstOrThrow();
    expect(score.intent).toBe(6_000);
  });

  it('does it once, whoever comes second', async () => {
    const id = await anError({ record: mended });
    const statuses = (await Promise.all([retry(id), retry(id), retry(id)])).map((response) => response.status);
    expect(statuses.toSorted()).toEqual([202, 409, 409]);
    await ingest();
    expect(await api.db.selectFrom('activity').select('source_id').execute()).toHaveLength(1);
  });

  it('says what to do about what cannot be retried from here', async () => {
    const conflict = await anError({ code: 'alias_conflict', origin: 'conflict:1', remedy: 'Find out at the source.' });
    const response = await retry(conflict);
    expectDocumented('retrySyncError', response);
    expect(response.status).toBe(409);
    expect((response.body as { detail: string }).detail).toContain('Find out at the source.');
    const mendedWish = await anError({ connectionId: 'crm', direction: 'out', origin: 'wish:5' });
    expect((await retry(mendedWish, { record: { email: 'x' } })).status).toBe(409);
    expect((await retry(mendedWish)).status).toBe(409);
    expect((await retry(999_999)).status).toBe(404);
    expect((await listSyncErrors(api.db, { state: 'open', limit: 9 })).map((error) => error.id)).toEqual([
      mendedWish,
      conflict,
    ]);
  });

  it('leaves an error that was dealt with elsewhere to be resolved', async () => {
    const id = await anError({ code: 'alias_conflict' });
    const response = await api.post(`/api/sync/errors/${id}/resolve`);
    expectDocumented('resolveSyncError', response);
    expect(await stateOf(id)).toBe('resolved');
    expect((await api.post(`/api/sync/errors/${id}/resolve`)).status).toBe(409);
    expect((await api.post('/api/sync/errors/999999/resolve')).status).toBe(404);
  });
});
