import { setTimeout as pause } from 'node:timers/promises';
import type { ContactFields, CrmPort, SetupNeeds, TaskFields } from '../../../connectors/crm-port';
import { createHubspotPort, type HubspotPortOptions } from '../../../connectors/hubspot/hubspot-port';
import { now as NOW, startPortal, type SimulatedPortal } from '../hubspot-simulator/simulated-portal';

/** What the port promises, held against the official client over HTTP. */
let portal: SimulatedPortal;
let port: CrmPort;

const NEEDS: SetupNeeds = {
  mode: 'tasks',
  linkProperties: ['email'],
  mappedProperties: ['email', 'lastname'],
  dispositions: ['accepted', 'no_budget'],
};

beforeEach(async () => {
  portal = await startPortal();
  port = portWith(portal.accessToken);
  await port.createMissing(NEEDS);
});
afterEach(async () => {
  expect(await portal.control.violations()).toEqual([]);
  await portal.stop();
});

const portWith = (accessToken: string, change: Partial<HubspotPortOptions> = {}): CrmPort =>
  createHubspotPort({
    ...change,
    accessToken,
    baseUrl: portal.baseUrl,
    requestsPer10s: 10_000,
    clock: Date.now,
    sleep: (ms) => pause(ms),
  });

const lead = (name: string, change: Partial<ContactFields> = {}): ContactFields => ({
  leadId: `lead-${name}`,
  score: 7_250,
  fit: 5_500,
  grade: 'B',
  combined: 'B4',
  stage: 'mql',
  owner: 'ana',
  reasons: 'Score 72.5',
  slaDueAt: NOW,
  updatedAt: NOW,
  mapped: { email: `${name}@acme.test` },
  ...change,
});
const task = (ref: string, contactCrmId: string, change: Partial<TaskFields> = {}): TaskFields => ({
  ref,
  contactCrmId,
  subject: 'Get in touch',
  body: 'Why',
  dueAt: NOW,
  priority: 'high',
  crmOwnerId: null,
  ...change,
});
const create = async (...names: string[]): Promise<readonly string[]> =>
  (await port.createContacts(names.map((name) => lead(name)))).map((result) => (result.ok ? result.crmId : ''));
const contact = async (id: string) =>
  (await portal.control.dump({ portalId: portal.portalId, objectType: 'contacts' })).find((record) => record.id === id);

describe('contacts', () => {
  it('are created by lead id, and a repeat updates the same ones, results in the order of the rows', async () => {
    const names = Array.from({ length: 100 }, (_, index) => `p${index}`);
    const first = await port.createContacts(names.map((name) => lead(name)));
    const again = await port.createContacts(names.toReversed().map((name) => lead(name, { stage: 'sal' })));

    expect(first.every((result) => result.ok && result.created)).toBe(true);
    expect(again).toEqual(first.toReversed().map((result) => ({ ...result, created: false })));
    const [found] = await port.findContacts({ key: { kind: 'lead_id' }, values: ['lead-p42'] });
    expect(first[42]).toMatchObject({ crmId: found?.crmId });
  });

  it('are written as HubSpot stores them', async () => {
    const [id = ''] = await create('jane');
    expect((await contact(id))?.properties).toMatchObject({
      leadline_lead_id: 'lead-jane',
      leadline_score: '72.5',
      leadline_fit: '55',
      leadline_grade: 'B',
      leadline_combined_score: 'B4',
      leadline_stage: 'mql',
      leadline_owner: 'ana',
      leadline_sla_due: '2026-05-01T10:00:00Z',
      email: 'jane@acme.test',
    });

    await port.updateContacts([{ crmId: id, fields: lead('jane', { owner: null, slaDueAt: null, mapped: {} }) }]);
    const properties = (await contact(id))?.properties;
    expect(properties).not.toHaveProperty('leadline_owner');
    expect(properties).not.toHaveProperty('leadline_sla_due');
    expect(properties).toMatchObject({ email: 'jane@acme.test' });
  });

  it('are found by id, lead id, e-mail in any spelling, and additional e-mail; others are absent', async () => {
    const [id = ''] = await create('jane');
    await portal.control.repUpdate({
      portalId: portal.portalId,
      objectType: 'contacts',
      id,
      properties: { hs_additional_emails: 'jd@acme.test' },
    });
    const find = async (key: Parameters<CrmPort['findContacts']>[0]['key'], ...values: string[]) =>
      await port.findContacts({ key, values });
    const email = { kind: 'property', property: 'email' } as const;
    const found = { crmId: id, leadId: 'lead-jane', lifecycleStage: 'lead' };

    expect(await find({ kind: 'crm_id' }, id, '999999')).toEqual([{ value: id, ...found }]);
    expect(await find({ kind: 'lead_id' }, 'lead-jane', 'lead-joe')).toEqual([{ value: 'lead-jane', ...found }]);
    expect(await find(email, 'Jane@Acme.test', 'joe@acme.test')).toEqual([{ value: 'Jane@Acme.test', ...found }]);
    expect(await find(email, 'jd@acme.test')).toEqual([{ value: 'jd@acme.test', ...found }]);
    expect(await find(email)).toEqual([]);
  });

  it('that fail do so row by row, with the field', async () => {
    const [jane = ''] = await create('jane');
    const results = await port.updateContacts([
      { crmId: jane, fields: lead('jane') },
      { crmId: '999999', fields: lead('joe') },
    ]);
    expect(results).toMatchObject([
      { ok: true, crmId: jane },
      { ok: false, code: 'gone' },
    ]);
    expect(
      await port.createContacts([
        lead('kim'),
        lead('leo', { mapped: { email: 'no address' } }),
        lead('jane2', { mapped: { email: 'jane@acme.test' } }),
      ]),
    ).toMatchObject([
      { ok: true, created: true },
      { ok: false, code: 'invalid_value', field: 'email' },
      { ok: false, code: 'taken', field: 'email', existingCrmId: jane },
    ]);
  });
});

