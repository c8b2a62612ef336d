/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment -- the client's models are classes and enums by name only: it takes and documents plain literals */
import { createContact, failure, now, startPortal, type SimulatedPortal } from './simulated-portal';

describe('8. lifecycle stage forward only; required fields per object', () => {
  let portal: SimulatedPortal;

  beforeAll(async () => {
    portal = await startPortal();
  });

  afterAll(async () => {
    const violations = await portal.control.violations();
    await portal.stop();
    expect(violations).toEqual([]);
  });

  const stageOf = async (id: string) =>
    (await portal.client.crm.contacts.basicApi.getById(id, ['lifecyclestage'])).properties['lifecyclestage'];
  const setStage = (id: string, lifecyclestage: string) =>
    portal.client.crm.contacts.basicApi.update(id, { properties: { lifecyclestage } });

  test('a stage moves forward; a lower one is ignored without an error, until the stage is cleared', async () => {
    const id = await createContact(portal.client, { email: 'forward@example.com', lifecyclestage: 'subscriber' });
    await setStage(id, 'salesqualifiedlead');
    expect(await stageOf(id)).toBe('salesqualifiedlead');
    await setStage(id, 'lead');
    expect(await stageOf(id)).toBe('salesqualifiedlead');
    await setStage(id, '');
    expect(await stageOf(id)).toBeNull();
    await setStage(id, 'lead');
    expect(await stageOf(id)).toBe('lead');
  });

  test('the order is that of the options, custom stages included', async () => {
    const { coreApi } = portal.client.crm.properties;
    const { options } = await coreApi.getByName('contacts', 'lifecyclestage');
    const custom = { value: '148735', label: 'Nurture', displayOrder: 2, hidden: false };
    const reordered = [
      ...options.slice(0, 2),
      custom,
      ...options.slice(2).map((option) => ({
        value: option.value,
        label: option.label,
        hidden: option.hidden,
        displayOrder: (option.displayOrder ?? 0) + 1,
      })),
    ];
    await coreApi.update('contacts', 'lifecyclestage', { options: reordered });
    const id = await createContact(portal.client, { email: 'custom@example.com', lifecyclestage: '148735' });
    await setStage(id, 'lead');
    expect(await stageOf(id)).toBe('148735');
    await setStage(id, 'marketingqualifiedlead');
    expect(await stageOf(id)).toBe('marketingqualifiedlead');
  });

  test('a contact made without a stage becomes a lead, unless the portal is set otherwise', async () => {
    expect(await stageOf(await createContact(portal.client, { email: 'default@example.com' }))).toBe('lead');
    await portal.control.configurePortal({ portalId: portal.portalId, behaviour: { defaultLifecycleStage: null } });
    expect(await stageOf(await createContact(portal.client, { email: 'none@example.com' }))).toBeNull();
  });

  const incomplete: readonly (readonly [
    type: string,
    properties: Record<string, string>,
    missing: readonly string[],
  ])[] = [
    ['contacts', { jobtitle: 'Nameless' }, ['email', 'firstname', 'lastname']],
    ['companies', { city: 'Berlin' }, ['name', 'domain']],
    ['deals', { amount: '5' }, ['dealname', 'dealstage']],
    ['tasks', { hs_task_subject: 'When?' }, ['hs_timestamp']],
    ['notes', { hs_note_body: 'When?' }, ['hs_timestamp']],
    ['calls', { hs_call_title: 'When?' }, ['hs_timestamp']],
    ['emails', { hs_email_subject: 'When?' }, ['hs_timestamp']],
    ['meetings', { hs_meeting_title: 'When?' }, ['hs_timestamp']],
    ['communications', { hs_communication_body: 'When?' }, ['hs_timestamp']],
  ];

  test.each(incomplete)('%s without what they need are refused', async (type, properties, missing) => {
    expect(await failure(portal.client.crm.objects.basicApi.create(type, { properties }))).toMatchObject({
      code: 400,
      body: { category: 'VALIDATION_ERROR', context: { properties: missing } },
    });
  });

  test('a deal needs a stage of its pipeline, and its closing follows from the stage', async () => {
    const deals = portal.client.crm.deals.basicApi;
    expect(await failure(deals.create({ properties: { dealname: 'D', dealstage: 'Closed Won' } }))).toMatchObject({
      code: 400,
      body: { errors: [{ code: 'INVALID_OPTION' }] },
    });
    const { id } = await deals.create({ properties: { dealname: 'D', dealstage: 'contractsent' } });
    await deals.update(id, { properties: { dealstage: 'closedwon' } });
    expect((await deals.getById(id, ['hs_is_closed', 'hs_is_closed_won', 'pipeline'])).properties).toMatchObject({
      hs_is_closed: 'true',
      hs_is_closed_won: 'true',
      pipeline: 'default',
    });
  });

  test('completing a task stamps it, and an owner has to exist', async () => {
    const [owner] = await portal.control.saveOwners({
      portalId: portal.portalId,
      owners: [{ email: 'rep@example.com' }],
    });
    const tasks = portal.client.crm.objects.tasks.basicApi;
    const { id } = await tasks.create({ properties: { hs_timestamp: String(now), hubspot_owner_id: owner!.id } });
    await portal.control.completeTask({ portalId: portal.portalId, id });
    const { properties } = await tasks.getById(id, [
      'hs_task_status',
      'hs_task_completion_date',
      'hubspot_owner_assigneddate',
    ]);
    expect(properties).toMatchObject({
      hs_task_status: 'COMPLETED',
      hs_task_completion_date: '2026-05-01T10:00:00Z',
      hubspot_owner_assigneddate: '2026-05-01T10:00:00Z',
    });
  });
});
