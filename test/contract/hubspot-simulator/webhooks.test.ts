/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment, @typescript-eslint/no-unsafe-enum-assignment -- the client's models are classes and enums by name only: it takes and documents plain literals */
import { Client, Signature } from '@hubspot/api-client';
import { SubscriptionCreateRequestEventTypeEnum as EventType } from '@hubspot/api-client/lib/codegen/webhooks/models/SubscriptionCreateRequest';
import type { ControlInput } from '../../../simulators/hubspot/control-client';
import {
  createContact,
  eventually,
  failure,
  hubspotDefined,
  now,
  startPortal,
  type SimulatedPortal,
} from './simulated-portal';
import { startReceiver, type WebhookReceiver } from './webhook-receiver';

/** jest types its matchers as any. */
const aNumber: unknown = expect.any(Number);

describe('11. webhooks: batches of at most 100, unordered, duplicates, at most 10 retries, 5 s timeout, signed v1 and v3, changeSource, own writes', () => {
  let portal: SimulatedPortal;
  let receiver: WebhookReceiver;

  beforeEach(async () => {
    portal = await startPortal();
    receiver = await startReceiver();
    await portal.control.setSending({ collectMs: 5, retryDelaysMs: [] });
  });

  afterEach(async () => {
    const violations = await portal.control.violations();
    await portal.stop();
    await receiver.close();
    expect(violations).toEqual([]);
  });

  const subscribe = (
    subscriptions: ControlInput<'configureWebhooks'>['subscriptions'],
    rest: { targetUrl?: string; maxConcurrentRequests?: number } = {},
  ) => portal.control.configureWebhooks({ appId: portal.appId, targetUrl: receiver.url, subscriptions, ...rest });
  const disposition = { eventType: 'contact.propertyChange', propertyName: 'hs_lead_status' };
  const target = (id: string) => ({ portalId: portal.portalId, objectType: 'contacts', id });
  const delivered = () => portal.control.webhooksDelivered();

  test("a rep's change carries CRM_UI and the user; our own comes back with INTEGRATION and the app", async () => {
    const [subscription] = await subscribe([disposition]);
    const id = await createContact(portal.client, { lastname: 'Watched' });
    await portal.control.repUpdate({ ...target(id), userId: 9, properties: { hs_lead_status: 'CONNECTED' } });
    await portal.control.advanceClock(1_000);
    await portal.client.crm.contacts.basicApi.update(id, {
      properties: { hs_lead_status: 'OPEN', city: 'not subscribed' },
    });
    await delivered();
    const shared = {
      subscriptionId: subscription!.id,
      portalId: portal.portalId,
      appId: portal.appId,
      subscriptionType: 'contact.propertyChange',
      attemptNumber: 0,
      objectId: Number(id),
      propertyName: 'hs_lead_status',
    };
    const events = [...receiver.events()].sort(
      (left, right) => Number(left['occurredAt']) - Number(right['occurredAt']),
    );
    expect(events).toEqual([
      {
        ...shared,
        eventId: aNumber,
        occurredAt: now,
        propertyValue: 'CONNECTED',
        changeSource: 'CRM_UI',
        sourceId: 'userId:9',
      },
      {
        ...shared,
        eventId: aNumber,
        occurredAt: now + 1_000,
        propertyValue: 'OPEN',
        changeSource: 'INTEGRATION',
        sourceId: String(portal.appId),
      },
    ]);
  });

  test('a write that changes nothing fires nothing', async () => {
    await subscribe([disposition]);
    const id = await createContact(portal.client, { lastname: 'Same', hs_lead_status: 'NEW' });
    await delivered();
    await portal.client.crm.contacts.basicApi.update(id, { properties: { hs_lead_status: 'NEW' } });
    await portal.control.repUpdate({ ...target(id), properties: { hs_lead_status: 'OPEN' } });
    await delivered();
    expect(receiver.events().map(({ propertyValue }) => propertyValue)).toEqual(['NEW', 'OPEN']);
  });

  test('creation, deletion, restore, merge and association changes fire, the last one for each side; other types come as object.*', async () => {
    const kinds = ['creation', 'deletion', 'restore', 'merge', 'associationChange'];
    await subscribe([
      ...kinds.map((kind) => ({ eventType: `contact.${kind}` })),
      { eventType: 'company.associationChange' },
      { eventType: 'object.creation', objectTypeId: '0-48' },
    ]);
    const id = await createContact(portal.client, { lastname: 'Kept' });
    const other = await createContact(portal.client, { lastname: 'Merged' });
    const company = (await portal.client.crm.companies.basicApi.create({ properties: { name: 'Acme' } })).id;
    await portal.client.crm.associations.v4.basicApi.create('contacts', id, 'companies', company, [hubspotDefined(1)]);
    await portal.control.repArchive(target(id));
    await portal.control.repRestore(target(id));
    await portal.client.crm.contacts.basicApi.merge({ primaryObjectId: id, objectIdToMerge: other });
    const call = await portal.client.crm.objects.calls.basicApi.create({ properties: { hs_timestamp: String(now) } });
    await delivered();
    const events = receiver.events();
    const of = (type: string) => events.filter(({ subscriptionType }) => subscriptionType === type);
    expect(
      of('contact.creation')
        .map(({ objectId }) => objectId)
        .sort(),
    ).toEqual([Number(id), Number(other)]);
    expect(of('contact.deletion')).toMatchObject([{ objectId: Number(id), changeFlag: 'DELETED' }]);
    expect(of('contact.restore')).toMatchObject([{ objectId: Number(id) }]);
    expect(of('contact.merge')).toMatchObject([
      {
        primaryObjectId: Number(id),
        mergedObjectIds: [Number(other)],
        newObjectId: Number(id),
        numberOfPropertiesMoved: aNumber,
      },
    ]);
    const ends = {
      fromObjectId: Number(id),
      toObjectId: Number(company),
      associationRemoved: false,
      isPrimaryAssociation: true,
    };
    expect(of('contact.associationChange')).toMatchObject([{ ...ends, associationType: 'CONTACT_TO_COMPANY' }]);
    expect(of('company.associationChange')).toMatchObject([
      { fromObjectId: Number(company), toObjectId: Number(id), associationType: 'COMPANY_TO_CONTACT' },
    ]);
    expect(of('object.creation')).toMatchObject([{ objectId: Number(call.id), objectTypeId: '0-48' }]);
  });

  test('requests are signed with v1 and v3 over the bytes sent', async () => {
    await subscribe([disposition]);
    await createContact(portal.client, { lastname: 'Ünïcode', hs_lead_status: 'NEW' });
    await delivered();
    const { headers, body, method } = receiver.requests[0]!;
    const shared = { clientSecret: portal.clientSecret, requestBody: body, url: receiver.url };
    expect(headers['x-hubspot-signature-version']).toBe('v1');
    expect(
      Signature.isValid({ ...shared, signatureVersion: 'v1', signature: String(headers['x-hubspot-signature']) }),
    ).toBe(true);
    const timestamp = Number(headers['x-hubspot-request-timestamp']);
    expect(Math.abs(Date.now() - timestamp)).toBeLessThan(60_000);
    const v3 = {
      ...shared,
      method,
      signatureVersion: 'v3',
      signature: String(headers['x-hubspot-signature-v3']),
      timestamp,
    };
    expect(Signature.isValid(v3)).toBe(true);
    expect(Signature.isValid({ ...v3, requestBody: `${body} ` })).toBe(false);
  });

  test('at most a hundred events a request, in no order, all of them', async () => {
    await subscribe([disposition]);
    await portal.control.setSending({ paused: true });
    const inputs = (start: number) =>
      Array.from({ length: 100 }, (_, index) => ({
        properties: { lastname: `L${start + index}`, hs_lead_status: 'NEW' },
      }));
    for (const start of [0, 100]) await portal.client.crm.contacts.batchApi.create({ inputs: inputs(start) });
    await createContact(portal.client, { lastname: 'Last', hs_lead_status: 'NEW' });
    expect((await portal.control.webhookStatus()).waitingEvents).toBe(201);
    await portal.control.setSending({ paused: false });
    await delivered();
    expect(receiver.requests.map(({ events }) => events.length).sort((left, right) => left - right)).toEqual([
      1, 100, 100,
    ]);
    const ids = receiver.events().map(({ objectId }) => Number(objectId));
    expect(new Set(ids).size).toBe(201);
    expect(ids).not.toEqual([...ids].sort((left, right) => left - right));
  });

  test('events may come twice, and may share an id', async () => {
    await subscribe([disposition]);
    await portal.control.setSending({ paused: true, duplicateProbability: 1, repeatedIdProbability: 1 });
    for (const lastname of ['One', 'Two', 'Three'])
      await createContact(portal.client, { lastname, hs_lead_status: 'NEW' });
    await portal.control.setSending({ paused: false });
    await delivered();
    expect(receiver.events()).toHaveLength(6);
    expect(new Set(receiver.events().map(({ objectId }) => objectId)).size).toBe(3);
    expect(new Set(receiver.events().map(({ eventId }) => eventId)).size).toBeLessThan(3);
  });

  test('a failed request is sent again with the next attempt number, ten times at most', async () => {
    await subscribe([disposition]);
    await portal.control.setSending({ retryDelaysMs: Array.from({ length: 10 }, () => 2) });
    receiver.answerWith(500);
    await createContact(portal.client, { lastname: 'Refused', hs_lead_status: 'NEW' });
    await delivered();
    expect(receiver.events().map(({ attemptNumber }) => attemptNumber)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(await portal.control.webhookStatus()).toMatchObject({ givenUp: 1, waitingEvents: 0, waitingRequests: 0 });
    await expect(portal.control.setSending({ retryDelaysMs: Array.from({ length: 11 }, () => 2) })).rejects.toThrow(
      'retryDelaysMs',
    );
  });

  test('an answer that takes too long, and a receiver that is away, are failures too; what waits is delivered later', async () => {
    await subscribe([disposition]);
    // Far enough apart that the last attempt is not reached before the receiver is back.
    await portal.control.setSending({ timeoutMs: 40, retryDelaysMs: [5, ...Array.from({ length: 9 }, () => 500)] });
    receiver.answerWith('never');
    await createContact(portal.client, { lastname: 'Slow', hs_lead_status: 'NEW' });
    await eventually(() => receiver.requests.length >= 2);
    receiver.answerWith(204);
    await portal.control.setSending({ timeoutMs: 5_000 });
    await delivered();
    const { attempts, givenUp } = await portal.control.webhookStatus();
    expect(attempts.map(({ status }) => status).slice(0, 1)).toEqual([0]);
    expect(attempts.at(-1)?.status).toBe(204);
    expect(givenUp).toBe(0);
  });

  test('the defaults are those of HubSpot: 5 s, a hundred events, ten retries within a day', async () => {
    const fresh = await startPortal();
    const sending = await fresh.control.setSending({});
    await fresh.stop();
    expect(sending).toMatchObject({ timeoutMs: 5_000, batchSize: 100, schemes: ['v1', 'v3'] });
    expect(sending.retryDelaysMs).toHaveLength(10);
    expect(sending.retryDelaysMs.reduce((sum, delay) => sum + delay)).toBeLessThanOrEqual(86_400_000);
  });

  test('forged, stale and tampered requests can be sent on purpose', async () => {
    await subscribe([disposition]);
    const send = async (input: Partial<ControlInput<'sendWebhook'>>) => {
      const events = [{ eventId: 1, note: 'as HubSpot never sent it' }];
      await portal.control.sendWebhook({ appId: portal.appId, events, ...input });
      const { headers, body } = receiver.requests.at(-1)!;
      const timestamp = Number(headers['x-hubspot-request-timestamp']);
      const signature = String(headers['x-hubspot-signature-v3']);
      const expected = Signature.getSignature('POST', 'v3', {
        clientSecret: portal.clientSecret,
        requestBody: body,
        signature,
        url: receiver.url,
        timestamp,
      });
      return { headers, genuine: signature === expected, ageMs: Date.now() - timestamp };
    };
    expect((await send({})).genuine).toBe(true);
    const stale = await send({ skewMs: -360_000 });
    expect(stale.genuine).toBe(true);
    expect(stale.ageMs).toBeGreaterThan(300_000);
    expect((await send({ skewMs: 360_000 })).ageMs).toBeLessThan(-300_000);
    for (const tampering of ['body-changed', 'body-reformatted', 'wrong-secret', 'wrong-v3-beside-right-v1'] as const) {
      expect([tampering, (await send({ tampering })).genuine]).toEqual([tampering, false]);
    }
    expect((await send({ tampering: 'no-signature' })).headers).not.toHaveProperty('x-hubspot-signature');
  });

  describe('settings and subscriptions of an app, by its developer key', () => {
    const webhooks = () => new Client({ developerApiKey: portal.developerApiKey, basePath: portal.baseUrl }).webhooks;
    const settings = (maxConcurrentRequests: number) => ({
      targetUrl: receiver.url,
      throttling: { maxConcurrentRequests },
    });

    test('a new subscription is paused until it is made active', async () => {
      const { settingsApi, subscriptionsApi } = webhooks();
      await settingsApi.configure(portal.appId, settings(10));
      expect((await settingsApi.getAll(portal.appId)).targetUrl).toBe(receiver.url);
      const created = await subscriptionsApi.createWithHttpInfo(portal.appId, {
        eventType: EventType.ContactPropertyChange,
        propertyName: 'hs_lead_status',
      });
      expect(created.httpStatusCode).toBe(201);
      expect(created.data.active).toBe(false);
      const id = await createContact(portal.client, { lastname: 'Paused', hs_lead_status: 'NEW' });
      await subscriptionsApi.updateBatch(portal.appId, { inputs: [{ id: Number(created.data.id), active: true }] });
      await portal.control.repUpdate({ ...target(id), properties: { hs_lead_status: 'OPEN' } });
      await delivered();
      expect(receiver.events().map(({ propertyValue }) => propertyValue)).toEqual(['OPEN']);
      await subscriptionsApi.update(Number(created.data.id), portal.appId, { active: false });
      expect((await subscriptionsApi.getById(Number(created.data.id), portal.appId)).active).toBe(false);
      await subscriptionsApi.archive(Number(created.data.id), portal.appId);
      expect((await subscriptionsApi.getAll(portal.appId)).results).toEqual([]);
      await settingsApi.clear(portal.appId);
      expect(await failure(settingsApi.getAll(portal.appId))).toMatchObject({ code: 404 });
    });

    test('what HubSpot refuses is refused', async () => {
      const { settingsApi, subscriptionsApi } = webhooks();
      expect(await failure(settingsApi.configure(portal.appId, settings(5)))).toMatchObject({ code: 400 });
      for (const propertyName of ['hs_lastmodifieddate', 'num_unique_conversion_events']) {
        const request = { eventType: EventType.ContactPropertyChange, propertyName };
        expect(await failure(subscriptionsApi.create(portal.appId, request))).toMatchObject({ code: 400 });
      }
      const wrongKey = new Client({ developerApiKey: 'wrong', basePath: portal.baseUrl });
      expect(await failure(wrongKey.webhooks.subscriptionsApi.getAll(portal.appId))).toMatchObject({ code: 401 });
    });

    test('an app may have 1,000 subscriptions', async () => {
      await subscribe(
        Array.from({ length: 1_000 }, (_, index) => ({
          eventType: 'contact.propertyChange',
          propertyName: `p${index}`,
        })),
      );
      expect(
        await failure(webhooks().subscriptionsApi.create(portal.appId, { eventType: EventType.ContactCreation })),
      ).toMatchObject({ code: 400 });
    });
  });
});
