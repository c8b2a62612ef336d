/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment -- the client's models are classes and enums by name only: it takes and documents plain literals */
import { startHubspotSimulator } from '../../../simulators/hubspot/simulator';
import { addProperty, createContact, now, startPortal, type SimulatedPortal } from './simulated-portal';

describe('control plane', () => {
  let portal: SimulatedPortal;

  beforeEach(async () => {
    portal = await startPortal();
  });

  afterEach(() => portal.stop());

  const contactsOf = (portalId: number) => portal.control.dump({ portalId, objectType: 'contacts' });

  test('the clock stands still, runs, moves and returns to its base', async () => {
    const base = 1_000_000;
    const simulator = await startHubspotSimulator({ clock: () => base });
    const { control } = simulator;
    expect(await control.getClock()).toMatchObject({ nowMs: base, mode: 'running' });
    expect(await control.setClock({ at: '2026-01-01T00:00:00Z' })).toMatchObject({ mode: 'frozen' });
    expect((await control.advanceClock(86_400_000)).nowMs).toBe(Date.parse('2026-01-02T00:00:00Z'));
    expect(await control.setClock({ at: 5_000, running: true })).toMatchObject({ mode: 'running', nowMs: 5_000 });
    expect((await control.advanceClock(10)).nowMs).toBe(5_010);
    expect((await control.resetClock()).nowMs).toBe(base);
    await simulator.stop();
  });

  test('owners are listed, and a contact’s tasks until they are done', async () => {
    const { portalId } = portal;
    const owners = [
      { email: 'Ana@example.com', firstName: 'Ana' },
      { email: 'gone@example.com', archived: true },
    ];
    await portal.control.saveOwners({ portalId, owners });
    expect((await portal.control.owners({ portalId })).map(({ email }) => email)).toEqual(['ana@example.com']);
    const contactId = await createContact(portal.client, { email: 'jane@example.com' });
    const about = [{ objectType: 'contacts', id: contactId }];
    const properties = { hs_timestamp: '2026-05-01T10:15:00Z', hs_task_subject: 'Get in touch' };
    const { id } = await portal.control.repCreate({ portalId, objectType: 'tasks', properties, about });
    expect(await portal.control.openTasks({ portalId, contactId })).toEqual([id]);
    await portal.control.completeTask({ portalId, id });
    expect(await portal.control.openTasks({ portalId, contactId })).toEqual([]);
  });

  test('seeding makes records of any age, also with what clients may not write, and fires no webhook', async () => {
    await portal.control.configureWebhooks({
      appId: portal.appId,
      targetUrl: 'http://127.0.0.1:9/',
      subscriptions: [{ eventType: 'contact.creation' }],
    });
    const [contact] = await portal.control.seed({
      portalId: portal.portalId,
      objectType: 'contacts',
      records: [
        {
          properties: { email: 'old@example.com', notes_last_contacted: '2024-03-01T00:00:00Z' },
          createdAt: '2024-02-01T00:00:00Z',
        },
      ],
    });
    await portal.control.seed({
      portalId: portal.portalId,
      objectType: 'calls',
      records: [
        { properties: { hs_timestamp: '2023-01-01T00:00:00Z' }, about: [{ objectType: 'contacts', id: contact! }] },
      ],
    });
    const [stored] = await portal.control.dump({
      portalId: portal.portalId,
      objectType: 'contacts',
      associations: ['calls'],
    });
    expect(stored).toMatchObject({
      id: contact,
      createdAt: '2024-02-01T00:00:00.000Z',
      properties: { email: 'old@example.com', notes_last_contacted: '2024-03-01T00:00:00Z' },
      associations: { calls: [expect.any(String)] },
    });
    expect((await portal.control.webhookStatus()).waitingEvents).toBe(0);
  });

  test('thousands are seeded in order and in pieces', async () => {
    const records = Array.from({ length: 5_000 }, (_, index) => ({ properties: { email: `p${index}@example.com` } }));
    const ids = await portal.control.seed({ portalId: portal.portalId, objectType: 'contacts', records });
    const stored = await contactsOf(portal.portalId);
    expect(stored).toHaveLength(5_000);
    expect(stored.find(({ id }) => id === ids[4_321])?.properties['email']).toBe('p4321@example.com');
  });

  test('duplicates are found by the properties that are named, and by what the records are about', async () => {
    await addProperty(portal.client, 'tasks', { name: 'leadline_ref', unique: false });
    const one = await createContact(portal.client, { lastname: 'One' });
    const two = await createContact(portal.client, { lastname: 'Two' });
    const task = async (contact: string) => {
      const properties = { hs_timestamp: String(now), hs_task_subject: 'Call', leadline_ref: `ref ${contact}` };
      const about = [{ objectType: 'contacts', id: contact }];
      return (await portal.control.repCreate({ portalId: portal.portalId, objectType: 'tasks', properties, about })).id;
    };
    const first = await task(one);
    await task(two);
    const bySubject = {
      portalId: portal.portalId,
      objectType: 'tasks',
      by: ['hs_task_subject'],
      associatedWith: 'contacts',
    };
    const byReference = { portalId: portal.portalId, objectType: 'tasks', by: ['leadline_ref'] };
    await portal.control.assertNoDuplicates(bySubject);
    await portal.control.assertNoDuplicates(byReference);
    const again = await task(one);
    await expect(portal.control.assertNoDuplicates(bySubject)).rejects.toThrow(`${first} = ${again}`);
    await expect(portal.control.assertNoDuplicates(byReference)).rejects.toThrow(`${first} = ${again}`);
    await expect(portal.control.assertNoDuplicates(byReference)).rejects.not.toThrow('Call');
  });

  test('a rep creates deals, changes owners and sets properties', async () => {
    const [owner] = await portal.control.saveOwners({
      portalId: portal.portalId,
      owners: [{ email: 'rep@example.com' }],
    });
    const id = await createContact(portal.client, { lastname: 'Owned' });
    await portal.control.changeOwner({ portalId: portal.portalId, objectType: 'contacts', id, ownerId: owner!.id });
    await portal.control.createDeal({ portalId: portal.portalId, contactId: id, properties: { amount: '500' } });
    const [contact] = await portal.control.dump({
      portalId: portal.portalId,
      objectType: 'contacts',
      associations: ['deals'],
    });
    const [deal] = await portal.control.dump({ portalId: portal.portalId, objectType: 'deals' });
    expect(contact?.properties['hubspot_owner_id']).toBe(owner!.id);
    expect(contact?.associations['deals']).toEqual([deal?.id]);
    expect(deal?.properties).toMatchObject({
      amount: '500',
      dealstage: 'appointmentscheduled',
      hs_object_source: 'CRM_UI',
    });
  });

  test('portals do not see each other', async () => {
    const other = await portal.control.createPortal({ portalId: 4711 });
    await createContact(portal.client, { email: 'same@example.com' });
    const client = portal.clientWith(other.accessToken);
    await createContact(client, { email: 'same@example.com' });
    expect(await contactsOf(4711)).toHaveLength(1);
    expect((await client.crm.contacts.searchApi.doSearch({})).total).toBe(1);
    expect((await portal.control.portals()).map(({ portalId }) => portalId)).toEqual([4711, portal.portalId]);
  });

  test('a portal is founded once; with `reuse` it gets another token and keeps what it has', async () => {
    const id = await createContact(portal.client, { email: 'kept@example.com' });
    await expect(portal.control.createPortal({ portalId: portal.portalId })).rejects.toThrow('exists already');
    const again = await portal.control.createPortal({
      portalId: portal.portalId,
      reuse: true,
      clientSecret: 'rotated',
    });
    expect(again).toMatchObject({ appId: portal.appId, clientSecret: 'rotated' });
    for (const token of [portal.accessToken, again.accessToken]) {
      const { results } = await portal.clientWith(token).crm.contacts.basicApi.getPage();
      expect(results.map((contact) => contact.id)).toEqual([id]);
    }
  });

  test('an operation that does not exist, or is given nonsense, is refused', async () => {
    const response = await fetch(`${portal.baseUrl}/_simulator/noSuchThing`, { method: 'POST' });
    expect(response.status).toBe(404);
    await expect(portal.control.setClock({ at: 'yesterday' })).rejects.toThrow('at');
    await expect(portal.control.dump({ portalId: 1, objectType: 'contacts' })).rejects.toThrow('No portal 1');
  });

  test('without validateTraffic there are no violations to read', async () => {
    const simulator = await startHubspotSimulator();
    await expect(simulator.control.violations()).rejects.toThrow('validateTraffic');
    await simulator.stop();
  });
});
