/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment, @typescript-eslint/no-unsafe-enum-assignment -- the client's models are classes and enums by name only: it takes and documents plain literals */
import {
  addProperty,
  createContact,
  failure,
  idText,
  now,
  startPortal,
  toContact,
  type SimulatedPortal,
} from './simulated-portal';

describe('12. merge: the old id answers with the winner; an archived read is 404 unless archived=true', () => {
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

  const contacts = () => portal.client.crm.contacts;
  const read = (id: string, properties: string[] = []) => contacts().basicApi.getById(id, properties);

  test('the winner keeps its values, fills its blanks, takes addresses, tasks and old ids over', async () => {
    const winner = await createContact(portal.client, { email: 'winner@example.com', jobtitle: 'Kept' });
    const loser = await createContact(portal.client, {
      email: 'loser@example.com',
      jobtitle: 'Lost',
      city: 'Filled',
      lifecyclestage: 'customer',
    });
    const properties = { hs_timestamp: String(now) };
    const task = await portal.client.crm.objects.tasks.basicApi.create({
      properties,
      associations: [toContact(loser)],
    });
    const merged = await contacts().basicApi.mergeWithHttpInfo({ primaryObjectId: winner, objectIdToMerge: loser });
    expect(merged.httpStatusCode).toBe(200);
    expect(merged.data.id).toBe(winner);

    const names = ['email', 'hs_additional_emails', 'jobtitle', 'city', 'lifecyclestage', 'hs_merged_object_ids'];
    expect(await read(loser, names)).toMatchObject({
      id: winner,
      properties: {
        email: 'winner@example.com',
        hs_additional_emails: 'loser@example.com',
        jobtitle: 'Kept',
        city: 'Filled',
        lifecyclestage: 'customer',
        hs_merged_object_ids: loser,
      },
    });
    const associated = await portal.client.crm.associations.v4.basicApi.getPage('contacts', winner, 'tasks');
    expect(associated.results.map(({ toObjectId }) => idText(toObjectId))).toEqual([task.id]);
    const byAlias = await contacts().basicApi.getById('loser@example.com', [], undefined, undefined, false, 'email');
    expect(byAlias.id).toBe(winner);
    expect((await contacts().searchApi.doSearch({ query: 'loser' })).results.map(({ id }) => id)).toEqual([winner]);
    expect(
      (await portal.control.dump({ portalId: portal.portalId, objectType: 'contacts' })).map(({ id }) => id),
    ).not.toContain(loser);
  });

  test('the later contact of the two is the last contact of the winner', async () => {
    const [winner, loser] = await Promise.all(
      ['w', 'l'].map((name) => createContact(portal.client, { lastname: name })),
    );
    const log = (id: string, at: string) =>
      portal.control.repLog({
        portalId: portal.portalId,
        kind: 'calls',
        about: [{ objectType: 'contacts', id }],
        at,
      });
    await log(winner!, '2026-04-01T00:00:00Z');
    await log(loser!, '2026-04-20T00:00:00Z');
    await contacts().basicApi.merge({ primaryObjectId: winner!, objectIdToMerge: loser! });
    expect((await read(winner!, ['notes_last_contacted'])).properties['notes_last_contacted']).toBe(
      '2026-04-20T00:00:00Z',
    );
  });

  test('a chain of merges leads to the last winner, and the old id can still be written', async () => {
    const [first, second, third] = await Promise.all(
      ['a', 'b', 'c'].map((name) => createContact(portal.client, { lastname: name })),
    );
    await portal.control.repMerge({
      portalId: portal.portalId,
      objectType: 'contacts',
      primaryId: second!,
      otherId: first!,
    });
    await portal.control.repMerge({
      portalId: portal.portalId,
      objectType: 'contacts',
      primaryId: third!,
      otherId: second!,
    });
    await contacts().basicApi.update(first!, { properties: { city: 'Through' } });
    expect(await read(third!, ['city', 'hs_merged_object_ids'])).toMatchObject({
      properties: { city: 'Through', hs_merged_object_ids: `${first!};${second!}` },
    });
  });

  test('a unique value of the loser fills the blank of the winner, otherwise it is free again', async () => {
    const winner = await createContact(portal.client, { lastname: 'W', leadline_lead_id: 'keeps' });
    const loser = await createContact(portal.client, { lastname: 'L', leadline_lead_id: 'frees' });
    await contacts().basicApi.merge({ primaryObjectId: winner, objectIdToMerge: loser });
    const blank = await createContact(portal.client, { lastname: 'B' });
    const upsert = await contacts().batchApi.upsert({
      inputs: [{ id: 'frees', idProperty: 'leadline_lead_id', properties: { lastname: 'N' } }],
    });
    expect(upsert.results[0]?.id).not.toBe(winner);
    await contacts().basicApi.merge({ primaryObjectId: blank, objectIdToMerge: upsert.results[0]!.id });
    expect((await read(blank, ['leadline_lead_id'])).properties['leadline_lead_id']).toBe('frees');
  });

  test('merging with itself or with nobody is refused', async () => {
    const id = await createContact(portal.client, { lastname: 'Alone' });
    expect(await failure(contacts().basicApi.merge({ primaryObjectId: id, objectIdToMerge: id }))).toMatchObject({
      code: 400,
    });
    expect(await failure(contacts().basicApi.merge({ primaryObjectId: id, objectIdToMerge: '1' }))).toMatchObject({
      code: 404,
    });
  });

  test('an archived contact is 404, readable as archived, its values are free and it cannot be written', async () => {
    const id = await createContact(portal.client, { email: 'archived@example.com', leadline_lead_id: 'archived' });
    await contacts().basicApi.archive(id);
    expect(await failure(read(id))).toMatchObject({ code: 404, body: { message: 'resource not found' } });
    const archived = await contacts().basicApi.getById(id, ['email'], undefined, undefined, true);
    expect(archived).toMatchObject({
      id,
      archived: true,
      archivedAt: new Date(now),
      properties: { email: 'archived@example.com' },
    });
    expect(
      (await contacts().basicApi.getPage(100, undefined, [], [], [], true)).results.map((each) => each.id),
    ).toContain(id);
    expect(await failure(contacts().basicApi.update(id, { properties: { city: 'No' } }))).toMatchObject({ code: 404 });
    const missing = await contacts().batchApi.readWithHttpInfo({
      inputs: [{ id }],
      properties: [],
      propertiesWithHistory: [],
    });
    expect(missing.httpStatusCode).toBe(207);
    const again = await createContact(portal.client, { email: 'archived@example.com', leadline_lead_id: 'archived' });
    expect(again).not.toBe(id);
    await contacts().basicApi.archive(id);
  });
});
