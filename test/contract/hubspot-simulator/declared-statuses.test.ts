/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment, @typescript-eslint/no-unsafe-enum-assignment -- the client's models are classes and enums by name only: it takes and documents plain literals */
import {
  addProperty,
  createContact,
  hubspotDefined,
  now,
  startPortal,
  toContact,
  type SimulatedPortal,
} from './simulated-portal';

describe('1. statuses exactly as declared, ids as strings, values as strings', () => {
  let portal: SimulatedPortal;

  beforeAll(async () => {
    portal = await startPortal();
    await addProperty(portal.client, 'contacts', { name: 'leadline_lead_id' });
  });

  afterAll(async () => {
    const violations = await portal.control.violations();
    await portal.stop();
    expect(violations).toEqual([]);
  });

  const served = ['contacts', 'companies', 'deals', 'tasks', 'notes', 'calls', 'emails', 'meetings', 'communications'];
  const minimal: Record<string, Record<string, string>> = {
    contacts: { email: 'statuses@example.com' },
    companies: { name: 'Acme' },
    deals: { dealname: 'Big one', dealstage: 'appointmentscheduled' },
  };

  test.each(served)('%s: create 201, read 200, update 200, list 200, archive 204', async (type) => {
    const { basicApi } = portal.client.crm.objects;
    const properties = minimal[type] ?? { hs_timestamp: '2026-05-01T09:00:00Z' };
    const created = await basicApi.createWithHttpInfo(type, { properties });
    expect(created.httpStatusCode).toBe(201);
    const { id } = created.data;
    expect((await basicApi.getByIdWithHttpInfo(type, id)).httpStatusCode).toBe(200);
    expect((await basicApi.updateWithHttpInfo(type, id, { properties: {} })).httpStatusCode).toBe(200);
    const page = await basicApi.getPageWithHttpInfo(type);
    expect(page.httpStatusCode).toBe(200);
    expect(page.data.results.map((record) => record.id)).toContain(id);
    expect((await basicApi.archiveWithHttpInfo(type, id)).httpStatusCode).toBe(204);
  });

  test.each(served)('%s: batch create 201, read 200, update 200, upsert 200, archive 204, search 200', async (type) => {
    const { batchApi, searchApi } = portal.client.crm.objects;
    const unique = `ref_${type}`;
    await addProperty(portal.client, type, { name: unique });
    const properties = { ...(minimal[type] ?? { hs_timestamp: '2026-05-01T09:00:00Z' }), [unique]: 'one' };
    const created = await batchApi.createWithHttpInfo(type, { inputs: [{ properties }] });
    expect(created.httpStatusCode).toBe(201);
    const id = created.data.results[0]!.id;
    const read = await batchApi.readWithHttpInfo(type, {
      inputs: [{ id: 'one' }],
      idProperty: unique,
      properties: [unique],
      propertiesWithHistory: [],
    });
    expect(read.httpStatusCode).toBe(200);
    expect(read.data.results[0]).toMatchObject({ id, properties: { [unique]: 'one' } });
    expect((await batchApi.updateWithHttpInfo(type, { inputs: [{ id, properties: {} }] })).httpStatusCode).toBe(200);
    const upserted = await batchApi.upsertWithHttpInfo(type, {
      inputs: [{ id: 'one', idProperty: unique, properties: {} }],
    });
    expect(upserted.httpStatusCode).toBe(200);
    expect((await searchApi.doSearchWithHttpInfo(type, {})).httpStatusCode).toBe(200);
    expect((await batchApi.archiveWithHttpInfo(type, { inputs: [{ id }] })).httpStatusCode).toBe(204);
  });

  test('ids and values are strings on the wire, numbers and booleans too; an empty property is null, an unknown one left out', async () => {
    const id = await createContact(portal.client, { email: 'wire@example.com', hs_email_optout: 'true' });
    const properties = ['email', 'hs_email_optout', 'num_conversion_events', 'no_such_property'];
    const qs = { properties: properties.join(',') };
    const response = await portal.client.apiRequest({ path: `/crm/v3/objects/contacts/${id}`, qs });
    expect(await response.json()).toEqual({
      id,
      properties: {
        email: 'wire@example.com',
        hs_email_optout: 'true',
        num_conversion_events: null,
        hs_object_id: id,
        createdate: '2026-05-01T10:00:00Z',
        lastmodifieddate: '2026-05-01T10:00:00Z',
      },
      createdAt: '2026-05-01T10:00:00.000Z',
      updatedAt: '2026-05-01T10:00:00.000Z',
      archived: false,
    });
  });

  test('only contacts use lastmodifieddate, all others hs_lastmodifieddate', async () => {
    const contact = await portal.client.crm.contacts.basicApi.create({ properties: { email: 'modified@example.com' } });
    const task = await portal.client.crm.objects.tasks.basicApi.create({ properties: { hs_timestamp: String(now) } });
    expect(Object.keys(contact.properties)).toContain('lastmodifieddate');
    expect(Object.keys(contact.properties)).not.toContain('hs_lastmodifieddate');
    expect(Object.keys(task.properties)).toContain('hs_lastmodifieddate');
    expect(Object.keys(task.properties)).not.toContain('lastmodifieddate');
  });

  test('associations: PUT 201, default PUT 200, list 200, batches 201, 200 and 204', async () => {
    const contact = await createContact(portal.client, { email: 'linked@example.com' });
    const company = (await portal.client.crm.companies.basicApi.create({ properties: { name: 'Linked' } })).id;
    const { basicApi, batchApi } = portal.client.crm.associations.v4;
    const put = await basicApi.createWithHttpInfo('contacts', contact, 'companies', company, [hubspotDefined(279)]);
    const putDefault = await basicApi.createDefaultWithHttpInfo('contacts', contact, 'companies', company);
    const list = await basicApi.getPageWithHttpInfo('contacts', contact, 'companies');
    const pair = { _from: { id: contact }, to: { id: company } };
    const inputs = [{ ...pair, types: [hubspotDefined(279)] }];
    const created = await batchApi.createWithHttpInfo('contacts', 'companies', { inputs });
    const createdDefault = await batchApi.createDefaultWithHttpInfo('contacts', 'companies', { inputs: [pair] });
    const read = await batchApi.getPageWithHttpInfo('contacts', 'companies', { inputs: [{ id: contact }] });
    const archived = await batchApi.archiveWithHttpInfo('contacts', 'companies', {
      inputs: [{ _from: pair._from, to: [pair.to] }],
    });
    const removed = await basicApi.archiveWithHttpInfo('contacts', contact, 'companies', company);
    expect(
      [put, putDefault, list, created, createdDefault, read, archived, removed].map((answer) => answer.httpStatusCode),
    ).toEqual([201, 200, 200, 201, 200, 200, 204, 204]);
  });

  test('lists take repeated and comma-separated parameters, page by 100 at most, and end without a next page', async () => {
    await portal.control.seed({
      portalId: portal.portalId,
      objectType: 'notes',
      records: Array.from({ length: 120 }, () => ({ properties: { hs_timestamp: String(now) } })),
    });
    const first = await portal.client.crm.objects.notes.basicApi.getPage(100, undefined, [
      'hs_timestamp',
      'hs_note_body',
    ]);
    expect(first.results).toHaveLength(100);
    expect(first.results[0]?.properties).toMatchObject({ hs_timestamp: '2026-05-01T10:00:00Z', hs_note_body: null });
    const rest = await portal.client.crm.objects.notes.basicApi.getPage(100, first.paging?.next?.after);
    expect(rest.results).toHaveLength(20);
    expect(rest.paging).toBeUndefined();
  });

  test('reading by a unique property and with associations and history', async () => {
    const email = 'a+b@example.com';
    const contact = await createContact(portal.client, { email, jobtitle: 'First' });
    await portal.control.advanceClock(60_000);
    await portal.client.crm.contacts.basicApi.update(contact, { properties: { jobtitle: 'Second' } });
    const task = await portal.client.crm.objects.tasks.basicApi.create({
      properties: { hs_timestamp: String(now) },
      associations: [toContact(contact)],
    });
    const read = await portal.client.crm.contacts.basicApi.getById(
      email,
      ['email'],
      ['jobtitle'],
      ['tasks'],
      false,
      'email',
    );
    expect(read.id).toBe(contact);
    expect(read.associations?.['tasks']?.results).toEqual([{ id: task.id, type: 'contact_to_task' }]);
    expect(read.propertiesWithHistory?.['jobtitle']).toMatchObject([
      { value: 'Second', sourceType: 'INTEGRATION', timestamp: new Date(now + 60_000) },
      { value: 'First', sourceType: 'INTEGRATION', timestamp: new Date(now) },
    ]);
  });

  test('owners, pipelines and account details can be read', async () => {
    const [owner] = await portal.control.saveOwners({
      portalId: portal.portalId,
      owners: [{ email: 'Rep@example.com', firstName: 'Rae' }],
    });
    const { ownersApi } = portal.client.crm.owners;
    const page = await ownersApi.getPage('rep@example.com', undefined, 100);
    expect(page.results).toMatchObject([
      { id: owner!.id, userId: owner!.userId, email: 'rep@example.com', firstName: 'Rae', archived: false },
    ]);
    expect((await ownersApi.getById(owner!.userId, 'userId')).id).toBe(owner!.id);
    const pipelines = await portal.client.crm.pipelines.pipelinesApi.getAll('deals');
    expect(pipelines.results[0]?.stages.map(({ id }) => id)).toContain('closedwon');
    const details = await portal.client.apiRequest({ path: '/account-info/v3/details' });
    expect(await details.json()).toMatchObject({
      portalId: portal.portalId,
      timeZone: 'UTC',
      utcOffset: '+00:00',
      uiDomain: 'app.hubspot.com',
    });
  });
});