describe('tasks', () => {
  it('are associated with their contact, found by their reference, and refused a second time', async () => {
    const [jane = '', joe = ''] = await create('jane', 'joe');
    const created = await port.createTasks([task('ref/1', jane), task('ref/2', joe)]);
    expect(created).toMatchObject([
      { ok: true, created: true },
      { ok: true, created: true },
    ]);
    const ids = created.map((result) => (result.ok ? result.crmId : ''));
    const found = await port.findTasks(['ref/1', 'ref/2', 'ref/3']);
    expect(found.toSorted((a, b) => (a.ref < b.ref ? -1 : 1))).toEqual([
      { ref: 'ref/1', crmId: ids[0] },
      { ref: 'ref/2', crmId: ids[1] },
    ]);

    expect(await port.createTasks([task('ref/1', jane), task('ref/4', '999999'), task('ref/5', joe)])).toMatchObject([
      { ok: false, code: 'taken', field: 'leadline_ref' },
      { ok: false },
      { ok: true },
    ]);
    const tasks = await portal.control.dump({
      portalId: portal.portalId,
      objectType: 'tasks',
      associations: ['contacts'],
    });
    expect(tasks.map(({ properties, associations }) => [properties['leadline_ref'], associations['contacts']])).toEqual(
      [
        ['ref/1', [jane]],
        ['ref/2', [joe]],
        ['ref/5', [joe]],
      ],
    );
  });
});

describe('readings', () => {
  it('give the time at which the present verdict and stage were set', async () => {
    const [id = ''] = await create('jane');
    const say = async (properties: Record<string, string | null>, at: number) => {
      await portal.control.setClock({ at });
      await portal.control.repUpdate({ portalId: portal.portalId, objectType: 'contacts', id, properties });
    };
    await say({ leadline_disposition: 'accepted' }, NOW + 1_000);
    await say({ leadline_disposition: null }, NOW + 2_000);
    await say({ leadline_disposition: 'accepted', lifecyclestage: 'opportunity' }, NOW + 3_000);
    await say({ lastname: 'Doe' }, NOW + 4_000);

    expect(await port.readContacts([id, '999999'])).toEqual([
      {
        crmId: id,
        mergedIds: [],
        leadId: 'lead-jane',
        ownerCrmId: null,
        leadStatus: null,
        disposition: 'accepted',
        dispositionAt: NOW + 3_000,
        lifecycleStage: 'opportunity',
        lifecycleStageAt: NOW + 3_000,
        lastContactedAt: null,
      },
    ]);
  });

  it('of touches page through a long past, leave out what is known, and concern every contact of it', async () => {
    const [jane = '', joe = ''] = await create('jane', 'joe');
    const about = [{ objectType: 'contacts', id: jane }];
    await portal.control.seed({
      portalId: portal.portalId,
      objectType: 'calls',
      records: Array.from({ length: 620 }, (_, index) => ({
        properties: { hs_timestamp: new Date(NOW - (620 - index) * 60_000).toISOString() },
        about,
      })),
    });
    const both = [...about, { objectType: 'contacts', id: joe }];
    await portal.control.repLog({ portalId: portal.portalId, kind: 'meetings', about: both, at: NOW + 86_400_000 });

    const touches = await port.readTouches({ crmIds: [jane, joe], known: [] });

    expect(touches.filter(({ contactCrmId }) => contactCrmId === joe)).toMatchObject([
      { kind: 'meeting_booked', occurredAt: NOW },
    ]);
    const calls = touches.filter(({ kind }) => kind === 'logged_call');
    expect(Math.max(...calls.map(({ occurredAt }) => occurredAt))).toBe(NOW - 60_000);
    const rest = await port.readTouches({ crmIds: [jane], known: touches });
    expect(rest).toEqual([]);
  });

  it('of a touch that is known of one contact are made for the other', async () => {
    const [jane = '', joe = ''] = await create('jane', 'joe');
    const about = [jane, joe].map((id) => ({ objectType: 'contacts', id }));
    await portal.control.repLog({ portalId: portal.portalId, kind: 'meetings', about, at: NOW });
    const ofJane = await port.readTouches({ crmIds: [jane], known: [] });

    const touches = await port.readTouches({ crmIds: [jane, joe], known: ofJane });

    expect(ofJane).toMatchObject([{ contactCrmId: jane }]);
    expect(touches).toEqual([{ ...ofJane[0], contactCrmId: joe }]);
  });

  it('list all owners, page by page', async () => {
    const owners = Array.from({ length: 130 }, (_, index) => ({ email: `rep${index}@acme.test` }));
    await portal.control.saveOwners({ portalId: portal.portalId, owners });

    const listed = await port.listOwners();

    expect(listed).toHaveLength(130);
    expect(listed.map(({ email }) => email)).toContain('rep129@acme.test');
  });
});

