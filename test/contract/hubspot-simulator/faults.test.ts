/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment -- the client's models are classes and enums by name only: it takes and documents plain literals */
import { Client } from '@hubspot/api-client';
import { createContact, eventually, failure, now, startPortal, type SimulatedPortal } from './simulated-portal';

describe('13. 423 on rapid company upserts; 502 HTML; empty body without content type; slow answers; and faults by script and by chance', () => {
  let portal: SimulatedPortal;

  beforeEach(async () => {
    portal = await startPortal();
  });

  afterEach(async () => {
    const violations = await portal.control.violations();
    await portal.stop();
    expect(violations).toEqual([]);
  });

  const create = (lastname: string) => createContact(portal.client, { lastname });
  const lastnames = async () =>
    (await portal.control.dump({ portalId: portal.portalId, objectType: 'contacts' })).map(
      ({ properties }) => properties['lastname'],
    );
  const createPath = { method: 'POST', path: '/crm/v3/objects/contacts' };

  test('companies that are upserted too fast are locked for a moment', async () => {
    await portal.control.configurePortal({ portalId: portal.portalId, limits: { companyUpsertsPerSecond: 1 } });
    const { batchApi } = portal.client.crm.companies;
    const upsert = () => batchApi.upsert({ inputs: [] });
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, upsert));
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(5);
    expect(refused[0]).toMatchObject({ code: 423, body: { category: 'LOCKED' } });
    await eventually(() =>
      upsert().then(
        () => true,
        () => false,
      ),
    );
  });

  test('502 with an HTML page: the client gives the page as text', async () => {
    await portal.control.addFault({ ...createPath, answer: { kind: 'html' } });
    const refused = await failure(create('Html'));
    expect(refused.code).toBe(502);
    expect(refused.headers['content-type']).toBe('text/html');
    expect(JSON.stringify(refused.body)).toContain('<h1>502 Bad Gateway</h1>');
    expect(await lastnames()).toEqual([]);
  });

  test.each([
    ['an empty body without content type', { kind: 'empty' }],
    ['JSON that ends in the middle', { kind: 'broken-json' }],
  ] as const)('%s: the client throws a plain error without a code', async (_name, answer) => {
    await portal.control.addFault({ ...createPath, answer, apply: true });
    const error: unknown = await create('Applied').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toHaveProperty('code');
    expect(await lastnames()).toEqual(['Applied']);
  });

  test('a slow answer comes late, but is true', async () => {
    await portal.control.addFault({ ...createPath, delayMs: 120, answer: { kind: 'true' } });
    const startedMs = performance.now();
    await create('Slow');
    expect(performance.now() - startedMs).toBeGreaterThan(110);
    expect(await lastnames()).toEqual(['Slow']);
  });

  test('no answer at all: the call was carried out, and the client waits until it gives up', async () => {
    await portal.control.addFault({ ...createPath, apply: true, answer: { kind: 'stall' } });
    const patience = new AbortController();
    const call = fetch(`${portal.baseUrl}/crm/v3/objects/contacts`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${portal.accessToken}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ properties: { lastname: 'Stalled' } }),
      signal: patience.signal,
    });
    await eventually(async () => (await lastnames()).length > 0);
    patience.abort();
    await expect(call).rejects.toThrow('aborted');
    expect(await lastnames()).toEqual(['Stalled']);
  });

  test.each([
    ['applied, then 502', { kind: 'status', status: 502 }, true],
    ['applied, then cut', { kind: 'cut' }, true],
    ['applied, then cut within the answer', { kind: 'cut-body' }, true],
    ['cut before it was applied', { kind: 'cut' }, false],
    ['500 and not applied', { kind: 'status', status: 500 }, false],
  ] as const)('%s', async (_name, answer, apply) => {
    await portal.control.addFault({ ...createPath, answer, apply });
    await expect(create('Ambiguous')).rejects.toThrow();
    expect(await lastnames()).toEqual(apply ? ['Ambiguous'] : []);
    await create('Next');
  });

  test.each([
    [429, { policyName: 'TEN_SECONDLY_ROLLING' }],
    [423, { category: 'LOCKED' }],
    [503, { status: 'error' }],
  ])('an answer %i has its usual body', async (status, body) => {
    await portal.control.addFault({ ...createPath, answer: { kind: 'status', status } });
    expect(await failure(create('Refused'))).toMatchObject({ code: status, body });
  });

  test('477 says when to come back, and a body of our choosing can be given', async () => {
    await portal.control.addFault({ ...createPath, answer: { kind: 'status', status: 477 } });
    expect((await failure(create('Migrating'))).headers['retry-after']).toBe('2');
    const body = { status: 'error', message: 'You have reached your daily limit.', policyName: 'DAILY' };
    await portal.control.addFault({ ...createPath, answer: { kind: 'status', status: 429, body } });
    expect(await failure(create('Daily'))).toMatchObject({ code: 429, body });
  });

  test('the token expires in the middle', async () => {
    await portal.control.addFault({ ...createPath, answer: { kind: 'expire-token' } });
    expect(await failure(create('Expired'))).toMatchObject({ code: 401, body: { category: 'EXPIRED_AUTHENTICATION' } });
  });

  test('a script strikes only what it names, after letting some pass, as often as it says', async () => {
    await portal.control.addFault({
      method: 'POST',
      path: '/crm/v3/objects/*/batch/create',
      skip: 1,
      times: 2,
      answer: { kind: 'status', status: 503 },
    });
    const batch = (lastname: string) =>
      portal.client.crm.contacts.batchApi.create({ inputs: [{ properties: { lastname } }] });
    await create('Other path');
    await batch('first');
    expect(await failure(batch('second'))).toMatchObject({ code: 503 });
    expect(await failure(portal.client.crm.objects.tasks.batchApi.create({ inputs: [] }))).toMatchObject({ code: 503 });
    await batch('fourth');
    expect(await lastnames()).toEqual(['Other path', 'first', 'fourth']);
    expect(await portal.control.pendingFaults()).toEqual({ scripted: [], random: [] });
  });

  test('faults by chance follow the seed, and can be cleared', async () => {
    const outcomes = async (seed: number) => {
      const other = await startPortal({}, { seed });
      await other.control.setRandomFaults([
        { ...createPath, probability: 0.5, answer: { kind: 'status', status: 500 } },
        { method: 'GET', probability: 1, answer: { kind: 'cut' } },
      ]);
      const codes: number[] = [];
      for (let call = 0; call < 20; call += 1) {
        const made = other.client.crm.contacts.basicApi.createWithHttpInfo({ properties: { lastname: `C${call}` } });
        codes.push(
          await made.then(
            ({ httpStatusCode }) => httpStatusCode,
            (error: unknown) => (error as { code: number }).code,
          ),
        );
      }
      await other.control.clearFaults();
      await other.client.crm.contacts.basicApi.getPage();
      await other.stop();
      return codes;
    };
    const first = await outcomes(11);
    expect(await outcomes(11)).toEqual(first);
    expect(await outcomes(12)).not.toEqual(first);
    expect(new Set(first)).toEqual(new Set([201, 500]));
  });

  test('counters tell what each endpoint was asked and answered, struck or not', async () => {
    await create('Counted');
    await portal.control.addFault({ ...createPath, answer: { kind: 'status', status: 500 } });
    await failure(create('Struck'));
    await portal.control.addFault({ method: 'GET', answer: { kind: 'cut' } });
    await failure(portal.client.crm.contacts.basicApi.getById('1001'));
    await portal.client.crm.objects.tasks.batchApi.create({ inputs: [{ properties: { hs_timestamp: String(now) } }] });
    await failure(new Client({ basePath: portal.baseUrl }).crm.contacts.basicApi.getPage());
    const figures = await portal.control.counters();
    expect(figures).toMatchObject({
      total: 5,
      byEndpoint: {
        'POST /crm/v3/objects/contacts': 2,
        'POST /crm/v3/objects/tasks/batch/create': 1,
        'GET /crm/v3/objects/contacts/{objectId}': 1,
        'GET /crm/v3/objects/contacts': 1,
      },
      byStatus: { '0': 1, '201': 2, '401': 1, '500': 1 },
    });
    expect(figures.perMinute.reduce((sum, { calls }) => sum + calls, 0)).toBe(5);
    expect((await portal.control.counters({ portalId: portal.portalId })).total).toBe(4);
    await portal.control.resetCounters();
    expect((await portal.control.counters()).total).toBe(0);
  });
});
