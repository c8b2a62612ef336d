import { sql } from 'kysely';
import { DateTime } from 'luxon';
import type { AttributeValue } from '../../../domain/lead';
import type { ControlInput } from '../../../simulators/hubspot/control-client';
import { findConnection, pauseConnections, resumeConnections } from '../../../store/connection';
import { retryWishes } from '../../../store/crm-wish';
import { listSyncErrors } from '../../../store/sync-error';
import { handOff, refresh, seedLead, seedLeads } from './leads';
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

const UPSERT = '/crm/v3/objects/contacts/batch/upsert';
const UPDATE = '/crm/v3/objects/contacts/batch/update';
const CREATE_TASKS = '/crm/v3/objects/tasks/batch/create';

const contacts = async () => await world.control.dump({ portalId: world.portalId, objectType: 'contacts' });
const tasks = async () => await world.control.dump({ portalId: world.portalId, objectType: 'tasks' });
const fault = async (input: Partial<ControlInput<'addFault'>> & { path: string }) =>
  await world.control.addFault({ method: 'POST', apply: false, answer: { kind: 'cut' }, ...input });
const wishStates = async () =>
  (await world.db.selectFrom('crm_wish').select(['state', 'error_code']).orderBy('id').execute()).map(
    ({ state, error_code: code }) => (code === null ? state : `${state}: ${code}`),
  );
const breaker = async () => {
  const connection = await findConnection(world.db, CONNECTION);
  return { failures: connection?.breakerFailures, code: connection?.breakerCode, until: connection?.breakerUntil };
};
const errors = async () => await listSyncErrors(world.db, { state: 'open', limit: 100 });
const noDuplicates = async () => {
  const { portalId } = world;
  await world.control.assertNoDuplicates({ portalId, objectType: 'contacts', by: ['leadline_lead_id'] });
  await world.control.assertNoDuplicates({
    portalId,
    objectType: 'tasks',
    by: ['hs_task_subject'],
    associatedWith: 'contacts',
  });
};
const people = (count: number) => Array.from({ length: count }, (_, index) => ({ email: `p${index}@acme.test` }));

describe('bad rows', () => {
  it.each([
    ['told row by row', true],
    ['found by halves, where the call is refused as a whole', false],
  ])('become sync errors and hold up no other: %s', async (_how, partialUpdate) => {
    await world.control.configurePortal({ portalId: world.portalId, behaviour: { partialUpdate } });
    const sketches = people(30).map((person, index) => ({
      ...person,
      attributes: { last_name: index % 10 === 3 ? 'x'.repeat(70_000) : 'fine' },
    }));
    const leadIds = await seedLeads(world.db, sketches);
    await world.control.seed({
      portalId: world.portalId,
      objectType: 'contacts',
      records: sketches.map(({ email }) => ({ properties: { email } })),
    });
    await world.configure({ fields: [{ property: 'lastname', attribute: 'last_name', write: 'always' }] });
    await handOff(world.db, leadIds);

    expect(await world.deliver()).toMatchObject({ sent: 54, failed: 3, remaining: 0 });

    expect(await errors()).toHaveLength(3);
    const bad = [3, 13, 23].map((index) => leadIds[index]);
    expect((await errors()).map((error) => error.leadId).toSorted()).toEqual(bad.toSorted());
    expect((await errors())[0]).toMatchObject({
      direction: 'out',
      code: 'invalid_value',
      field: 'lastname',
    });
    expect(await tasks()).toHaveLength(27);
  });

  it('are sent when they were mended and retried, and the error closes', async () => {
    const leadId = await seedLead(world.db, { email: 'not an address' });
    await handOff(world.db, [leadId]);
    await world.deliver();
    const [error] = await errors();
    expect(error).toMatchObject({ code: 'invalid_value', field: 'email' });

    await sql`update lead_alias set value = 'jane@acme.test'`.execute(world.db);
    const id = Number(error?.origin.replace('wish:', ''));
    expect(await retryWishes(world.db, { ids: [id], now: world.clock.now })).toBe(1);
    await world.deliver();

    expect(await errors()).toEqual([]);
    expect(await tasks()).toHaveLength(1);
  });

  it('a lead that cannot be scored is set aside, and the others are written', async () => {
    const leadIds = await seedLeads(world.db, [
      { email: 'odd@acme.test', attributes: { country: 'Oddland' } },
      ...people(2),
    ]);
    await handOff(world.db, leadIds);
    const { model, ...rest } = world.workspace();
    const fields = model.fit.fields.map((field) => ({
      ...field,
      find: (value: AttributeValue | undefined) => {
        if (value === 'Oddland') throw new Error('a bug');
        return field.find(value);
      },
    }));
    const workspace = () => ({ ...rest, model: { ...model, fit: { ...model.fit, fields } } });

    expect(await world.deliver({ workspace })).toMatchObject({ sent: 4, failed: 1, remaining: 0 });

    expect(await errors()).toMatchObject([{ code: 'not_explained', leadId: leadIds[0] }]);
  });

  it('a lead whose contact was deleted waits for a person, and a retry makes a new one', async () => {
    const leadId = await seedLead(world.db, { email: 'jane@acme.test' });
    await handOff(world.db, [leadId]);
    await world.deliver();
    const [contact] = await contacts();
    await world.control.repArchive({ ...world, objectType: 'contacts', id: contact!.id });
    await refresh(world.db, [leadId], world.clock.now);
    world.clock.now += 60_000;
    await world.deliver();
    const [error] = await errors();
    expect(error).toMatchObject({ code: 'gone', leadId });

    await refresh(world.db, [leadId], world.clock.now);
    world.clock.now += 3 * 86_400_000;
    await world.deliver();
    expect(await contacts()).toEqual([]);

    await retryWishes(world.db, { ids: [Number(error?.origin.replace('wish:', ''))], now: world.clock.now });
    await world.deliver();
    expect(await contacts()).toMatchObject([{ properties: { leadline_lead_id: leadId } }]);
  });

  it('a property that is missing is the fault of no row: told once, nothing is lost', async () => {
    const leadIds = await seedLeads(world.db, people(5));
    await removeProperty('contacts', 'leadline_fit');
    await handOff(world.db, leadIds);

    expect(await world.deliver()).toMatchObject({ sent: 0, failed: 0, remaining: 5 });

    expect(await errors()).toMatchObject([{ code: 'property_missing', field: 'leadline_fit', leadId: null }]);
    expect(await breaker()).toMatchObject({ code: 'property_missing' });
    expect(await world.calls()).toMatchObject({ [`POST ${UPSERT}`]: 1 });

    await world.connect({ create: true });
    await resumeConnections(world.db, { ids: 'all' });
    expect(await world.deliver()).toMatchObject({ sent: 10, remaining: 0 });
    expect(await errors()).toEqual([]);
  });
});

