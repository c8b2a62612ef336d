import type { KyselyPlugin } from 'kysely';
import { noFailpoint } from '../../../domain/failpoint';
import { createPastReader, type PastReading, type ReadPastDeps } from '../../../pipeline/crm/read-past';
import { applyConnections, pauseConnections } from '../../../store/connection';
import { saveStates, saveTouches } from '../../../store/crm-state';
import { until } from '../servers/until';
import { handOff, seedLead, seedLeads } from './leads';
import { CONNECTION, createWorld, START, startStage, type Stage, type World } from './world';

let stage: Stage;
let world: World;

beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => {
  await stage.stop();
});
beforeEach(async () => {
  world = await createWorld(stage);
});

const HOUR = 3_600_000;
const DEADLINE = START + 4 * HOUR;
const BY_EMAIL = { property: 'email', email: true } as const;

async function delivered(count = 1) {
  const people = Array.from({ length: count }, (_, index) => ({ email: `p${index}@acme.test`, ownerId: 'ana' }));
  const leadIds = await seedLeads(world.db, people);
  await handOff(world.db, leadIds);
  await world.deliver();
  world.clock.now = DEADLINE + 1_000;
  await world.control.setClock({ at: DEADLINE });
  await world.calls();
  const links = await world.db.selectFrom('crm_record').select(['lead_id', 'crm_id']).execute();
  return leadIds.map((leadId) => ({ leadId, crmId: links.find((link) => link.lead_id === leadId)!.crm_id }));
}

const log = async (
  kind: 'calls' | 'emails' | 'meetings' | 'notes',
  crmId: string,
  at: number,
  properties: Record<string, string> = {},
  source: 'CRM_UI' | 'AUTOMATION_PLATFORM' = 'CRM_UI',
) =>
  await world.control.repLog({
    portalId: world.portalId,
    kind,
    source,
    at,
    properties,
    about: [{ objectType: 'contacts', id: crmId }],
  });

const correct = async (callId: string, at: number) =>
  await world.control.repUpdate({
    portalId: world.portalId,
    objectType: 'calls',
    id: callId,
    properties: { hs_timestamp: new Date(at).toISOString() },
  });

const reader = (change: Partial<ReadPastDeps> = {}) => {
  const { db, connections, clock } = world;
  return createPastReader({
    ...{ db, connections, clock: clock.read, failpoint: noFailpoint, sleep: () => Promise.resolve() },
    ...change,
  });
};
/** The database, and how many questions about a table it has answered. */
function counting(table: string) {
  const asked = new Set<object>();
  let answered = 0;
  const plugin: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      if (JSON.stringify(node).includes(`"${table}"`)) asked.add(queryId);
      return node;
    },
    transformResult: ({ result, queryId }) => {
      if (asked.has(queryId)) answered += 1;
      return Promise.resolve(result);
    },
  };
  return { db: world.db.withPlugin(plugin), answered: () => answered };
}
const readPast = async (leadId: string): Promise<PastReading> => await reader()({ leadId, deadline: DEADLINE });
const errorCodes = async () =>
  (await world.db.selectFrom('crm_wish').select('error_code').execute()).map((wish) => wish.error_code);
const touches = async () =>
  (await world.db.selectFrom('crm_touch').select(['kind', 'occurred_at']).orderBy('occurred_at').execute()).map(
    (touch) => [touch.kind, touch.occurred_at] as const,
  );

