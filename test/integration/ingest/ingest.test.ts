import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { noFailpoint, type Failpoint } from '../../../domain/failpoint';
import type { Alias } from '../../../domain/lead';
import { ingestWaiting, type IngestDeps } from '../../../pipeline/ingest';
import { retrySyncError } from '../../../pipeline/retry-sync-error';
import { storeActivities } from '../../../store/activity';
import type { Database } from '../../../store/database';
import { keepDelivery } from '../../../store/inbox';
import { loadFacts } from '../../../store/lead-facts';
import { resolveLeads } from '../../../store/lead-identity';
import { searchLeads } from '../../../store/lead-search';
import { listSyncErrors } from '../../../store/sync-error';
import { crashOnceAt } from '../harness/crash';
import { createTestDatabase, type TestDatabase } from '../harness/database';
import { holdTransaction, untilSomebodyWaits } from '../harness/hold-transaction';
import { movingClock } from '../harness/moving-clock';

const START = Date.UTC(2026, 4, 4, 9);
const HOUR = 3_600_000;
const clock = movingClock(START);
let database: TestDatabase;
let deps: IngestDeps;

beforeAll(async () => {
  database = await createTestDatabase({ maxConnections: 12 });
});
afterAll(() => database.drop());
beforeEach(async () => {
  clock.set(START);
  deps = { db: database.db, clock: clock.now, failpoint: noFailpoint };
  for (const table of [
    'inbox',
    'sync_error',
    'score_queue',
    'activity',
    'lead_attribute',
    'lead_consent',
    'stage_move',
    'lead_track',
    'lead_alias',
    'lead',
  ] as const) {
    await database.db.deleteFrom(table).execute();
  }
});

let messages = 0;
/** Puts a message into the inbox as the webhook does. */
const arrive = (activities: readonly object[], connectionId = 'forms'): Promise<number | null> =>
  keepDelivery(database.db, {
    connectionId,
    dedupeKey: `msg_${(messages += 1)}`,
    kind: 'activities',
    body: Buffer.from(JSON.stringify({ activities })),
    receivedAt: clock.now(),
  });

let activities = 0;
const activity = (lead: object, fields: object = {}): object => ({
  id: `a${(activities += 1)}`,
  type: 'page_view',
  occurredAt: START - HOUR,
  lead,
  ...fields,
});

const ingestAll = async (): Promise<number> => {
  let messagesDone = 0;
  for (let done = await ingestWaiting(deps); done > 0; done = await ingestWaiting(deps)) messagesDone += done;
  return messagesDone;
};

const rows = async () => ({
  leads: await database.db.selectFrom('lead').select(['id', 'source', 'created_at']).execute(),
  aliases: await database.db.selectFrom('lead_alias').selectAll().orderBy('id').execute(),
  activities: await database.db.selectFrom('activity').selectAll().orderBy('id').execute(),
  queue: await database.db.selectFrom('score_queue').selectAll().orderBy('id').execute(),
});

