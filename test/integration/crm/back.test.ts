import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { noFailpoint, type Failpoint } from '../../../domain/failpoint';
import { processHubspotInbox, type HubspotWebhookDeps } from '../../../pipeline/hubspot-webhook';
import { readChanges } from '../../../pipeline/crm/read-changes';
import { noticeChanges } from '../../../store/crm-change';
import { readSecrets } from '../../../store/connection';
import { listSyncErrors } from '../../../store/sync-error';
import { createHubspotWebhookRouter } from '../../../server/webhooks/hubspot';
import { until } from '../servers/until';
import { handOff, seedLeads } from './leads';
import { CONNECTION, crashAt, createWorld, START, startStage, type Stage, type World } from './world';

let stage: Stage;
let world: World;
let server: Server;
let target: string;
/** Set before each test: the route outlives the worlds. */
let acceptsV1 = false;

beforeAll(async () => {
  stage = await startStage();
  const deps: HubspotWebhookDeps = {
    db: stage.database.db,
    // Signatures bear the time of the wall clock.
    clock: Date.now,
    failpoint: noFailpoint,
    verificationOf: async (connectionId) => {
      const { signingSecrets = [] } = await readSecrets(world.db, world.secretBox, connectionId);
      return { secrets: signingSecrets, acceptsV1 };
    },
  };
  const app = express();
  server = app.listen(0);
  const publicBaseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  app.use('/webhooks/hubspot', createHubspotWebhookRouter({ ...deps, publicBaseUrl }));
  target = `${publicBaseUrl}/webhooks/hubspot/${CONNECTION}`;
});
afterAll(async () => {
  await stage.stop();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(async () => {
  acceptsV1 = false;
  world = await createWorld(stage);
});

const WATCHED = [
  'leadline_disposition',
  'hs_lead_status',
  'hubspot_owner_id',
  'notes_last_contacted',
  'lifecyclestage',
];

const subscribe = async (targetUrl = target) =>
  await world.control.configureWebhooks({
    appId: world.appId,
    targetUrl,
    subscriptions: [
      ...[...WATCHED, 'leadline_score', 'lastname'].map((propertyName) => ({
        eventType: 'contact.propertyChange',
        propertyName,
      })),
      ...['creation', 'deletion', 'merge', 'associationChange'].map((kind) => ({ eventType: `contact.${kind}` })),
    ],
  });

/** A lead that was handed off, its contact, and a simulator clock that stands a minute later. */
async function delivered(emails: readonly string[] = ['jane@acme.test']) {
  const leadIds = await seedLeads(
    world.db,
    emails.map((email) => ({ email, ownerId: 'ana' })),
  );
  await handOff(world.db, leadIds);
  await world.deliver();
  await world.control.setClock({ at: START + 60_000 });
  world.clock.now = START + 120_000;
  const links = await world.db.selectFrom('crm_record').select(['lead_id', 'crm_id']).execute();
  return leadIds.map((leadId) => ({ leadId, crmId: links.find((link) => link.lead_id === leadId)!.crm_id }));
}

const readDeps = (failpoint: Failpoint = noFailpoint) => ({
  ...{ db: world.db, clock: world.clock.read, connections: world.connections, failpoint },
  signal: new AbortController().signal,
});
const read = async () => await readChanges(readDeps(), CONNECTION);
const work = async () => {
  await world.control.webhooksDelivered();
  while ((await processHubspotInbox({ db: world.db, clock: Date.now, failpoint: noFailpoint })) > 0);
  return await read();
};
const wakes = async () => (await world.db.selectFrom('wake').select('lead_id').execute()).map((row) => row.lead_id);
const forgetWakes = async () => await world.db.deleteFrom('wake').execute();
const states = async () => await world.db.selectFrom('crm_state').selectAll().orderBy('lead_id').execute();
const touches = async () =>
  await world.db.selectFrom('crm_touch').select(['lead_id', 'kind', 'occurred_at']).orderBy('occurred_at').execute();
const noticed = async (...crmIds: string[]) =>
  await noticeChanges(world.db, { connectionId: CONNECTION, crmIds, now: world.clock.now });
const dirty = async () => (await world.db.selectFrom('crm_change').select('crm_id').execute()).map((row) => row.crm_id);
const waitingEvents = async () => await world.db.selectFrom('inbox').select('id').execute();

describe('a change in HubSpot', () => {
  it('of the verdict is read with its time, and wakes the lead', async () => {
    const [{ leadId, crmId }] = (await delivered()) as [{ leadId: string; crmId: string }];
    await subscribe();
    await forgetWakes();
    const properties = { leadline_disposition: 'accepted', hs_lead_status: 'CONNECTED', lifecyclestage: 'opportunity' };
    await world.control.repUpdate({ ...world, objectType: 'contacts', id: crmId, properties });

    expect(await work()).toMatchObject({ read: 1, remaining: 0 });

    expect(await states()).toMatchObject([
      {
        lead_id: leadId,
        disposition: 'accepted',
        disposition_at: START + 60_000,
        lead_status: 'CONNECTED',
        lifecycle_stage: 'opportunity',
        lifecycle_stage_at: START + 60_000,
        owner_crm_id: '500',
        read_at: START + 120_000,
      },
    ]);
    expect(await wakes()).toEqual([leadId]);
    expect(await dirty()).toEqual([]);
  });

  it('that changes nothing a decision reads wakes nobody', async () => {
    const [{ crmId }] = (await delivered()) as [{ leadId: string; crmId: string }];
    await subscribe();
    const properties = { leadline_disposition: 'accepted' };
    await world.control.repUpdate({ ...world, objectType: 'contacts', id: crmId, properties });
    await work();
    await forgetWakes();

    await world.control.changeOwner({ ...world, objectType: 'contacts', id: crmId, ownerId: '501' });
    expect(await work()).toMatchObject({ read: 1 });

    expect(await states()).toMatchObject([{ owner_crm_id: '501' }]);
    expect(await wakes()).toEqual([]);
  });

  it('made by ourselves comes back and is not read', async () => {
    await subscribe();
    await delivered();

    await world.control.webhooksDelivered();
    expect((await waitingEvents()).length).toBeGreaterThan(0);
    await processHubspotInbox({ db: world.db, clock: Date.now, failpoint: noFailpoint });

    expect(await dirty()).toEqual([]);
    expect(await listSyncErrors(world.db, { limit: 9 })).toEqual([]);
  });

  it('of a contact that is nobody’s is forgotten in time', async () => {
    await subscribe();
    await world.control.repCreate({ ...world, objectType: 'contacts', properties: { email: 'stranger@acme.test' } });
    const [{ crmId }] = (await delivered()) as [{ leadId: string; crmId: string }];
    await world.control.repUpdate({
      ...world,
      objectType: 'contacts',
      id: crmId,
      properties: { hs_lead_status: 'OPEN' },
    });
    await work();
    expect(await dirty()).toHaveLength(1);

    world.clock.now = Date.now() + 2 * 3_600_000;
    await world.control.repUpdate({
      ...world,
      objectType: 'contacts',
      id: crmId,
      properties: { hs_lead_status: 'NEW' },
    });
    await work();

    expect(await dirty()).toEqual([]);
  });

  it('by a merge is followed: the lead keeps its record', async () => {
    const [{ leadId, crmId }] = (await delivered()) as [{ leadId: string; crmId: string }];
    await subscribe();
    const { id: winner } = await world.control.repCreate({
      ...world,
      objectType: 'contacts',
      properties: { email: 'jd@acme.test' },
    });
    await world.control.repMerge({ ...world, objectType: 'contacts', primaryId: winner, otherId: crmId });
    await world.control.repUpdate({
      ...world,
      objectType: 'contacts',
      id: winner,
      properties: { leadline_disposition: 'accepted' },
    });

    await work();

    expect(await world.db.selectFrom('crm_record').select(['lead_id', 'crm_id', 'linked_by']).execute()).toEqual([
      { lead_id: leadId, crm_id: winner, linked_by: 'merged' },
    ]);
    expect(await states()).toMatchObject([{ lead_id: leadId, disposition: 'accepted' }]);
  });

  it('by a merge of two leads’ contacts is told to a person', async () => {
    const [first, second] = await delivered(['a@acme.test', 'b@acme.test']);
    await subscribe();
    await world.control.repMerge({ ...world, objectType: 'contacts', primaryId: first!.crmId, otherId: second!.crmId });

    await work();

    expect(await listSyncErrors(world.db, { limit: 9 })).toMatchObject([
      { code: 'record_shared', direction: 'in', leadId: second!.leadId },
    ]);
  });

  it('by a meeting with two is a touch of each, also where it was read of one before', async () => {
    const [jane, joe] = await delivered(['jane@acme.test', 'joe@acme.test']);
    const about = [jane!, joe!].map(({ crmId }) => ({ objectType: 'contacts', id: crmId }));
    await world.control.repLog({ ...world, kind: 'meetings', about });
    await noticed(jane!.crmId);
    await read();
    await noticed(jane!.crmId, joe!.crmId);
    await forgetWakes();

    expect(await read()).toMatchObject({ read: 2 });

    const met = { kind: 'meeting_booked', occurred_at: START + 60_000 };
    expect(new Set(await touches())).toEqual(
      new Set([
        { lead_id: jane!.leadId, ...met },
        { lead_id: joe!.leadId, ...met },
      ]),
    );
    expect(await wakes()).toEqual([joe!.leadId]);
  });

  it('is read without loss when the worker dies at any place', async () => {
    const [{ leadId, crmId }] = (await delivered()) as [{ leadId: string; crmId: string }];
    await subscribe();
    await forgetWakes();
    await world.control.repLog({ ...world, kind: 'calls', about: [{ objectType: 'contacts', id: crmId }] });
    await world.control.webhooksDelivered();

    for (const place of ['crm_inbox.before_commit', 'crm_inbox.after_commit'] as const) {
      const step = processHubspotInbox({ db: world.db, clock: Date.now, failpoint: crashAt(place) });
      await step.catch(() => undefined);
    }
    for (const place of ['crm_read.before_commit', 'crm_read.after_commit'] as const) {
      await readChanges(readDeps(crashAt(place)), CONNECTION).catch(() => undefined);
    }
    await read();

    expect(await touches()).toEqual([{ lead_id: leadId, kind: 'logged_call', occurred_at: START + 60_000 }]);
    expect(await wakes()).toEqual([leadId]);
    expect(await dirty()).toEqual([]);
  });
});

describe('events', () => {
  it('repeated, out of order and in many requests come to one reading each, with the newest state', async () => {
    const people = await delivered(Array.from({ length: 12 }, (_, index) => `p${index}@acme.test`));
    await subscribe();
    const sending = {
      shuffle: true,
      batchSize: 3,
      duplicateProbability: 0.5,
      repeatedIdProbability: 0.5,
      schemes: ['v1', 'v3'] as ('v1' | 'v3')[],
    };
    await world.control.setSending(sending);
    for (const status of ['NEW', 'OPEN', 'CONNECTED']) {
      for (const { crmId } of people) {
        await world.control.repUpdate({
          ...world,
          objectType: 'contacts',
          id: crmId,
          properties: { hs_lead_status: status },
        });
      }
    }

    expect(await work()).toMatchObject({ read: 12, remaining: 0 });
    await world.control.setSending({
      shuffle: false,
      batchSize: 100,
      duplicateProbability: 0,
      repeatedIdProbability: 0,
    });

    expect(new Set((await states()).map((state) => state.lead_status))).toEqual(new Set(['CONNECTED']));
    expect(await waitingEvents()).toHaveLength(36);
  });

  it('arrive although the server was away', async () => {
    const [{ leadId, crmId }] = (await delivered()) as [{ leadId: string; crmId: string }];
    await world.control.setSending({ retryDelaysMs: Array.from({ length: 10 }, () => 500) });
    await subscribe(target.replace(/:\d+\//, ':1/'));
    await world.control.repUpdate({
      ...world,
      objectType: 'contacts',
      id: crmId,
      properties: { hs_lead_status: 'OPEN' },
    });
    await until(async () => (await world.control.webhookStatus()).attempts.at(-1)?.status === 0);
    await subscribe();

    await work();

    expect(await states()).toMatchObject([{ lead_id: leadId, lead_status: 'OPEN' }]);
  });

  const event = (objectId: number) => ({
    eventId: 1,
    subscriptionId: 1,
    portalId: 1,
    appId: 7,
    occurredAt: START,
    subscriptionType: 'contact.propertyChange',
    attemptNumber: 0,
    objectId,
    propertyName: 'hs_lead_status',
    propertyValue: 'OPEN',
    changeSource: 'CRM_UI',
  });

  it.each([
    ['forged', { tampering: 'wrong-secret' }],
    ['changed on the way', { tampering: 'body-changed' }],
    ['rewritten on the way', { tampering: 'body-reformatted' }],
    ['without a signature', { tampering: 'no-signature' }],
    ['with a wrong new signature beside a right old one', { tampering: 'wrong-v3-beside-right-v1' }],
    ['too old', { skewMs: -6 * 60_000 }],
    ['from the future', { skewMs: 6 * 60_000 }],
    ['signed the old way', { schemes: ['v1'] }],
  ] as const)('%s are refused and not kept', async (_how, input) => {
    await subscribe();
    const { schemes, ...rest } = { schemes: ['v1', 'v3'] as readonly ('v1' | 'v3')[], ...input };
    const answer = await world.control.sendWebhook({
      appId: world.appId,
      events: [event(1)],
      schemes: [...schemes],
      ...rest,
    });

    expect(answer).toEqual({ status: 401 });
    expect(await waitingEvents()).toEqual([]);
  });

  it('signed the old way are taken where the connection allows it, but never beside a wrong new one', async () => {
    acceptsV1 = true;
    await subscribe();
    const send = async (input: object) =>
      await world.control.sendWebhook({ appId: world.appId, events: [event(1)], ...input });

    expect(await send({ schemes: ['v1'] })).toEqual({ status: 200 });
    expect(await send({ tampering: 'wrong-v3-beside-right-v1' })).toEqual({ status: 401 });
  });

  it('replayed within the window are answered and kept once', async () => {
    await subscribe();
    const send = async () => await world.control.sendWebhook({ appId: world.appId, events: [event(1), event(2)] });

    expect([await send(), await send()]).toEqual([{ status: 200 }, { status: 200 }]);

    expect(await waitingEvents()).toHaveLength(2);
  });

  it('of a connection that does not exist look like forged ones', async () => {
    await subscribe(target.replace(/[^/]+$/, 'nobody'));
    expect(await world.control.sendWebhook({ appId: world.appId, events: [event(1)] })).toEqual({ status: 401 });
  });

  it('that cannot be read become sync errors and hold up no other', async () => {
    const [{ crmId }] = (await delivered()) as [{ leadId: string; crmId: string }];
    await subscribe();
    const events = [{ what: 'is this' }, event(Number(crmId))];
    expect(await world.control.sendWebhook({ appId: world.appId, events })).toEqual({ status: 200 });

    expect(await work()).toMatchObject({ read: 1 });

    expect(await listSyncErrors(world.db, { limit: 9 })).toMatchObject([
      { code: 'bad_event', direction: 'in', record: { what: 'is this' } },
    ]);
  });
});
