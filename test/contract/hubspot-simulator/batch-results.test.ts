/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment -- the client's models are classes and enums by name only: it takes and documents plain literals */
import {
  addProperty,
  createContact,
  failure,
  now,
  startPortal,
  toContact,
  type SimulatedPortal,
} from './simulated-portal';

describe('6. 207 only when every input has its own objectWriteTraceId; results shuffled; new flag; e-mail upsert all or nothing', () => {
  let portal: SimulatedPortal;

  beforeAll(async () => {
    portal = await startPortal();
    await addProperty(portal.client, 'contacts', { name: 'leadline_lead_id' });
    await addProperty(portal.client, 'tasks', { name: 'leadline_ref' });
  });

  afterAll(async () => {
    const violations = await portal.control.violations();
    await portal.stop();
    expect(violations).toEqual([]);
  });

  const batch = () => portal.client.crm.contacts.batchApi;
  const contactsWith = async (property: string, values: readonly string[]) => {
    const contacts = await portal.control.dump({ portalId: portal.portalId, objectType: 'contacts' });
    return contacts.filter(({ properties }) => values.includes(properties[property] ?? ''));
  };
  const bad = { lastname: 'Bad', no_such_property: 'x' };

  test('without trace ids, one bad row refuses the call and nothing is written', async () => {
    const inputs = [{ properties: { email: 'all1@example.com' } }, { properties: bad }];
    expect(await failure(batch().create({ inputs }))).toMatchObject({
      code: 400,
      body: { category: 'VALIDATION_ERROR' },
    });
    expect(await contactsWith('email', ['all1@example.com'])).toEqual([]);
  });

  test.each([
    ['one is missing', ['a', undefined]],
    ['they are the same', ['a', 'a']],
  ])('trace ids do not help when %s', async (_case, traces) => {
    const rows = [{ email: 'all2@example.com' }, bad];
    const inputs = rows.map((properties, index) => {
      const objectWriteTraceId = traces[index];
      return { properties, ...(objectWriteTraceId !== undefined && { objectWriteTraceId }) };
    });
    expect(await failure(batch().create({ inputs }))).toMatchObject({ code: 400 });
    expect(await contactsWith('email', ['all2@example.com'])).toEqual([]);
  });

  test.each(['create', 'upsert', 'update'] as const)(
    'with distinct trace ids, a batch %s succeeds in part and names the bad rows',
    async (kind) => {
      const lead = (name: string) => `part-${kind}-${name}`;
      if (kind === 'update') {
        for (const name of ['good', 'bad'])
          await createContact(portal.client, { lastname: name, leadline_lead_id: lead(name) });
      }
      const row = (name: string, properties: Record<string, string>) => ({
        id: lead(name),
        idProperty: 'leadline_lead_id',
        objectWriteTraceId: name,
        properties,
      });
      const inputs = [row('good', { lastname: 'Good' }), row('bad', bad)];
      const answer = await {
        create: () =>
          batch().createWithHttpInfo({
            inputs: inputs.map(({ id, objectWriteTraceId, properties }) => ({
              objectWriteTraceId,
              properties: { ...properties, leadline_lead_id: id },
            })),
          }),
        upsert: () => batch().upsertWithHttpInfo({ inputs }),
        update: () => batch().updateWithHttpInfo({ inputs }),
      }[kind]();
      expect(answer.httpStatusCode).toBe(207);
      expect(answer.data).toMatchObject({
        status: 'COMPLETE',
        results: [{ objectWriteTraceId: 'good' }],
        numErrors: 1,
        errors: [{ status: 'error', category: 'VALIDATION_ERROR', context: { objectWriteTraceId: ['bad'] } }],
      });
      expect(await contactsWith('leadline_lead_id', [lead('good')])).toMatchObject([
        { properties: { lastname: 'Good' } },
      ]);
      expect(await contactsWith('lastname', ['Bad'])).toEqual([]);
    },
  );

  test('a portal may be set so that updates never succeed in part', async () => {
    const id = await createContact(portal.client, { lastname: 'Strict' });
    await portal.control.configurePortal({ portalId: portal.portalId, behaviour: { partialUpdate: false } });
    const inputs = [
      { id, properties: { lastname: 'Changed' }, objectWriteTraceId: 'a' },
      { id: '1', properties: { lastname: 'Nobody' }, objectWriteTraceId: 'b' },
    ];
    expect(await failure(batch().update({ inputs }))).toMatchObject({ code: 404 });
    await portal.control.configurePortal({ portalId: portal.portalId, behaviour: { partialUpdate: true } });
    expect((await batch().updateWithHttpInfo({ inputs })).httpStatusCode).toBe(207);
  });

  test('results come in another order than the inputs, the same one for the same seed', async () => {
    const order = async () => {
      const fresh = await startPortal({}, { seed: 42 });
      const inputs = Array.from({ length: 50 }, (_, index) => ({ properties: { lastname: `L${index}` } }));
      const { results } = await fresh.client.crm.contacts.batchApi.create({ inputs });
      await fresh.stop();
      return results.map(({ properties }) => properties['lastname']);
    };
    const first = await order();
    expect(await order()).toEqual(first);
    expect(first).not.toEqual(Array.from({ length: 50 }, (_, index) => `L${index}`));
    expect(new Set(first).size).toBe(50);
  });

  test('an upsert tells which records are new', async () => {
    const row = (id: string) => ({ id, idProperty: 'leadline_lead_id', properties: { lastname: 'Upserted' } });
    const first = await batch().upsert({ inputs: [row('new-1'), row('new-2')] });
    const second = await batch().upsert({ inputs: [row('new-2'), row('new-3')] });
    const flags = Object.fromEntries(second.results.map((result) => [result.id, '_new' in result && result._new]));
    const idOf = (results: readonly { id: string; properties: Record<string, string | null> }[], lead: string) =>
      results.find(({ properties }) => properties['leadline_lead_id'] === lead)?.id;
    expect(first.results.map((result) => '_new' in result && result._new)).toEqual([true, true]);
    const stored = await contactsWith('leadline_lead_id', ['new-2', 'new-3']);
    expect(flags).toEqual({ [idOf(stored, 'new-2')!]: false, [idOf(stored, 'new-3')!]: true });
  });

  test('an upsert by e-mail is all or nothing even with trace ids, unless the portal is set otherwise', async () => {
    const inputs = [
      { id: 'good@example.com', idProperty: 'email', properties: { lastname: 'Good' }, objectWriteTraceId: 'a' },
      { id: 'bad@example.com', idProperty: 'email', properties: bad, objectWriteTraceId: 'b' },
    ];
    expect(await failure(batch().upsert({ inputs }))).toMatchObject({ code: 400 });
    expect(await contactsWith('email', ['good@example.com'])).toEqual([]);
    await portal.control.configurePortal({ portalId: portal.portalId, behaviour: { partialUpsertByEmail: true } });
    expect((await batch().upsertWithHttpInfo({ inputs })).httpStatusCode).toBe(207);
    await portal.control.configurePortal({ portalId: portal.portalId, behaviour: { partialUpsertByEmail: false } });
  });

  test('a batch read lists what it did not find in one error of a 207', async () => {
    const id = await createContact(portal.client, { lastname: 'There' });
    const answer = await batch().readWithHttpInfo({
      inputs: [{ id }, { id: '1' }, { id: '2' }],
      properties: [],
      propertiesWithHistory: [],
    });
    expect(answer.httpStatusCode).toBe(207);
    expect(answer.data).toMatchObject({
      results: [{ id }],
      numErrors: 1,
      errors: [{ category: 'OBJECT_NOT_FOUND', context: { ids: ['1', '2'] } }],
    });
  });

  test('tasks are created with their contact, fail row by row, and are read back by our reference', async () => {
    const contact = await createContact(portal.client, { lastname: 'Followed' });
    const task = (ref: string) => ({
      objectWriteTraceId: ref,
      properties: { hs_timestamp: String(now), hs_task_subject: 'Call', leadline_ref: ref },
      associations: [toContact(contact)],
    });
    const tasks = portal.client.crm.objects.tasks.batchApi;
    const first = await tasks.createWithHttpInfo({ inputs: [task('ref-1'), task('ref-2')] });
    expect(first.httpStatusCode).toBe(201);
    const again = await tasks.createWithHttpInfo({ inputs: [task('ref-2'), task('ref-3')] });
    expect(again.httpStatusCode).toBe(207);
    expect(again.data).toMatchObject({
      results: [{ objectWriteTraceId: 'ref-3' }],
      errors: [{ category: 'VALIDATION_ERROR', context: { objectWriteTraceId: ['ref-2'] } }],
    });
    const read = await tasks.readWithHttpInfo({
      inputs: ['ref-1', 'ref-2', 'ref-3', 'ref-4'].map((id) => ({ id })),
      idProperty: 'leadline_ref',
      properties: ['leadline_ref', 'hs_task_status'],
      propertiesWithHistory: [],
    });
    expect(read.httpStatusCode).toBe(207);
    expect(read.data.results.map(({ properties }) => properties['leadline_ref']).sort()).toEqual([
      'ref-1',
      'ref-2',
      'ref-3',
    ]);
    const stored = await portal.control.dump({
      portalId: portal.portalId,
      objectType: 'tasks',
      associations: ['contacts'],
    });
    expect(stored.every(({ associations }) => associations['contacts']?.includes(contact))).toBe(true);
  });

  test('a task for a contact that does not exist is refused, and nothing of it stays', async () => {
    const inputs = [
      { properties: { hs_timestamp: String(now), leadline_ref: 'orphan' }, associations: [toContact('1')] },
    ];
    expect(await failure(portal.client.crm.objects.tasks.batchApi.create({ inputs }))).toMatchObject({ code: 404 });
    const stored = await portal.control.dump({ portalId: portal.portalId, objectType: 'tasks' });
    expect(stored.filter(({ properties }) => properties['leadline_ref'] === 'orphan')).toEqual([]);
  });
});