async function removeProperty(objectType: string, name: string): Promise<void> {
  const response = await fetch(`${world.baseUrl}/crm/v3/properties/${objectType}/${name}`, {
    method: 'DELETE',
    headers: { Authorization: `Bearer ${world.accessToken}` },
  });
  expect(response.status).toBe(204);
}

describe('a call that is cut off', () => {
  it.each([
    ['after it was carried out', true, { kind: 'cut' }],
    ['before it was carried out', false, { kind: 'cut' }],
    ['in the middle of the answer', true, { kind: 'cut-body' }],
    ['by a time-out', true, { kind: 'stall' }],
    ['by a proxy', true, { kind: 'html' }],
    ['by an answer without content', true, { kind: 'empty' }],
    ['by a broken answer', true, { kind: 'broken-json' }],
    ['by a failure on their side', true, { kind: 'status', status: 500 }],
  ] as const)('%s makes no second task and loses none', async (_how, apply, answer) => {
    if (answer.kind === 'stall') world = await createWorld(stage, { timeoutMs: 2_000 });
    const leadIds = await seedLeads(world.db, people(3));
    await handOff(world.db, leadIds);
    await fault({ path: CREATE_TASKS, apply, answer });

    const first = await world.deliver();
    expect(first).toMatchObject({ sent: 3, stoppedBy: 'calls_failing' });
    expect(first.waitMs).toBeGreaterThan(0);
    world.clock.now += first.waitMs ?? 0;
    await world.calls();
    await world.deliver();

    expect(await world.calls()).toMatchObject({ 'POST /crm/v3/objects/tasks/batch/read': 1 });
    expect((await tasks()).map(({ properties }) => properties['leadline_ref']).toSorted()).toEqual(
      leadIds.map((leadId) => `task/${leadId}/main/2/first_touch`).toSorted(),
    );
    await noDuplicates();
  });

  it('is not read back where the send was not in doubt', async () => {
    await handOff(world.db, await seedLeads(world.db, people(3)));
    await world.deliver();
    expect(Object.keys(await world.calls())).not.toContain('POST /crm/v3/objects/tasks/batch/read');
  });

  it('makes no second contact', async () => {
    await handOff(world.db, await seedLeads(world.db, people(3)));
    await fault({ path: UPSERT, apply: true });

    const first = await world.deliver();
    world.clock.now += first.waitMs ?? 0;
    await world.deliver();

    expect(await contacts()).toHaveLength(3);
    expect(await tasks()).toHaveLength(3);
    await noDuplicates();
  });

  it('does not clear a verdict that the rep gave meanwhile', async () => {
    const leadId = await seedLead(world.db, { email: 'jane@acme.test' });
    await handOff(world.db, [leadId]);
    await world.deliver();
    const [contact] = await contacts();
    const say = async (verdict: string) =>
      await world.control.repUpdate({
        ...world,
        objectType: 'contacts',
        id: contact!.id,
        properties: { leadline_disposition: verdict },
      });
    await world.control.setClock({ at: START - 1_000 });
    await say('no_budget');
    await sql`insert into crm_state (connection_id, lead_id, disposition, disposition_at, read_at)
              values (${CONNECTION}, ${leadId}, 'no_budget', ${new Date(START - 1_000)}, ${new Date(START)})`.execute(
      world.db,
    );
    await handOff(world.db, [leadId], world.clock.now);
    await fault({ path: UPDATE, apply: true });
    const first = await world.deliver();
    await world.control.setClock({ at: START + 60_000 });
    await say('accepted');

    world.clock.now += first.waitMs ?? 0;
    await world.deliver();

    expect((await contacts())[0]?.properties).toMatchObject({ leadline_disposition: 'accepted' });
  });
});

