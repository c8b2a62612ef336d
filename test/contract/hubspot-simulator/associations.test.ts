/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment, @typescript-eslint/no-unsafe-enum-assignment -- the client's models are classes and enums by name only: it takes and documents plain literals */
import { AssociationSpecAssociationCategoryEnum } from '@hubspot/api-client/lib/codegen/crm/associations/v4/models/AssociationSpec';
import {
  createContact,
  failure,
  hubspotDefined,
  idText,
  now,
  startPortal,
  toContact,
  type SimulatedPortal,
} from './simulated-portal';

describe('9. associations: labels replaced, primary adds unlabelled, numeric toObjectId, type-id check, 2,000/1,000 limits', () => {
  let portal: SimulatedPortal;
  let contact: string;
  let company: string;

  beforeAll(async () => {
    portal = await startPortal();
  });

  beforeEach(async () => {
    contact = await createContact(portal.client, { lastname: 'Associated' });
    company = (await portal.client.crm.companies.basicApi.create({ properties: { name: 'Acme' } })).id;
  });

  afterAll(async () => {
    const violations = await portal.control.violations();
    await portal.stop();
    expect(violations).toEqual([]);
  });

  const v4 = () => portal.client.crm.associations.v4;
  const typeIds = async (to = company) => {
    const page = await v4().basicApi.getPage('contacts', contact, 'companies');
    const found = page.results.find(({ toObjectId }) => idText(toObjectId) === to);
    return found?.associationTypes.map(({ typeId }) => typeId).sort((left, right) => left - right) ?? [];
  };
  const label = async (name: string) => {
    const created = await v4().schema.definitionsApi.create('contacts', 'companies', { name, label: name });
    return {
      associationCategory: AssociationSpecAssociationCategoryEnum.UserDefined,
      associationTypeId: created.results[0]!.typeId,
    };
  };

  test('writing labels replaces the ones before; the plain association stays', async () => {
    const buyer = await label('Buyer');
    const user = await label('User');
    await v4().basicApi.createDefault('contacts', contact, 'companies', company);
    await v4().basicApi.create('contacts', contact, 'companies', company, [buyer]);
    expect(await typeIds()).toEqual([279, buyer.associationTypeId]);
    await v4().basicApi.create('contacts', contact, 'companies', company, [user]);
    expect(await typeIds()).toEqual([279, user.associationTypeId]);
    await v4().basicApi.create('contacts', contact, 'companies', company, [buyer, user]);
    const both = [{ _from: { id: contact }, to: { id: company }, types: [buyer] }];
    await v4().batchApi.archiveLabels('contacts', 'companies', { inputs: both });
    expect(await typeIds()).toEqual([279, user.associationTypeId]);
    const labels = await v4().schema.definitionsApi.getAll('contacts', 'companies');
    expect(labels.results.map(({ label: text }) => text)).toEqual([null, 'Primary', 'Buyer', 'User']);
  });

  test('a primary company adds the plain association, and takes the label from the one before', async () => {
    const second = (await portal.client.crm.companies.basicApi.create({ properties: { name: 'Second' } })).id;
    await v4().basicApi.create('contacts', contact, 'companies', company, [hubspotDefined(1)]);
    expect(await typeIds()).toEqual([1, 279]);
    await v4().basicApi.create('contacts', contact, 'companies', second, [hubspotDefined(1)]);
    expect(await typeIds(second)).toEqual([1, 279]);
    expect(await typeIds()).toEqual([279]);
    const fromCompany = await v4().basicApi.getPage('companies', second, 'contacts');
    expect(fromCompany.results[0]?.associationTypes.map(({ typeId }) => typeId).sort()).toEqual([2, 280]);
  });

  test('toObjectId is a number, in lists and in batch reads', async () => {
    await v4().basicApi.createDefault('contacts', contact, 'companies', company);
    const list = await portal.client.apiRequest({ path: `/crm/v4/objects/contacts/${contact}/associations/companies` });
    expect(await list.json()).toEqual({
      results: [
        { toObjectId: Number(company), associationTypes: [{ category: 'HUBSPOT_DEFINED', typeId: 279, label: null }] },
      ],
    });
    const batch = await portal.client.apiRequest({
      method: 'POST',
      path: '/crm/v4/associations/contacts/companies/batch/read',
      body: { inputs: [{ id: contact }] },
    });
    expect(await batch.json()).toMatchObject({
      results: [{ from: { id: contact }, to: [{ toObjectId: Number(company) }] }],
    });
  });

  test('a type id that does not belong to the two types is refused, alone, inline and as a row of a batch', async () => {
    expect(
      await failure(v4().basicApi.create('contacts', contact, 'companies', company, [hubspotDefined(204)])),
    ).toMatchObject({
      code: 400,
      body: { category: 'VALIDATION_ERROR' },
    });
    const inline = {
      properties: { hs_timestamp: String(now) },
      associations: [{ to: { id: contact }, types: [hubspotDefined(203)] }],
    };
    expect(await failure(portal.client.crm.objects.tasks.basicApi.create(inline))).toMatchObject({ code: 400 });
    const ends = { _from: { id: contact }, to: { id: company } };
    const batch = await v4().batchApi.createWithHttpInfo('contacts', 'companies', {
      inputs: [
        { ...ends, types: [hubspotDefined(279)] },
        { ...ends, types: [hubspotDefined(999)] },
      ],
    });
    expect(batch.httpStatusCode).toBe(207);
    expect(batch.data).toMatchObject({ results: [{ toObjectId: company }], numErrors: 1 });
  });

  test('a missing record: 404 alone, a row of a 207 in a batch', async () => {
    expect(await failure(v4().basicApi.createDefault('contacts', contact, 'companies', '1'))).toMatchObject({
      code: 404,
      body: { category: 'OBJECT_NOT_FOUND' },
    });
    const inputs = [{ _from: { id: contact }, to: { id: '1' }, types: [hubspotDefined(279)] }];
    const batch = await v4().batchApi.createWithHttpInfo('contacts', 'companies', { inputs });
    expect(batch.data).toMatchObject({
      results: [],
      errors: [{ category: 'OBJECT_NOT_FOUND', context: { toObjectId: ['1'] } }],
    });
  });

  test('2,000 inputs can be created and 1,000 read, one more is refused', async () => {
    const input = { _from: { id: contact }, to: { id: company }, types: [hubspotDefined(279)] };
    const inputs = Array.from({ length: 2_001 }, () => input);
    expect(await failure(v4().batchApi.create('contacts', 'companies', { inputs }))).toMatchObject({ code: 400 });
    await v4().batchApi.create('contacts', 'companies', { inputs: inputs.slice(1) });
    const reads = Array.from({ length: 1_001 }, () => ({ id: contact }));
    expect(await failure(v4().batchApi.getPage('contacts', 'companies', { inputs: reads }))).toMatchObject({
      code: 400,
    });
    expect((await v4().batchApi.getPage('contacts', 'companies', { inputs: reads.slice(1) })).results).toHaveLength(
      1_000,
    );
  });

  test('a batch read names records without associations in a 207, and pages the ones with many', async () => {
    const lonely = await createContact(portal.client, { lastname: 'Lonely' });
    const tasks = await portal.control.seed({
      portalId: portal.portalId,
      objectType: 'tasks',
      records: Array.from({ length: 510 }, () => ({
        properties: { hs_timestamp: String(now) },
        about: [{ objectType: 'contacts', id: contact }],
      })),
    });
    const first = await v4().batchApi.getPageWithHttpInfo('contacts', 'tasks', {
      inputs: [{ id: contact }, { id: lonely }],
    });
    expect(first.httpStatusCode).toBe(207);
    expect(first.data).toMatchObject({
      errors: [{ subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND', context: { fromObjectId: [lonely] } }],
    });
    const result = first.data.results[0];
    const after = result?.paging?.next?.after;
    const second = await v4().batchApi.getPageWithHttpInfo('contacts', 'tasks', {
      inputs: [{ id: contact, after: after! }],
    });
    expect(second.httpStatusCode).toBe(200);
    const read = [...result!.to, ...second.data.results[0]!.to].map(({ toObjectId }) => idText(toObjectId));
    expect(read).toEqual(tasks);
  });

  test('removing takes every label away, in both directions, and is no error when there is nothing', async () => {
    await v4().basicApi.create('contacts', contact, 'companies', company, [hubspotDefined(1)]);
    await v4().basicApi.archive('contacts', contact, 'companies', company);
    expect(await typeIds()).toEqual([]);
    expect((await v4().basicApi.getPage('companies', company, 'contacts')).results).toEqual([]);
    const inputs = [{ _from: { id: contact }, to: [{ id: company }] }];
    await v4().batchApi.archive('contacts', 'companies', { inputs });
  });

  test('an archived record is no longer listed, and is again when it is restored', async () => {
    const task = await portal.client.crm.objects.tasks.basicApi.create({
      properties: { hs_timestamp: String(now) },
      associations: [toContact(contact)],
    });
    const listed = async () =>
      (await v4().basicApi.getPage('contacts', contact, 'tasks')).results.map(({ toObjectId }) => idText(toObjectId));
    await portal.client.crm.objects.tasks.basicApi.archive(task.id);
    expect(await listed()).toEqual([]);
    await portal.control.repRestore({ portalId: portal.portalId, objectType: 'tasks', id: task.id });
    expect(await listed()).toEqual([task.id]);
  });
});
