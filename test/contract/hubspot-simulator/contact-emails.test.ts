/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment -- the client's models are classes and enums by name only: it takes and documents plain literals */
import { addProperty, createContact, failure, startPortal, type SimulatedPortal } from './simulated-portal';

describe('4. 409 on duplicate e-mail with "Existing ID: n"; aliases through hs_additional_emails', () => {
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

  const batch = () => portal.client.crm.contacts.batchApi;

  test('a second contact with the same e-mail is refused and the first one named, whatever the case', async () => {
    const id = await createContact(portal.client, { email: 'Taken@Example.com' });
    const refused = await failure(createContact(portal.client, { email: 'taken@example.com' }));
    expect(refused).toMatchObject({
      code: 409,
      body: { status: 'error', message: `Contact already exists. Existing ID: ${id}`, category: 'CONFLICT' },
    });
    expect(typeof refused.body['correlationId']).toBe('string');
  });

  test('inside a batch create, 409 for the whole call; with trace ids, a row of a 207', async () => {
    const id = await createContact(portal.client, { email: 'in-batch@example.com' });
    const duplicate = { properties: { email: 'in-batch@example.com' } };
    const fresh = { properties: { email: 'fresh-in-batch@example.com' } };
    expect(await failure(batch().create({ inputs: [fresh, duplicate] }))).toMatchObject({ code: 409 });
    const partial = await batch().createWithHttpInfo({
      inputs: [
        { ...fresh, objectWriteTraceId: 'a' },
        { ...duplicate, objectWriteTraceId: 'b' },
      ],
    });
    expect(partial.httpStatusCode).toBe(207);
    expect(partial.data).toMatchObject({
      results: [{ objectWriteTraceId: 'a' }],
      numErrors: 1,
      errors: [
        {
          category: 'CONFLICT',
          message: `Contact already exists. Existing ID: ${id}`,
          context: { objectWriteTraceId: ['b'] },
        },
      ],
    });
  });

  test('a contact that an upsert by our own id would make with a taken e-mail is refused and the holder named', async () => {
    const id = await createContact(portal.client, { email: 'held@example.com' });
    const inputs = [{ id: 'lead-1', idProperty: 'leadline_lead_id', properties: { email: 'held@example.com' } }];
    expect(await failure(batch().upsert({ inputs }))).toMatchObject({
      code: 409,
      body: { message: `Contact already exists. Existing ID: ${id}` },
    });
  });

  test('changing an e-mail to one that is taken is refused; the one given up is free again', async () => {
    const first = await createContact(portal.client, { email: 'one@example.com' });
    const second = await createContact(portal.client, { email: 'two@example.com' });
    const { basicApi } = portal.client.crm.contacts;
    expect(await failure(basicApi.update(second, { properties: { email: 'one@example.com' } }))).toMatchObject({
      code: 409,
      body: { message: `Contact already exists. Existing ID: ${first}` },
    });
    await basicApi.update(second, { properties: { email: 'three@example.com' } });
    expect(await createContact(portal.client, { email: 'two@example.com' })).not.toBe(second);
  });

  test('an additional e-mail leads to the contact: read, upsert and conflict', async () => {
    const id = await createContact(portal.client, {
      email: 'main@example.com',
      hs_additional_emails: 'alias@example.com',
    });
    await portal.client.crm.contacts.basicApi.update(id, {
      properties: { hs_additional_emails: ';Other@Example.com' },
    });
    const read = await batch().read({
      inputs: [{ id: 'alias@example.com' }, { id: 'main@example.com' }],
      idProperty: 'email',
      properties: ['email', 'hs_additional_emails'],
      propertiesWithHistory: [],
    });
    expect(read.results.map((contact) => contact.id)).toEqual([id]);
    expect(read.results[0]?.properties).toMatchObject({
      email: 'main@example.com',
      hs_additional_emails: 'alias@example.com;other@example.com',
    });
    const upserted = await batch().upsert({
      inputs: [{ id: 'other@example.com', idProperty: 'email', properties: { jobtitle: 'Found' } }],
    });
    expect(upserted.results).toMatchObject([{ id, _new: false }]);
    expect(await failure(createContact(portal.client, { email: 'alias@example.com' }))).toMatchObject({ code: 409 });
  });
});
