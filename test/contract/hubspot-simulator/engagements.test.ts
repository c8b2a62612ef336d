/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment, @typescript-eslint/no-unsafe-enum-assignment -- the client's models are classes and enums by name only: it takes and documents plain literals */
import { createContact, now, startPortal, toContact, hubspotDefined, type SimulatedPortal } from './simulated-portal';

describe('what is logged about a contact', () => {
  let portal: SimulatedPortal;
  let contact: string;

  beforeAll(async () => {
    portal = await startPortal();
  });

  beforeEach(async () => {
    await portal.control.setClock({ at: now });
    contact = await createContact(portal.client, { lastname: 'Called' });
  });

  afterAll(async () => {
    const violations = await portal.control.violations();
    await portal.stop();
    expect(violations).toEqual([]);
  });

  const about = () => [{ objectType: 'contacts', id: contact }];
  const log = (kind: 'calls' | 'emails' | 'meetings' | 'notes' | 'communications', at: string) =>
    portal.control.repLog({ portalId: portal.portalId, kind, about: about(), at });
  const times = async () => {
    const { properties } = await portal.client.crm.contacts.basicApi.getById(contact, [
      'notes_last_contacted',
      'notes_last_updated',
    ]);
    return [properties['notes_last_contacted'], properties['notes_last_updated']];
  };

  test.each(['calls', 'emails', 'meetings', 'communications'] as const)(
    '%s set the time of the last contact to when they happened',
    async (kind) => {
      await log(kind, '2026-04-30T09:15:00Z');
      expect(await times()).toEqual(['2026-04-30T09:15:00Z', '2026-04-30T09:15:00Z']);
    },
  );

  test('the latest counts, whenever it is logged; a note is activity but no contact', async () => {
    await log('calls', '2026-04-30T12:00:00Z');
    await log('emails', '2026-04-29T12:00:00Z');
    await log('notes', '2026-05-01T08:00:00Z');
    expect(await times()).toEqual(['2026-04-30T12:00:00Z', '2026-05-01T08:00:00Z']);
  });

  test('making and completing a task is no contact', async () => {
    const task = await portal.client.crm.objects.tasks.basicApi.create({
      properties: { hs_timestamp: String(now) },
      associations: [toContact(contact)],
    });
    await portal.control.completeTask({ portalId: portal.portalId, id: task.id });
    expect(await times()).toEqual([null, null]);
  });

  test('a meeting to come counts once its time has come', async () => {
    await log('meetings', '2026-05-02T10:00:00Z');
    expect(await times()).toEqual([null, null]);
    await portal.control.setClock({ at: '2026-05-02T10:00:00Z' });
    expect(await times()).toEqual(['2026-05-02T10:00:00Z', '2026-05-02T10:00:00Z']);
  });

  test('moving, removing and restoring an engagement is followed', async () => {
    await log('calls', '2026-04-01T00:00:00Z');
    const { id } = await log('calls', '2026-04-20T00:00:00Z');
    await portal.client.crm.objects.calls.basicApi.update(id, { properties: { hs_timestamp: '2026-04-25T00:00:00Z' } });
    expect((await times())[0]).toBe('2026-04-25T00:00:00Z');
    await portal.client.crm.objects.calls.basicApi.archive(id);
    expect((await times())[0]).toBe('2026-04-01T00:00:00Z');
    await portal.control.repRestore({ portalId: portal.portalId, objectType: 'calls', id });
    expect((await times())[0]).toBe('2026-04-25T00:00:00Z');
    await portal.client.crm.associations.v4.basicApi.archive('contacts', contact, 'calls', id);
    expect((await times())[0]).toBe('2026-04-01T00:00:00Z');
  });

  test('an engagement of an integration counts the same, with its associations inline', async () => {
    await portal.client.crm.objects.calls.basicApi.create({
      properties: { hs_timestamp: '2026-04-28T00:00:00Z', hs_call_status: 'COMPLETED' },
      associations: [{ to: { id: contact }, types: [hubspotDefined(194)] }],
    });
    expect((await times())[0]).toBe('2026-04-28T00:00:00Z');
  });

  test('the history of a property tells when and by whom it was changed', async () => {
    await portal.control.repUpdate({
      portalId: portal.portalId,
      objectType: 'contacts',
      id: contact,
      userId: 4,
      properties: { hs_lead_status: 'OPEN' },
    });
    await portal.control.advanceClock(5_000);
    await log('calls', '2026-04-28T00:00:00Z');
    const read = await portal.client.crm.contacts.batchApi.read({
      inputs: [{ id: contact }],
      properties: [],
      propertiesWithHistory: ['hs_lead_status', 'notes_last_contacted'],
    });
    expect(read.results[0]?.propertiesWithHistory).toMatchObject({
      hs_lead_status: [{ value: 'OPEN', timestamp: new Date(now), sourceType: 'CRM_UI', sourceId: 'userId:4' }],
      notes_last_contacted: [
        { value: '2026-04-28T00:00:00Z', timestamp: new Date(now + 5_000), sourceType: 'CALCULATED' },
      ],
    });
  });

  test('the last contact fires a webhook property change, whoever logged it, and records know who made them', async () => {
    const { id } = await portal.control.repLog({
      portalId: portal.portalId,
      kind: 'emails',
      about: about(),
      source: 'AUTOMATION_PLATFORM',
    });
    const { properties } = await portal.client.crm.objects.emails.basicApi.getById(id, [
      'hs_object_source',
      'hs_timestamp',
    ]);
    expect(properties).toMatchObject({ hs_object_source: 'AUTOMATION_PLATFORM', hs_timestamp: '2026-05-01T10:00:00Z' });
  });
});