describe('identity', () => {
  it('knows a person by one e-mail in whatever spelling', async () => {
    const spellings = ['Ada@Company.example', ' ada@company.example ', 'ADA@COMPANY.EXAMPLE', 'ada@company.example\n'];
    await arrive(spellings.map((email) => activity({ email })));
    await ingestAll();

    const { leads, aliases } = await rows();
    expect(leads).toHaveLength(1);
    expect(aliases.map(({ kind, source, value }) => [kind, source, value])).toEqual([
      ['email', '', 'ada@company.example'],
    ]);
  });

  it('knows composed and decomposed letters as the same, and tags and dots as different', async () => {
    await arrive([
      activity({ email: 'zo\u00eb@company.example' }),
      activity({ email: 'zoe\u0308@company.example' }),
      activity({ email: 'ada+news@company.example' }),
      activity({ email: 'ada@company.example' }),
      activity({ email: 'a.da@company.example' }),
    ]);
    await ingestAll();
    expect((await rows()).leads).toHaveLength(4);
  });

  it('keeps the external ids of two sources apart and an e-mail together', async () => {
    await arrive([activity({ id: 7 }), activity({ email: 'ada@company.example' })], 'forms');
    await arrive([activity({ id: 7 }), activity({ email: 'ada@company.example' })], 'product');
    await ingestAll();
    expect((await rows()).leads).toHaveLength(3);
  });

  it('links an e-mail and an external id that one activity names, whichever came first', async () => {
    await arrive([activity({ email: 'ada@company.example' })]);
    await arrive([activity({ id: 'p1', email: 'ada@company.example' }), activity({ id: 'p1' })]);
    await arrive([activity({ id: 'p1', email: 'ada@private.example' })]);
    await arrive([activity({ email: 'ada@private.example' })]);
    await ingestAll();

    const { leads, aliases, activities: stored } = await rows();
    expect(leads).toHaveLength(1);
    expect(aliases.map((alias) => alias.value).toSorted()).toEqual([
      'ada@company.example',
      'ada@private.example',
      'p1',
    ]);
    expect(new Set(stored.map((row) => row.lead_id)).size).toBe(1);
  });

  it('links within one message in whatever order it tells the two apart', async () => {
    await arrive([
      activity({ email: 'ada@company.example' }),
      activity({ id: 'p1' }),
      activity({ id: 'p1', email: 'ada@company.example' }),
    ]);
    await ingestAll();
    expect((await rows()).leads).toHaveLength(1);
    expect(await listSyncErrors(database.db, { limit: 10 })).toEqual([]);
  });

  it("merges nothing: of two leads that one activity names, the external id's has it, and one sync error tells", async () => {
    await arrive([activity({ email: 'ada@company.example' })]);
    await arrive([activity({ id: 'p1' })]);
    await ingestAll();
    const { leads } = await rows();
    await arrive([activity({ id: 'p1', email: 'ada@company.example' }, { id: 'both' })]);
    await arrive([activity({ id: 'p1', email: 'ada@company.example' }, { id: 'again' })]);
    await ingestAll();

    const { aliases, activities: stored } = await rows();
    const owner = aliases.find((alias) => alias.value === 'p1')!.lead_id;
    expect(stored.filter((row) => ['both', 'again'].includes(row.source_id)).map((row) => row.lead_id)).toEqual([
      owner,
      owner,
    ]);
    const errors = await listSyncErrors(database.db, { limit: 10 });
    expect(errors).toHaveLength(1);
    const other = leads.find((lead) => lead.id !== owner)!.id;
    expect(errors[0]).toMatchObject({
      code: 'alias_conflict',
      leadId: owner,
      record: { leadId: owner, otherLeadId: other },
    });
  });

  it('gives a new lead a dated alias, a track and its first stage, and has it scored', async () => {
    await arrive([activity({ email: 'ada@company.example' })]);
    clock.advance(HOUR);
    await ingestAll();

    const { leads, aliases, queue } = await rows();
    const leadId = leads[0]!.id;
    expect(leads[0]).toMatchObject({ source: 'forms', created_at: START + HOUR });
    expect(aliases[0]).toMatchObject({ lead_id: leadId, valid_from: START + HOUR, valid_to: null });
    expect(await database.db.selectFrom('lead_track').selectAll().executeTakeFirst()).toMatchObject({
      lead_id: leadId,
      track: 'main',
      stage: 'subscriber',
      visit_no: 1,
      episode: 1,
      has_workflow: false,
    });
    expect(await database.db.selectFrom('stage_move').selectAll().executeTakeFirst()).toMatchObject({
      lead_id: leadId,
      from_stage: null,
      to_stage: 'subscriber',
      cause: 'identified',
      decided_by: 'leadline',
      visit_no: 1,
    });
    expect(queue.map((row) => row.kind).toSorted()).toEqual(['activity', 'profile']);
  });
});

