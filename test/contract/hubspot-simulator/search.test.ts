/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment, @typescript-eslint/no-unsafe-enum-assignment -- the client's models are classes and enums by name only: it takes and documents plain literals */
import { FilterOperatorEnum, type Filter } from '@hubspot/api-client/lib/codegen/crm/contacts/models/Filter';
import type { PublicObjectSearchRequest } from '@hubspot/api-client/lib/codegen/crm/contacts/models/PublicObjectSearchRequest';
import { createContact, failure, now, startPortal, toContact, type SimulatedPortal } from './simulated-portal';

describe('7. search: lag with flapping, 10,000 cap, page of 200, filter limits, lower-case IN, archived invisible', () => {
  let portal: SimulatedPortal;

  beforeEach(async () => {
    portal = await startPortal();
  });

  afterEach(async () => {
    const violations = await portal.control.violations();
    await portal.stop();
    expect(violations).toEqual([]);
  });

  const search = (request: PublicObjectSearchRequest) => portal.client.crm.contacts.searchApi.doSearch(request);
  const where = (...filters: Filter[]): PublicObjectSearchRequest => ({ filterGroups: [{ filters }] });
  const idsOf = async (request: PublicObjectSearchRequest) => (await search(request)).results.map(({ id }) => id);
  const seed = (count: number) =>
    portal.control.seed({
      portalId: portal.portalId,
      objectType: 'contacts',
      records: Array.from({ length: count }, (_, index) => ({ properties: { email: `p${index}@example.com` } })),
    });

  test('a new contact is seen after the lag, then flaps, then stays', async () => {
    await portal.control.configurePortal({
      portalId: portal.portalId,
      behaviour: { searchLagMs: 8_000, searchFlappingMs: 10_000 },
    });
    const id = await createContact(portal.client, { email: 'late@example.com' });
    const byEmail = where({ propertyName: 'email', operator: FilterOperatorEnum.Eq, value: 'late@example.com' });
    const fourTimes = async () => [
      await idsOf(byEmail),
      await idsOf(byEmail),
      await idsOf(byEmail),
      await idsOf(byEmail),
    ];
    expect(await fourTimes()).toEqual([[], [], [], []]);
    await portal.control.advanceClock(9_000);
    expect((await fourTimes()).map((ids) => ids.length).sort()).toEqual([0, 0, 1, 1]);
    await portal.control.advanceClock(10_000);
    expect(await fourTimes()).toEqual([[id], [id], [id], [id]]);
  });

  test('a change is seen after the lag; until then the value before it', async () => {
    const id = await createContact(portal.client, { email: 'changing@example.com', jobtitle: 'Before' });
    const filter = { propertyName: 'hs_object_id', operator: FilterOperatorEnum.Eq, value: id };
    const request = { filterGroups: [{ filters: [filter] }], properties: ['jobtitle'] };
    const title = async () => (await search(request)).results[0]?.properties['jobtitle'];
    expect(await title()).toBe('Before');
    await portal.control.configurePortal({ portalId: portal.portalId, behaviour: { searchLagMs: 5_000 } });
    await portal.control.advanceClock(60_000);
    await portal.client.crm.contacts.basicApi.update(id, { properties: { jobtitle: 'After' } });
    expect(await title()).toBe('Before');
    await portal.control.advanceClock(5_000);
    expect(await title()).toBe('After');
  });

  test('paging ends at 10,000 results', async () => {
    await seed(10_050);
    const last = await search({ limit: 200, after: '9800' });
    expect(last.results).toHaveLength(200);
    expect(last.total).toBe(10_050);
    expect(last.paging?.next?.after).toBe('10000');
    expect(await failure(search({ limit: 200, after: '10000' }))).toMatchObject({
      code: 400,
      body: { category: 'VALIDATION_ERROR' },
    });
  });

  test('a page holds 10 by default and 200 at most', async () => {
    await seed(205);
    expect((await search({})).results).toHaveLength(10);
    expect((await search({ limit: 200 })).results).toHaveLength(200);
    expect(await failure(search({ limit: 201 }))).toMatchObject({ code: 400 });
  });

  test('five groups, six filters in each, eighteen in all, 3,000 characters, one sort', async () => {
    const filter = { propertyName: 'email', operator: FilterOperatorEnum.HasProperty };
    const groups = (...sizes: number[]) => ({
      filterGroups: sizes.map((size) => ({ filters: Array.from({ length: size }, () => filter) })),
    });
    await search(groups(6, 6, 6));
    await search(groups(1, 1, 1, 1, 1));
    const refused = [
      groups(1, 1, 1, 1, 1, 1),
      groups(7),
      groups(6, 6, 6, 1),
      where({ propertyName: 'email', operator: FilterOperatorEnum.Eq, value: 'x'.repeat(3_000) }),
      { sorts: ['email', 'lastname'] },
    ];
    for (const request of refused)
      expect(await failure(search(request))).toMatchObject({ code: 400, body: { category: 'VALIDATION_ERROR' } });
  });

  test('IN matches lower-case values of text and exact values of enumerations', async () => {
    const id = await createContact(portal.client, { lastname: 'Lovelace', hs_lead_status: 'OPEN' });
    const named = (...values: string[]) =>
      idsOf(where({ propertyName: 'lastname', operator: FilterOperatorEnum.In, values }));
    expect(await named('lovelace')).toEqual([id]);
    expect(await named('Lovelace')).toEqual([]);
    const inStatus = (...values: string[]) =>
      idsOf(where({ propertyName: 'hs_lead_status', operator: FilterOperatorEnum.In, values }));
    expect(await inStatus('OPEN')).toEqual([id]);
    expect(await inStatus('open')).toEqual([]);
  });

  test('archived contacts are invisible', async () => {
    const id = await createContact(portal.client, { lastname: 'Gone' });
    const gone = where({ propertyName: 'lastname', operator: FilterOperatorEnum.Eq, value: 'gone' });
    expect(await idsOf(gone)).toEqual([id]);
    await portal.client.crm.contacts.basicApi.archive(id);
    expect(await idsOf(gone)).toEqual([]);
  });

  test('times compare as epoch milliseconds, tokens by words, and every operator does what it says', async () => {
    const early = await createContact(portal.client, { email: 'ada.lovelace@example.com', firstname: 'Ada Byron' });
    await portal.control.setClock({ at: now + 60_000 });
    const late = await createContact(portal.client, { email: 'grace@example.org' });
    const expected: readonly (readonly [Filter, readonly string[]])[] = [
      [{ propertyName: 'createdate', operator: FilterOperatorEnum.Gt, value: String(now) }, [late]],
      [{ propertyName: 'createdate', operator: FilterOperatorEnum.Gte, value: String(now) }, [early, late]],
      [{ propertyName: 'createdate', operator: FilterOperatorEnum.Lt, value: '2026-05-01T10:00:30Z' }, [early]],
      [{ propertyName: 'createdate', operator: FilterOperatorEnum.Lte, value: String(now) }, [early]],
      [
        {
          propertyName: 'createdate',
          operator: FilterOperatorEnum.Between,
          value: String(now + 1),
          highValue: String(now + 60_000),
        },
        [late],
      ],
      [{ propertyName: 'firstname', operator: FilterOperatorEnum.ContainsToken, value: 'byron' }, [early]],
      [{ propertyName: 'firstname', operator: FilterOperatorEnum.ContainsToken, value: 'by' }, []],
      [{ propertyName: 'email', operator: FilterOperatorEnum.ContainsToken, value: '*@example.org' }, [late]],
      [{ propertyName: 'firstname', operator: FilterOperatorEnum.NotContainsToken, value: 'byron' }, [late]],
      [{ propertyName: 'firstname', operator: FilterOperatorEnum.HasProperty }, [early]],
      [{ propertyName: 'firstname', operator: FilterOperatorEnum.NotHasProperty }, [late]],
      [{ propertyName: 'email', operator: FilterOperatorEnum.Neq, value: 'grace@example.org' }, [early]],
      [{ propertyName: 'email', operator: FilterOperatorEnum.NotIn, values: ['grace@example.org'] }, [early]],
    ];
    for (const [filter, ids] of expected) expect([filter, await idsOf(where(filter))]).toEqual([filter, ids]);
    expect(await idsOf({ query: 'grace' })).toEqual([late]);
    // The client's type knows text only; HubSpot takes objects.
    const descending = [{ propertyName: 'createdate', direction: 'DESCENDING' }] as unknown as string[];
    expect(await idsOf({ sorts: descending })).toEqual([late, early]);
    expect(
      await failure(idsOf(where({ propertyName: 'no_such_property', operator: FilterOperatorEnum.HasProperty }))),
    ).toMatchObject({ code: 400 });
  });

  test('records can be found by what they are associated with', async () => {
    const contact = await createContact(portal.client, { lastname: 'Busy' });
    const properties = { hs_timestamp: String(now) };
    const { tasks } = portal.client.crm.objects;
    const task = await tasks.basicApi.create({ properties, associations: [toContact(contact)] });
    await tasks.basicApi.create({ properties });
    const filter = { propertyName: 'associations.contact', operator: FilterOperatorEnum.Eq, value: contact };
    const found = await tasks.searchApi.doSearch({ filterGroups: [{ filters: [filter] }] });
    expect(found.results.map(({ id }) => id)).toEqual([task.id]);
  });
});
