/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment -- the client's models are classes and enums by name only: it takes and documents plain literals */
import { PropertyCreateFieldTypeEnum, PropertyCreateTypeEnum } from '@hubspot/api-client/lib/codegen/crm/properties';
import { addProperty, createContact, failure, startPortal, type SimulatedPortal } from './simulated-portal';

describe('5. VALIDATION_ERROR bodies; 400 for more than 100 inputs and for duplicate ids in a batch', () => {
  let portal: SimulatedPortal;

  beforeAll(async () => {
    portal = await startPortal();
    const { client } = portal;
    await addProperty(client, 'contacts', { name: 'leadline_lead_id' });
    await addProperty(client, 'contacts', {
      name: 'leadline_day',
      unique: false,
      type: PropertyCreateTypeEnum.Date,
      fieldType: PropertyCreateFieldTypeEnum.Date,
    });
    await addProperty(client, 'contacts', {
      name: 'leadline_score',
      unique: false,
      type: PropertyCreateTypeEnum.Number,
      fieldType: PropertyCreateFieldTypeEnum.Number,
    });
  });

  afterAll(async () => {
    const violations = await portal.control.violations();
    await portal.stop();
    expect(violations).toEqual([]);
  });

  const refused: readonly (readonly [property: string, value: string, error: string])[] = [
    ['no_such_property', 'x', 'PROPERTY_DOESNT_EXIST'],
    ['hs_lead_status', 'WARM', 'INVALID_OPTION'],
    ['leadline_score', 'many', 'INVALID_DOUBLE'],
    ['leadline_day', '2026-05-01T08:30:00Z', 'INVALID_DATE'],
    ['leadline_day', 'tomorrow', 'INVALID_LONG'],
    ['email', 'nobody', 'INVALID_EMAIL'],
    ['hubspot_owner_id', '4711', 'INVALID_OWNER_ID'],
    ['notes_last_contacted', '2026-05-01T08:30:00Z', 'READ_ONLY_VALUE'],
  ];

  test.each(refused)('%s = %s is refused with %s', async (name, value, error) => {
    const { code, body } = await failure(createContact(portal.client, { lastname: 'Valid', [name]: value }));
    expect(code).toBe(400);
    expect(body).toMatchObject({
      status: 'error',
      category: 'VALIDATION_ERROR',
      errors: [{ code: error, context: { propertyName: [name] } }],
    });
    const listed = /^Property values were not valid: (\[.*\])$/s.exec(body.message)?.[1];
    expect(JSON.parse(listed ?? '')).toMatchObject([{ isValid: false, error, name, portalId: portal.portalId }]);
  });

  test('every bad property of a record is listed, and nothing is written', async () => {
    const email = 'not-written@example.com';
    const { body } = await failure(createContact(portal.client, { email, no_such_property: 'x', leadline_score: 'y' }));
    expect(body['errors']).toMatchObject([{ code: 'PROPERTY_DOESNT_EXIST' }, { code: 'INVALID_DOUBLE' }]);
    expect(
      await failure(
        portal.client.crm.contacts.basicApi.getById(email, undefined, undefined, undefined, false, 'email'),
      ),
    ).toMatchObject({
      code: 404,
    });
  });

  test('dates are written as midnight in any form and times as ISO or epoch milliseconds; both are answered as ISO', async () => {
    const midnight = String(Date.parse('2026-05-02T00:00:00Z'));
    const id = await createContact(portal.client, {
      lastname: 'Dates',
      leadline_day: midnight,
      closedate: String(Date.parse('2026-05-02T10:00:00.250Z')),
    });
    const read = await portal.client.crm.contacts.basicApi.getById(id, ['leadline_day', 'closedate']);
    expect(read.properties).toMatchObject({ leadline_day: '2026-05-02', closedate: '2026-05-02T10:00:00.250Z' });
    await portal.client.crm.contacts.basicApi.update(id, {
      properties: { leadline_day: '2026-05-03', closedate: '2026-05-02T10:00:00+02:00' },
    });
    const again = await portal.client.crm.contacts.basicApi.getById(id, ['leadline_day', 'closedate']);
    expect(again.properties).toMatchObject({ leadline_day: '2026-05-03', closedate: '2026-05-02T08:00:00Z' });
  });

  test('a unique value that is taken is refused, the property and the holder named', async () => {
    const id = await createContact(portal.client, { lastname: 'Holder', leadline_lead_id: 'lead-7' });
    const { code, body } = await failure(
      createContact(portal.client, { lastname: 'Second', leadline_lead_id: 'lead-7' }),
    );
    expect(code).toBe(400);
    expect(body).toMatchObject({ category: 'VALIDATION_ERROR' });
    expect(body.message).toContain('propertyName=leadline_lead_id');
    expect(body.message).toContain(`${id} already has that value`);
  });

  test.each(['create', 'read', 'update', 'upsert', 'archive'] as const)(
    'a batch %s of 101 inputs is refused',
    async (kind) => {
      const inputs = Array.from({ length: 101 }, (_, index) => ({
        id: `lead-${index}`,
        idProperty: 'leadline_lead_id',
        properties: {},
      }));
      const { batchApi } = portal.client.crm.contacts;
      const calls = {
        create: () => batchApi.create({ inputs: inputs.map(({ properties }) => ({ properties })) }),
        read: () =>
          batchApi.read({ inputs, idProperty: 'leadline_lead_id', properties: [], propertiesWithHistory: [] }),
        update: () => batchApi.update({ inputs }),
        upsert: () => batchApi.upsert({ inputs }),
        archive: () => batchApi.archive({ inputs }),
      };
      expect(await failure(calls[kind]())).toMatchObject({ code: 400, body: { category: 'VALIDATION_ERROR' } });
    },
  );

  test.each(['read', 'update', 'upsert'] as const)(
    'a batch %s with an id twice is refused and the id named',
    async (kind) => {
      const id = await createContact(portal.client, { lastname: 'Twice', leadline_lead_id: `twice-${kind}` });
      const input = { id: `twice-${kind}`, idProperty: 'leadline_lead_id', properties: {} };
      const { batchApi } = portal.client.crm.contacts;
      const calls = {
        read: () => batchApi.read({ inputs: [{ id }, { id }], properties: [], propertiesWithHistory: [] }),
        update: () => batchApi.update({ inputs: [input, input] }),
        upsert: () => batchApi.upsert({ inputs: [input, input] }),
      };
      const repeated = kind === 'read' ? id : input.id;
      expect(await failure(calls[kind]())).toMatchObject({
        code: 400,
        body: {
          message: `Duplicate IDs found in batch input: [${repeated}]. IDs must be unique`,
          context: { ids: [repeated] },
          category: 'VALIDATION_ERROR',
        },
      });
    },
  );

  test('malformed JSON and a body of the wrong shape are told with line and column, without a category', async () => {
    const headers = { Authorization: `Bearer ${portal.accessToken}`, 'Content-Type': 'application/json' };
    const send = async (body: string) => {
      const response = await fetch(`${portal.baseUrl}/crm/v3/objects/contacts`, { method: 'POST', headers, body });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };
    const malformed = await send('{\n  "properties": {oops}\n}');
    expect(malformed.status).toBe(400);
    expect(malformed.body['message']).toMatch(/^Invalid input JSON on line 2, column 18: /);
    expect(malformed.body).not.toHaveProperty('category');
    const shapeless = await send('{"fields":{}}');
    expect(shapeless.body['message']).toMatch(/^Invalid input JSON on line 1, column 1: properties/);
    await portal.control.clearViolations();
  });

  test('idProperty must name a property with unique values', async () => {
    const inputs = [{ id: 'x', idProperty: 'lastname', properties: {} }];
    expect(await failure(portal.client.crm.contacts.batchApi.upsert({ inputs }))).toMatchObject({
      code: 400,
      body: { category: 'VALIDATION_ERROR' },
    });
  });
});