describe('the activity log', () => {
  it('has an activity with both times, its alias and what it was about; the queue has what a fold needs', async () => {
    const sent = {
      id: 'x1',
      occurredAt: '2026-05-03T12:30:00.250+02:00',
      asset: '/pricing',
      props: { duration: 12, ref: null },
    };
    await arrive([activity({ email: 'ada@company.example' }, sent)]);
    clock.advance(HOUR);
    await ingestAll();

    const { activities: stored, aliases, queue } = await rows();
    const occurredAt = Date.UTC(2026, 4, 3, 10, 30, 0, 250);
    const common = {
      lead_id: aliases[0]!.lead_id,
      source: 'forms',
      source_id: 'x1',
      type: 'page_view',
      asset: '/pricing',
      props: { duration: 12, ref: null },
    };
    expect(stored[0]).toMatchObject({
      ...common,
      alias_id: aliases[0]!.id,
      occurred_at: occurredAt,
      known_at: START,
      reconstructed: false,
    });
    expect(queue.find((row) => row.kind === 'activity')).toMatchObject({
      ...common,
      occurred_at: occurredAt,
      known_at: START,
      quiet: false,
    });
  });

  it('takes what a fast clock dates ahead as happening now', async () => {
    await arrive([activity({ id: 'p1' }, { occurredAt: START + 4 * 60_000 })]);
    await ingestAll();
    expect((await rows()).activities[0]!.occurred_at).toBe(START);
  });

  it('counts a repeated activity once: in one message, in another, and at another connection twice', async () => {
    const twice = activity({ id: 'p1' }, { id: 'same' });
    await arrive([twice, twice, activity({ id: 'p1' })]);
    await ingestAll();
    await arrive([twice, { ...twice, type: 'pricing_page' }]);
    await arrive([twice], 'product');
    await ingestAll();

    const { activities: stored, queue } = await rows();
    expect(stored.filter((row) => row.source_id === 'same').map((row) => [row.source, row.type])).toEqual([
      ['forms', 'page_view'],
      ['product', 'page_view'],
    ]);
    expect(queue.filter((row) => row.kind === 'activity')).toHaveLength(3);
  });

  it('stores attributes and consents dated, newest last, and has the profile scored once', async () => {
    await arrive([
      activity(
        { email: 'ada@company.example' },
        {
          id: 'n',
          occurredAt: START - HOUR,
          attributes: { country: 'DE', employees: 120 },
          consents: { email: 'granted' },
        },
      ),
      activity(
        { email: 'ada@company.example' },
        { id: 'o', occurredAt: START - 2 * HOUR, attributes: { country: null }, consents: { email: 'withdrawn' } },
      ),
    ]);
    await ingestAll();
    await arrive([
      activity({ email: 'ada@company.example' }, { id: 'n', occurredAt: START - HOUR, attributes: { country: 'DE' } }),
    ]);
    await database.db.deleteFrom('score_queue').execute();
    await ingestAll();

    const { leads, queue } = await rows();
    const facts = (await loadFacts(database.db, [leads[0]!.id])).get(leads[0]!.id)!;
    expect(
      facts.attributes.map(({ name, value, occurredAt, sourceId }) => [name, value, occurredAt, sourceId]),
    ).toEqual([
      ['country', null, START - 2 * HOUR, 'o'],
      ['country', 'DE', START - HOUR, 'n'],
      ['employees', 120, START - HOUR, 'n'],
      ['email', 'ada@company.example', START, expect.any(String)],
    ]);
    expect(facts.consents.map(({ channel, status, occurredAt }) => [channel, status, occurredAt])).toEqual([
      ['email', 'withdrawn', START - 2 * HOUR],
      ['email', 'granted', START - HOUR],
    ]);
    expect(queue).toEqual([]);
  });

  it('stores nothing of what was refused and everything else', async () => {
    await arrive([activity({ id: 'p1' }), { id: 'bad' }, activity({ id: 'p2' })]);
    expect(await ingestAll()).toBe(1);
    expect((await rows()).activities).toHaveLength(2);
  });
});

describe('ingesting at the same time', () => {
  it('creates each lead once and stores each activity once', async () => {
    const people = Array.from({ length: 40 }, (_, index) => ({ email: `p${index}@company.example`, id: `p${index}` }));
    const byMail = (offset: number) => people.map((_, index) => people[(index + offset) % people.length]!);
    for (let message = 0; message < 60; message += 1) {
      const own = byMail(message * 7).map(({ email, id }, index) =>
        activity([{ email }, { id, email }, { id, email: email.toUpperCase() }][(index + message) % 3]!, {
          id: `shared-${message % 30}-${index}`,
        }),
      );
      await arrive(message % 2 === 0 ? own : own.toReversed());
    }
    const workers = await Promise.all(Array.from({ length: 6 }, () => ingestAll()));

    const { leads, aliases, activities: stored, queue } = await rows();
    expect(workers.reduce((sum, done) => sum + done, 0)).toBe(60);
    expect(leads).toHaveLength(40);
    expect(aliases).toHaveLength(80);
    expect(stored).toHaveLength(30 * 40);
    expect(queue.filter((row) => row.kind === 'activity')).toHaveLength(30 * 40);
    expect(await listSyncErrors(database.db, { limit: 10 })).toEqual([]);
    expect(await database.db.selectFrom('stage_move').select('lead_id').execute()).toHaveLength(40);
  });
});

describe('two transactions at the same time', () => {
  const resolve = (tx: Database, aliases: readonly Alias[]) =>
    resolveLeads(tx, { references: [aliases], source: 'forms', now: START });
  const ada: Alias = { kind: 'email', value: 'ada@company.example' };

  it('make one lead of one person: the second waits for the first and finds it', async () => {
    const first = await holdTransaction(database.db, (tx) => resolve(tx, [ada]));
    const second = database.db.transaction().execute((tx) => resolve(tx, [ada]));
    await untilSomebodyWaits(database.db);
    await first.commit();

    const [lead] = await second;
    expect(lead).toMatchObject({ leadId: first.result[0]!.leadId, created: false, conflict: null });
    expect((await rows()).leads).toHaveLength(1);
  });

  it('do not wait for each other where every lead is known', async () => {
    await database.db.transaction().execute((tx) => resolve(tx, [ada]));
    const first = await holdTransaction(database.db, (tx) => resolve(tx, [ada]));
    const [lead] = await database.db.transaction().execute((tx) => resolve(tx, [ada]));
    await first.commit();
    expect(lead!.leadId).toBe(first.result[0]!.leadId);
  });

  it('store the same activities in whatever order without a deadlock', async () => {
    const [lead] = await database.db.transaction().execute((tx) => resolve(tx, [ada]));
    const all = Array.from({ length: 4_000 }, (_, index) => ({
      leadId: lead!.leadId,
      aliasId: null,
      source: 'forms',
      sourceId: `s${(index * 7919) % 4_000}`,
      type: 'page_view',
      occurredAt: START,
      knownAt: START,
    }));
    const orders = [all, all.toReversed(), all, all.toReversed()];
    const counts = await Promise.all(
      orders.map((own) => database.db.transaction().execute((tx) => storeActivities(tx, own, { quiet: false }))),
    );
    expect(counts.reduce((sum, { stored }) => sum + stored, 0)).toBe(4_000);
    expect(counts.reduce((sum, { repeated }) => sum + repeated, 0)).toBe(12_000);
  });
});

