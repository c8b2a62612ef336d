/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment -- the client's models are classes and enums by name only: it takes and documents plain literals */
import {
  PropertyCreateFieldTypeEnum,
  PropertyCreateTypeEnum,
  type PropertyCreate,
} from '@hubspot/api-client/lib/codegen/crm/properties';
import { addProperty, createContact, failure, startPortal, type SimulatedPortal } from './simulated-portal';

describe('10. property create 409, limit of 10 unique, options check, group must exist', () => {
  let portal: SimulatedPortal;

  beforeAll(async () => {
    portal = await startPortal();
    await portal.client.crm.properties.groupsApi.create('contacts', {
      name: 'leadline',
      label: 'Leadline',
      displayOrder: 1,
    });
  });

  afterAll(async () => {
    const violations = await portal.control.violations();
    await portal.stop();
    expect(violations).toEqual([]);
  });

  const property = (name: string, rest: Partial<PropertyCreate> = {}): PropertyCreate => ({
    name,
    label: name,
    groupName: 'leadline',
    type: PropertyCreateTypeEnum.String,
    fieldType: PropertyCreateFieldTypeEnum.Text,
    ...rest,
  });
  const core = () => portal.client.crm.properties.coreApi;
  const create = (input: PropertyCreate) => core().createWithHttpInfo('contacts', input);
  const choice = (options: PropertyCreate['options']) => ({
    type: PropertyCreateTypeEnum.Enumeration,
    fieldType: PropertyCreateFieldTypeEnum.Select,
    ...(options && { options }),
  });

  test('a property that exists already is 409, also one of HubSpot, also in a batch', async () => {
    expect((await create(property('once'))).httpStatusCode).toBe(201);
    const refused = { code: 409, body: { message: "A property named 'once' already exists.", category: 'CONFLICT' } };
    expect(await failure(create(property('once')))).toMatchObject(refused);
    expect(await failure(create(property('email')))).toMatchObject({ code: 409 });
    const inputs = [property('batch_fresh'), property('once')];
    expect(await failure(portal.client.crm.properties.batchApi.create('contacts', { inputs }))).toMatchObject(refused);
    expect(await failure(core().getByName('contacts', 'batch_fresh'))).toMatchObject({ code: 404 });
    const made = await portal.client.crm.properties.batchApi.createWithHttpInfo('contacts', {
      inputs: [property('batch_fresh')],
    });
    expect(made.httpStatusCode).toBe(201);
  });

  test('the eleventh property with unique values is refused, for each type on its own', async () => {
    for (let count = 1; count <= 10; count += 1) await addProperty(portal.client, 'deals', { name: `unique_${count}` });
    expect(await failure(addProperty(portal.client, 'deals', { name: 'unique_11' }))).toMatchObject({
      code: 400,
      body: { category: 'VALIDATION_ERROR' },
    });
    await addProperty(portal.client, 'deals', { name: 'not_unique', unique: false });
    await addProperty(portal.client, 'tasks', { name: 'unique_11' });
  });

  test('options must differ in value and label, and belong to choices only; a bool needs true and false', async () => {
    const option = (value: string, label = value) => ({ value, label, hidden: false, displayOrder: 0 });
    const refused = [
      property('options_1', choice([option('a'), option('a', 'A')])),
      property('options_2', choice([option('a', 'Same'), option('b', 'Same')])),
      property('options_3', { options: [option('a')] }),
      property('options_4', {
        type: PropertyCreateTypeEnum.Bool,
        fieldType: PropertyCreateFieldTypeEnum.Booleancheckbox,
      }),
      property('options_5', { type: PropertyCreateTypeEnum.Number }),
      property('options_6', { ...choice([option('a')]), hasUniqueValue: true }),
    ];
    for (const input of refused)
      expect([input.name, await failure(create(input))]).toMatchObject([input.name, { code: 400 }]);
    const made = await create(
      property('options_7', choice([option('accepted', 'Accepted'), option('not_now', 'Not now')])),
    );
    expect(made.data.options.map(({ value }) => value)).toEqual(['accepted', 'not_now']);
    expect(await failure(createContact(portal.client, { lastname: 'X', options_7: 'Accepted' }))).toMatchObject({
      code: 400,
    });
  });

  test('the group must exist, and the name is lower case', async () => {
    expect(await failure(create(property('homeless', { groupName: 'nowhere' })))).toMatchObject({
      code: 400,
      body: { category: 'VALIDATION_ERROR' },
    });
    expect(await failure(create(property('CamelCase')))).toMatchObject({ code: 400 });
  });

  test('groups are made once, listed with the default one, renamed and removed', async () => {
    const { groupsApi } = portal.client.crm.properties;
    expect(await failure(groupsApi.create('contacts', { name: 'leadline', label: 'Again' }))).toMatchObject({
      code: 409,
    });
    await groupsApi.create('contacts', { name: 'short_lived', label: 'Short' });
    await groupsApi.update('contacts', 'short_lived', { label: 'Renamed' });
    expect((await groupsApi.getByName('contacts', 'short_lived')).label).toBe('Renamed');
    await groupsApi.archive('contacts', 'short_lived');
    expect((await groupsApi.getAll('contacts')).results.map(({ name }) => name)).toEqual([
      'contactinformation',
      'leadline',
    ]);
    expect(await failure(groupsApi.archive('contacts', 'contactinformation'))).toMatchObject({ code: 400 });
  });

  test('a property can be changed and extended, and takes its values along when it is archived', async () => {
    await create(property('archivable', { hasUniqueValue: true }));
    const id = await createContact(portal.client, { lastname: 'Holder', archivable: 'value' });
    await core().update('contacts', 'archivable', { label: 'Changed' });
    expect(await core().getByName('contacts', 'archivable')).toMatchObject({
      label: 'Changed',
      hasUniqueValue: true,
      hubspotDefined: false,
    });
    await core().archive('contacts', 'archivable');
    expect((await portal.client.crm.contacts.basicApi.getById(id, ['archivable'])).properties).not.toHaveProperty(
      'archivable',
    );
    expect((await core().getAll('contacts', true)).results.map(({ name }) => name)).toEqual(['archivable']);
    expect(await failure(core().archive('contacts', 'email'))).toMatchObject({ code: 400 });
    await create(property('archivable', { hasUniqueValue: true }));
    expect((await portal.client.crm.contacts.basicApi.getById(id, ['archivable'])).properties).toMatchObject({
      archivable: null,
    });
  });

  test('a batch read of properties lists what is missing; the defaults that the hub works with are there', async () => {
    const { batchApi } = portal.client.crm.properties;
    const names = [
      'lifecyclestage',
      'hs_lead_status',
      'hubspot_owner_id',
      'notes_last_contacted',
      'hs_additional_emails',
    ];
    const read = await batchApi.readWithHttpInfo('contacts', {
      inputs: [...names, 'missing'].map((name) => ({ name })),
      archived: false,
    });
    expect(read.httpStatusCode).toBe(207);
    expect(read.data.results.map(({ name }) => name).sort()).toEqual([...names].sort());
    await batchApi.archive('contacts', { inputs: [{ name: 'batch_fresh' }] });
    expect(await failure(core().getByName('contacts', 'batch_fresh'))).toMatchObject({ code: 404 });
  });
});