describe('a connection that fails', () => {
  it('stops being called after five failures in a row, for ever longer, until a call goes through', async () => {
    await handOff(world.db, await seedLeads(world.db, people(3)));
    await fault({ path: '*', answer: { kind: 'status', status: 503 }, times: 7 });

    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const result = await world.deliver();
      expect(result.stoppedBy).toBe('calls_failing');
      if (attempt < 5) world.clock.now += result.waitMs ?? 0;
      else expect(result.waitMs).toBe(30_000);
    }
    expect(await breaker()).toMatchObject({ failures: 5, code: 'http_503' });
    await world.calls();
    world.clock.now += 5_000;
    const refused = await world.deliver();
    expect(refused).toMatchObject({ sent: 0, remaining: 3, stoppedBy: 'http_503' });
    expect(await world.calls()).toEqual({});
    expect(refused.waitMs).toBe(25_000);

    world.clock.now += refused.waitMs ?? 0;
    await world.deliver();
    world.clock.now = (await breaker()).until!;
    expect(await breaker()).toMatchObject({ failures: 6 });
    await world.deliver();
    world.clock.now = (await breaker()).until!;
    expect(await world.deliver()).toMatchObject({ sent: 6, remaining: 0 });
    expect(await breaker()).toEqual({ failures: 0, code: null, until: null });
    await noDuplicates();
  });

  it('waits out the ten-second limit without counting it as a failure', async () => {
    await handOff(world.db, await seedLeads(world.db, people(1)));
    const body = {
      status: 'error',
      message: 'You have reached your ten_secondly_rolling limit.',
      policyName: 'TEN_SECONDLY_ROLLING',
    };
    await fault({ path: '*', answer: { kind: 'status', status: 429, body } });

    const first = await world.deliver();

    expect(first).toMatchObject({ sent: 0, remaining: 1, waitMs: 10_000 });
    expect(await breaker()).toMatchObject({ failures: 0, until: null });
  });

  it('is parked until the midnight of the portal after the daily limit', async () => {
    world = await createWorld(stage, { portal: { timeZone: 'America/New_York' } });
    await world.control.configurePortal({ portalId: world.portalId, limits: { daily: 0 } });
    await handOff(world.db, await seedLeads(world.db, people(1)));
    // The simulator's calls are counted by its own clock, which stands on the day of the test.
    const [earliest, result, latest] = [nextMidnightInNewYork(), await world.deliver(), nextMidnightInNewYork()];

    const { code, until } = await breaker();
    expect(code).toBe('daily_limit');
    expect([earliest, latest]).toContain(until);
    expect(result).toMatchObject({ sent: 0, remaining: 1 });
    await world.control.configurePortal({ portalId: world.portalId, limits: { daily: null } });
    expect(await world.deliver()).toMatchObject({ stoppedBy: 'daily_limit' });
    world.clock.now = latest;
    expect(await world.deliver()).toMatchObject({ sent: 2, remaining: 0 });
  });

  it.each([
    ['a token that was revoked', 'token_refused', async () => await world.control.revokeToken(world.accessToken)],
    [
      'a scope that was taken away',
      'scope_missing',
      async () => await fault({ path: UPSERT, answer: { kind: 'status', status: 403 } }),
    ],
  ])('asks for a person after %s, and fails no wish', async (_what, code, happen) => {
    await handOff(world.db, await seedLeads(world.db, people(2)));
    await happen();

    await world.deliver();

    expect(await errors()).toMatchObject([{ code, leadId: null, origin: `connection:${CONNECTION}` }]);
    expect(await breaker()).toMatchObject({ code });
    expect((await wishStates()).filter((state) => state.startsWith('failed'))).toEqual([]);
  });

  it('calls nothing while it is paused, and goes on when it is resumed', async () => {
    await handOff(world.db, await seedLeads(world.db, people(2)));
    await pauseConnections(world.db, { ids: 'all', by: 'test', now: START });

    expect(await world.deliver()).toMatchObject({ sent: 0, remaining: 2, waitMs: null, stoppedBy: 'paused' });
    expect(await world.calls()).toEqual({});

    await resumeConnections(world.db, { ids: 'all' });
    expect(await world.deliver()).toMatchObject({ sent: 4, remaining: 0 });
  });

  it('is delivered to by one at a time', async () => {
    await handOff(world.db, await seedLeads(world.db, people(50)));

    const results = await Promise.all([world.deliver(), world.deliver(), world.deliver()]);

    expect(results.filter(({ stoppedBy }) => stoppedBy === 'delivery_running')).toHaveLength(2);
    expect(results.reduce((sum, { sent }) => sum + sent, 0)).toBe(100);
  });
});

/** By the wall clock: the connector reads the limit when it is hit. */
const nextMidnightInNewYork = (): number =>
  DateTime.now().setZone('America/New_York').plus({ days: 1 }).startOf('day').toMillis();