describe('a worker that is killed while it ingests', () => {
  it.each(['ingest.before_commit', 'ingest.after_commit'] as const)(
    'at %s loses and doubles nothing',
    async (place) => {
      const failpoint: Failpoint = crashOnceAt(place);
      await arrive([activity({ email: 'ada@company.example' }), activity({ id: 'p1' })]);
      await arrive([activity({ email: 'ada@company.example' }, { attributes: { country: 'DE' } })]);

      await expect(ingestWaiting({ ...deps, failpoint })).rejects.toThrow(place);
      await ingestAll();

      const { leads, activities: stored, queue } = await rows();
      expect([leads.length, stored.length]).toEqual([2, 3]);
      expect(queue.filter((row) => row.kind === 'activity')).toHaveLength(3);
      expect(await database.db.selectFrom('inbox').selectAll().where('processed_at', 'is', null).execute()).toEqual([]);
      expect(await listSyncErrors(database.db, { limit: 10 })).toEqual([]);
    },
  );
});

describe('a message that cannot be ingested', () => {
  it('becomes a sync error and holds up no other', async () => {
    await arrive([activity({ id: 'p1' })]);
    await keepDelivery(database.db, {
      connectionId: 'forms',
      dedupeKey: 'msg_bad',
      kind: 'activities',
      body: Buffer.from('{'),
      receivedAt: START,
    });
    await arrive([activity({ id: 'p2' })]);

    expect(await ingestAll()).toBe(3);

    expect((await rows()).activities).toHaveLength(2);
    const errors = await listSyncErrors(database.db, { limit: 10 });
    expect(errors).toMatchObject([{ code: 'message_not_ingested', origin: 'inbox:forms:msg_bad', state: 'open' }]);
  });

  it('because of one activity costs the others nothing; that one waits, whole, to be mended', async () => {
    await sql`alter table lead_attribute add constraint no_poison check (value <> '"poison"')`.execute(database.db);
    try {
      const poison = activity({ id: 'p2' }, { id: 'a_bad', attributes: { company: 'poison' } });
      await arrive([activity({ id: 'p1' }), poison, activity({ id: 'p3' })]);
      expect(await ingestAll()).toBe(1);

      expect((await rows()).activities.map((row) => row.source_id)).toHaveLength(2);
      const [error, ...others] = await listSyncErrors(database.db, { limit: 10 });
      expect(others).toEqual([]);
      expect(error).toMatchObject({ code: 'activity_not_ingested', state: 'open', record: poison });

      const retry = { id: error!.id, actor: 'cli:test', record: { ...poison, attributes: { company: 'Initech' } } };
      expect(await retrySyncError(deps, retry)).toEqual({ kind: 'retried' });
      await ingestAll();
      expect((await rows()).activities.map((row) => row.source_id)).toContain('a_bad');
      expect(await listSyncErrors(database.db, { state: 'open', limit: 10 })).toEqual([]);
    } finally {
      await sql`alter table lead_attribute drop constraint no_poison`.execute(database.db);
    }
  });

  it('is not what a long name makes of it: whatever passes the form is stored, and found by its beginning', async () => {
    // Nothing that a page of an index could compress.
    const company = randomBytes(3_000).toString('base64');
    await arrive([activity({ id: 'p1' }, { attributes: { company } })]);
    expect(await ingestAll()).toBe(1);
    expect(await listSyncErrors(database.db, { limit: 10 })).toEqual([]);
    const [stored] = (await rows()).leads;
    for (const search of [company.slice(0, 8), company]) {
      expect((await searchLeads(database.db, search)).leadIds).toEqual([stored!.id]);
    }
  });

  it('is left for its own processor when it is of another kind', async () => {
    await keepDelivery(database.db, {
      connectionId: 'crm',
      dedupeKey: 'e1',
      kind: 'hubspot',
      body: Buffer.from('[]'),
      receivedAt: START,
    });
    expect(await ingestAll()).toBe(0);
  });
});