describe('calls that fail as a whole', () => {
  it.each([
    ['silence', { kind: 'stall' }, 'unsure', 'timed_out'],
    ['a cut', { kind: 'cut' }, 'unsure', 'connection_lost'],
    ['a page of a proxy', { kind: 'html' }, 'unsure', 'http_502'],
    ['nothing at all', { kind: 'empty' }, 'unsure', 'unreadable_answer'],
    ['half an answer', { kind: 'broken-json' }, 'unsure', 'unreadable_answer'],
  ] as const)('by %s', async (_how, answer, kind, code) => {
    await portal.control.addFault({ method: 'POST', path: '*', apply: false, answer });
    // Only where none comes: on a busy machine an answer may take as long.
    const calling = answer.kind === 'stall' ? portWith(portal.accessToken, { timeoutMs: 500 }) : port;
    await expect(calling.findTasks(['ref/1'])).rejects.toMatchObject({ kind, code });
    expect(await port.findTasks(['ref/1'])).toEqual([]);
  });

  it('because nobody listens were certainly not carried out', async () => {
    const nowhere = createHubspotPort({
      accessToken: 'x',
      baseUrl: 'http://127.0.0.1:1',
      requestsPer10s: 100,
      clock: Date.now,
      sleep: (ms) => pause(ms),
    });
    await expect(nowhere.findTasks(['ref/1'])).rejects.toMatchObject({ kind: 'busy', code: 'unreachable' });
  });

  it('for want of calls left hold back every other call of the process, too', async () => {
    let now = 0;
    const patient = createHubspotPort({
      accessToken: portal.accessToken,
      baseUrl: portal.baseUrl,
      requestsPer10s: 100,
      clock: () => now,
      sleep: (ms) => {
        now += ms;
        return Promise.resolve();
      },
    });
    const body = { message: 'You have reached your ten_secondly_rolling limit.', policyName: 'TEN_SECONDLY_ROLLING' };
    await portal.control.addFault({ path: '*', apply: false, answer: { kind: 'status', status: 429, body } });

    await expect(patient.findTasks(['ref/1'])).rejects.toMatchObject({ kind: 'busy', code: 'rate_limited' });
    expect(await patient.findTasks(['ref/1'])).toEqual([]);

    expect(now).toBe(10_000);
  });
});

describe("the day's calls", () => {
  it("are told with every answer, with when the portal's day ends", async () => {
    const told: { perDay: number; remaining: number; resetsAt: number }[] = [];
    const watched = portWith(portal.accessToken, {
      timeZone: 'America/New_York',
      onQuota: (quota) => told.push(quota),
    });
    await portal.control.configurePortal({ portalId: portal.portalId, limits: { daily: 1_000 } });
    await watched.createMissing(NEEDS);
    const [first, last] = [told[0], told.at(-1)];
    expect(first?.perDay).toBe(1_000);
    expect(first?.remaining).toBeLessThan(1_000);
    expect(last?.remaining).toBeLessThan(first?.remaining ?? 0);
    const end = new Date(last?.resetsAt ?? 0).toLocaleTimeString('en-GB', { timeZone: 'America/New_York' });
    expect(end).toBe('00:00:00');
  });
});