describe('reading the CRM past a deadline', () => {
  it('knows what was done in time, by when it was done', async () => {
    const [lead] = await delivered();
    await log('calls', lead!.crmId, START + HOUR);
    await log('emails', lead!.crmId, START + 2 * HOUR, { hs_email_direction: 'EMAIL', hs_email_status: 'SENT' });
    // Booked at the time of the simulator's clock, for next week.
    await log('meetings', lead!.crmId, START + 7 * 24 * HOUR);

    expect(await readPast(lead!.leadId)).toEqual({ read: true, readAt: DEADLINE + 1_000 });

    expect(await touches()).toEqual([
      ['logged_call', START + HOUR],
      ['human_1to1_email', START + 2 * HOUR],
      ['meeting_booked', DEADLINE],
    ]);
    expect(await world.db.selectFrom('wake').select('lead_id').execute()).toContainEqual({ lead_id: lead!.leadId });
  });

  it('takes nothing for a touch that is none', async () => {
    const [lead] = await delivered();
    const [task] = await world.control.dump({ portalId: world.portalId, objectType: 'tasks' });
    await world.control.completeTask({ portalId: world.portalId, id: task!.id });
    await log('notes', lead!.crmId, START + HOUR, { hs_note_body: 'left for later' });
    await log('calls', lead!.crmId, START + HOUR, { hs_call_status: 'CANCELED' });
    await log('calls', lead!.crmId, DEADLINE + 10 * HOUR);
    await log('emails', lead!.crmId, START + HOUR, { hs_email_direction: 'INCOMING_EMAIL' });
    await log('emails', lead!.crmId, START + HOUR, { hs_email_direction: 'EMAIL', hs_email_status: 'BOUNCED' });
    await log(
      'emails',
      lead!.crmId,
      START + HOUR,
      { hs_email_direction: 'EMAIL', hs_email_status: 'SENT' },
      'AUTOMATION_PLATFORM',
    );
    await world.control.changeOwner({ ...world, objectType: 'contacts', id: lead!.crmId, ownerId: '501' });

    expect(await readPast(lead!.leadId)).toMatchObject({ read: true });

    expect(await touches()).toEqual([]);
  });

  it('hears that the time of a touch was corrected', async () => {
    const [lead] = await delivered();
    const { id } = await log('calls', lead!.crmId, START - HOUR);
    await readPast(lead!.leadId);
    await correct(id, START + HOUR);
    await world.db.deleteFrom('wake').execute();

    await readPast(lead!.leadId);

    expect(await touches()).toEqual([['logged_call', START + HOUR]]);
    expect(await world.db.selectFrom('wake').select('lead_id').execute()).toEqual([{ lead_id: lead!.leadId }]);
  });

  it('keeps a correction when a reading from before it comes late', async () => {
    const [lead] = await delivered();
    const { id } = await log('calls', lead!.crmId, START + HOUR);
    await readPast(lead!.leadId);
    const late = { connectionId: CONNECTION, readAt: world.clock.now + 1_000 };
    world.clock.now += 2_000;
    await correct(id, START + 2 * HOUR);
    await readPast(lead!.leadId);

    const touch = { leadId: lead!.leadId, kind: 'logged_call', crmId: id, occurredAt: START + HOUR };
    expect(await saveTouches(world.db, { ...late, touches: [touch] })).toEqual([]);

    expect(await touches()).toEqual([['logged_call', START + 2 * HOUR]]);
  });

  it('reads a touch again for two weeks and then no more', async () => {
    const [lead] = await delivered();
    await log('calls', lead!.crmId, START + HOUR);
    await readPast(lead!.leadId);
    const read = async () => {
      await world.calls();
      await readPast(lead!.leadId);
      return (await world.calls())['POST /crm/v3/objects/calls/batch/read'];
    };

    world.clock.now += 14 * 24 * HOUR;
    expect(await read()).toBe(1);
    world.clock.now += 1;
    expect(await read()).toBeUndefined();
  });

  it('shares batches among callers at the same time', async () => {
    const people = await delivered(30);
    for (const { crmId } of people.slice(0, 3)) await log('calls', crmId, START + HOUR);
    // On a busy machine the callers' own queries take longer than a reader waits for more of them.
    const { db, answered } = counting('crm_record');
    const read = reader({ db, sleep: () => until(() => answered() === people.length) });

    const readings = await Promise.all(people.map(({ leadId }) => read({ leadId, deadline: DEADLINE })));

    expect(readings.every((reading) => reading.read)).toBe(true);
    expect(await world.calls()).toEqual({
      'POST /crm/v3/objects/contacts/batch/read': 1,
      'POST /crm/v4/associations/contacts/calls/batch/read': 1,
      'POST /crm/v4/associations/contacts/emails/batch/read': 1,
      'POST /crm/v4/associations/contacts/meetings/batch/read': 1,
      'POST /crm/v3/objects/calls/batch/read': 1,
    });
    expect(await touches()).toHaveLength(3);
  });

  it.each([
    [
      'fails',
      'http_503',
      async () => await world.control.addFault({ path: '*', times: 1, answer: { kind: 'status', status: 503 } }),
    ],
    ['is paused', 'paused', async () => await pauseConnections(world.db, { ids: 'all', by: 'test', now: START })],
  ])('concludes nothing while the connection %s', async (_how, code, happen) => {
    const [lead] = await delivered();
    await happen();

    expect(await readPast(lead!.leadId)).toEqual({ read: false, code });
  });

  it('concludes nothing of a lead that the rep has not been told of', async () => {
    const leadId = await seedLead(world.db, { email: 'jane@acme.test' });
    await handOff(world.db, [leadId]);

    expect(await readPast(leadId)).toEqual({ read: false, code: 'not_delivered' });
  });

  it.each([
    ['failed', 'several_candidates', {}, ['jane@acme.test', 'j.doe@acme.test']],
    ['is held', 'not_created', { create_from: 'sal' as const }, []],
  ])('concludes nothing while the hand-off %s', async (_how, code, config, emails) => {
    world = await createWorld(stage, {
      uniqueProperties: ['prospect_id'],
      config: { ...config, link_by: [{ property: 'prospect_id', alias: { source: 'crm' } }, BY_EMAIL] },
    });
    await world.control.seed({
      portalId: world.portalId,
      objectType: 'contacts',
      records: emails.map((email, index) => ({ properties: { email, prospect_id: `P-${index}` } })),
    });
    const leadId = await seedLead(world.db, { email: 'jane@acme.test', ids: { crm: 'P-1' } });
    await world.db
      .insertInto('lead_alias')
      .values({ lead_id: leadId, kind: 'external', source: 'crm', value: 'P-0', valid_from: new Date(START) })
      .execute();
    await handOff(world.db, [leadId]);
    await world.deliver();
    expect(await errorCodes()).toContain(code);

    expect(await readPast(leadId)).toEqual({ read: false, code: 'not_delivered' });
  });

  it('reads the contact whose hand-off failed nonetheless: the rep may have found the lead', async () => {
    const [lead] = await delivered();
    await handOff(world.db, [lead!.leadId]);
    await world.db.updateTable('crm_wish').set({ state: 'failed' }).where('kind', '=', 'contact').execute();
    await log('calls', lead!.crmId, START + HOUR);

    expect(await readPast(lead!.leadId)).toEqual({ read: false, code: 'not_delivered' });

    expect(await touches()).toEqual([['logged_call', START + HOUR]]);
  });

  it.each(['observe', 'score_fields'] as const)('expects no hand-off of a connection in mode %s', async (mode) => {
    const leadId = await seedLead(world.db, { email: 'not an address' });
    await world.configure({ mode });
    await handOff(world.db, [leadId]);
    await world.deliver();

    expect(await readPast(leadId)).toMatchObject({ read: true });
  });

  it('needs no CRM for a lead that has no record there', async () => {
    const leadId = await seedLead(world.db, { email: 'jane@acme.test' });

    expect(await readPast(leadId)).toEqual({ read: true, readAt: DEADLINE });
  });

  it('is not held up by a connection that was taken out of the workspace', async () => {
    const [lead] = await delivered();
    await world.db.transaction().execute((tx) => applyConnections(tx, { connections: [], now: START }));

    expect(await readPast(lead!.leadId)).toMatchObject({ read: true });
  });

  it('follows a merge nobody told us of', async () => {
    const [lead] = await delivered();
    const { id } = await world.control.repCreate({
      portalId: world.portalId,
      objectType: 'contacts',
      properties: { email: 'jd@acme.test' },
    });
    await world.control.repMerge({
      portalId: world.portalId,
      objectType: 'contacts',
      primaryId: id,
      otherId: lead!.crmId,
    });
    await log('calls', id, START + HOUR);

    expect(await readPast(lead!.leadId)).toMatchObject({ read: true });

    expect(await touches()).toEqual([['logged_call', START + HOUR]]);
    expect(await world.db.selectFrom('crm_record').select('crm_id').execute()).toEqual([{ crm_id: id }]);
  });
});

describe('readings', () => {
  it('that are older than the newest change nothing', async () => {
    const leadId = await seedLead(world.db, { email: 'jane@acme.test' });
    const save = async (disposition: string, readAt: number) =>
      await saveStates(world.db, {
        connectionId: CONNECTION,
        readAt,
        states: [
          {
            leadId,
            disposition,
            dispositionAt: START,
            ...{
              ownerCrmId: null,
              leadStatus: null,
              lifecycleStage: null,
              lifecycleStageAt: null,
              lastContactedAt: null,
            },
          },
        ],
      });

    expect(await save('accepted', START + 10)).toEqual([leadId]);
    expect(await save('no_budget', START + 5)).toEqual([]);
    expect(await save('accepted', START + 20)).toEqual([]);

    expect(await world.db.selectFrom('crm_state').select(['disposition', 'read_at']).execute()).toEqual([
      { disposition: 'accepted', read_at: START + 20 },
    ]);
  });
});
