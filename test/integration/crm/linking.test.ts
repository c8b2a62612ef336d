import { CrmCallError } from '../../../connectors/crm-port';
import { retryWishes } from '../../../store/crm-wish';
import { listSyncErrors } from '../../../store/sync-error';
import { handOff, refresh, seedLead, seedLeads } from './leads';
import { createWorld, START, startStage, type Stage, type World, type WorldOptions } from './world';

let stage: Stage;
let world: World;

beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => {
  await stage.stop();
});

const HOUR = 3_600_000;

const open = async (options: WorldOptions = {}) => {
  world = await createWorld(stage, { uniqueProperties: ['prospect_id', 'crm_number'], ...options });
};
const contacts = async () => await world.control.dump({ portalId: world.portalId, objectType: 'contacts' });
const seedContacts = async (records: readonly Record<string, string>[]) =>
  await world.control.seed({
    portalId: world.portalId,
    objectType: 'contacts',
    records: records.map((properties) => ({ properties })),
  });
const links = async () =>
  await world.db.selectFrom('crm_record').select(['lead_id', 'crm_id', 'linked_by']).orderBy('lead_id').execute();
const wishStates = async () =>
  (await world.db.selectFrom('crm_wish').select(['state', 'error_code']).orderBy('id').execute()).map(
    ({ state, error_code: code }) => (code === null ? state : `${state}: ${code}`),
  );
const deliverRefresh = async (leadIds: readonly string[]) => {
  await refresh(world.db, leadIds);
  world.clock.now += 60_000;
  return await world.deliver();
};

const byProspect = { property: 'prospect_id', alias: { source: 'crm' } };
const byNumber = { property: 'crm_number', attribute: 'number' };
const byEmail = { property: 'email', email: true } as const;

describe('link before create', () => {
  it.each([
    ['our own id', { leadline_lead_id: 'LEAD' }, 'lead_id'],
    ['an id of another source', { prospect_id: 'P-1', lastname: 'x' }, 'prospect_id'],
    ['an attribute', { crm_number: '77', lastname: 'x' }, 'crm_number'],
    ['an e-mail address', { email: 'jane@acme.test' }, 'email'],
    ['an additional e-mail address', { email: 'j@acme.test', hs_additional_emails: 'jane@acme.test' }, 'email'],
  ])('adopts the contact that has %s, and stamps it', async (_key, properties, linkedBy) => {
    await open({ config: { link_by: [byProspect, byNumber, byEmail] } });
    const sketch = { email: 'jane@acme.test', ids: { crm: 'P-1' }, attributes: { number: 77 } };
    const leadId = await seedLead(world.db, sketch);
    const filled = Object.entries({ lastname: 'x', ...properties }).map(([name, value]) => [
      name,
      value === 'LEAD' ? leadId : value,
    ]);
    const [crmId] = await seedContacts([Object.fromEntries(filled)]);

    await deliverRefresh([leadId]);

    expect(await links()).toEqual([{ lead_id: leadId, crm_id: crmId, linked_by: linkedBy }]);
    expect(await contacts()).toMatchObject([
      { id: crmId, properties: { leadline_lead_id: leadId, leadline_stage: 'mql', lastname: 'x' } },
    ]);
  });

  it('asks for our own id only where a record may bear it', async () => {
    await open();
    const lookUps = async (leadId: string) => {
      await world.calls();
      await deliverRefresh([leadId]);
      return (await world.calls())['POST /crm/v3/objects/contacts/batch/read'];
    };
    const [fresh = '', attempted = '', old = ''] = await seedLeads(
      world.db,
      ['a', 'b', 'c'].map((name) => ({ email: `${name}@acme.test` })),
    );
    await world.db
      .updateTable('lead')
      .set({ created_at: new Date(START) })
      .execute();
    expect(await lookUps(fresh)).toBe(1);

    await refresh(world.db, [attempted]);
    await world.db.updateTable('crm_wish').set({ state: 'sending' }).where('lead_id', '=', attempted).execute();
    expect(await lookUps(attempted)).toBe(2);

    world.clock.now += HOUR;
    expect(await lookUps(old)).toBe(2);
  });

  it('asks in the order of the keys and takes the first that answers', async () => {
    await open({ config: { link_by: [byProspect, byEmail] } });
    const leadId = await seedLead(world.db, { email: 'jane@acme.test', ids: { crm: 'P-1' } });
    const [byId] = await seedContacts([{ prospect_id: 'P-1', lastname: 'x' }, { email: 'jane@acme.test' }]);

    await deliverRefresh([leadId]);

    expect(await links()).toMatchObject([{ crm_id: byId, linked_by: 'prospect_id' }]);
  });

  it('uses the stored id from then on, whatever becomes of the keys', async () => {
    await open();
    const leadId = await seedLead(world.db, { email: 'jane@acme.test' });
    const [crmId] = await seedContacts([{ email: 'jane@acme.test' }]);
    await deliverRefresh([leadId]);
    const change = { email: 'other@acme.test', leadline_lead_id: null };
    await world.control.repUpdate({ ...world, objectType: 'contacts', id: crmId!, properties: change });
    await world.calls();

    await deliverRefresh([leadId]);

    expect(await world.calls()).toEqual({ 'POST /crm/v3/objects/contacts/batch/update': 1 });
    expect(await contacts()).toMatchObject([{ id: crmId, properties: { leadline_lead_id: leadId } }]);
  });

  it('writes nothing of a lead with several candidates', async () => {
    await open();
    const leadId = await seedLead(world.db, { email: 'jane@acme.test' });
    await world.db
      .insertInto('lead_alias')
      .values({ lead_id: leadId, kind: 'email', source: '', value: 'jd@acme.test', valid_from: new Date(START) })
      .execute();
    const crmIds = await seedContacts([{ email: 'jane@acme.test' }, { email: 'jd@acme.test' }]);

    await deliverRefresh([leadId]);

    expect(await wishStates()).toEqual(['failed: several_candidates']);
    expect((await contacts()).filter(({ properties }) => 'leadline_lead_id' in properties)).toEqual([]);
    const [error] = await listSyncErrors(world.db, { limit: 1 });
    expect(error).toMatchObject({ code: 'several_candidates', field: 'email', leadId });
    expect((error?.record as { candidates: string[] }).candidates.toSorted()).toEqual([...crmIds].toSorted());
  });

  it('gives one contact to neither of two leads', async () => {
    await open({ config: { link_by: [byProspect, byEmail] } });
    const leadIds = await seedLeads(world.db, [{ email: 'jane@acme.test' }, { ids: { crm: 'P-1' } }]);
    await seedContacts([{ email: 'jane@acme.test', prospect_id: 'P-1' }]);

    await deliverRefresh(leadIds);

    expect(await wishStates()).toEqual(['failed: record_shared', 'failed: record_shared']);
    expect(await links()).toEqual([]);
  });

  it('does not take a contact from the lead that has it', async () => {
    await open({ config: { link_by: [byProspect, byEmail] } });
    const [first = '', second = ''] = await seedLeads(world.db, [{ email: 'jane@acme.test' }, { ids: { crm: 'P-1' } }]);
    const [crmId] = await seedContacts([{ email: 'jane@acme.test', prospect_id: 'P-1' }]);
    await deliverRefresh([first]);
    const properties = { leadline_lead_id: null };
    await world.control.repUpdate({ ...world, objectType: 'contacts', id: crmId!, properties });

    await deliverRefresh([second]);

    expect(await wishStates()).toEqual(['sent', 'failed: record_taken']);
    expect(await links()).toMatchObject([{ lead_id: first }]);
  });

  it('leaves a contact alone that bears the id of a lead it does not know', async () => {
    await open();
    const leadId = await seedLead(world.db, { email: 'jane@acme.test' });
    const stranger = { email: 'jane@acme.test', leadline_lead_id: '00000000-0000-7000-8000-000000000001' };
    const [crmId] = await seedContacts([stranger]);

    await deliverRefresh([leadId]);
    expect(await wishStates()).toEqual(['failed: stamped_by_another']);

    const properties = { leadline_lead_id: null };
    await world.control.repUpdate({ ...world, objectType: 'contacts', id: crmId!, properties });
    const [wish] = await world.db.selectFrom('crm_wish').select('id').execute();
    await retryWishes(world.db, { ids: [wish!.id], now: world.clock.now });
    await world.deliver();
    expect(await wishStates()).toEqual(['sent']);
    expect(await listSyncErrors(world.db, { limit: 9, state: 'open' })).toEqual([]);
  });

  it('holds back only the lead whose address the CRM will not look up, and creates nothing of it', async () => {
    await open();
    const [odd = ''] = await seedLeads(world.db, [{ email: 'odd@acme.test' }, { email: 'jane@acme.test' }]);
    const connections = world.spoiled((port) => ({
      findContacts: (query) =>
        query.values.includes('odd@acme.test')
          ? Promise.reject(new CrmCallError('rejected', 'rejected'))
          : port.findContacts(query),
    }));
    await handOff(
      world.db,
      (await world.db.selectFrom('lead').select('id').execute()).map((lead) => lead.id),
    );

    expect(await world.deliver({ connections })).toMatchObject({ sent: 2, failed: 1 });

    expect(await contacts()).toMatchObject([{ properties: { email: 'jane@acme.test' } }]);
    expect(await listSyncErrors(world.db, { limit: 9 })).toMatchObject([{ code: 'lookup_refused', leadId: odd }]);
  });
});

describe('a contact that is a customer already', () => {
  const tasks = async () => await world.control.dump({ portalId: world.portalId, objectType: 'tasks' });
  const toBeRead = async () =>
    (await world.db.selectFrom('crm_change').select('crm_id').execute()).map((row) => row.crm_id);

  it.each([
    { lifecyclestage: 'customer', isRead: true },
    { lifecyclestage: 'lead', isRead: false },
  ])('is read when it is linked ($lifecyclestage: $isRead)', async ({ lifecyclestage, isRead }) => {
    await open();
    const leadId = await seedLead(world.db, { email: 'jane@acme.test' });
    const [crmId] = await seedContacts([{ email: 'jane@acme.test', lifecyclestage }]);

    await deliverRefresh([leadId]);

    expect(await wishStates()).toEqual(['sent']);
    expect(await toBeRead()).toEqual(isRead ? [crmId] : []);
    await deliverRefresh([leadId]);
    expect(await toBeRead()).toEqual(isRead ? [crmId] : []);
  });

  it('is handed to nobody before that: its workflow decides first', async () => {
    await open();
    const leadId = await seedLead(world.db, { email: 'jane@acme.test', ownerId: 'ana' });
    const [crmId] = await seedContacts([{ email: 'jane@acme.test', lifecyclestage: 'customer' }]);
    await handOff(world.db, [leadId]);

    await world.deliver();
    expect(await wishStates()).toEqual(['pending: read_first', 'pending']);
    expect(await toBeRead()).toEqual([crmId]);
    expect(await tasks()).toEqual([]);

    await world.db.updateTable('lead_track').set({ visit_no: 3, stage: 'customer' }).execute();
    world.clock.now += 10_000;
    await world.deliver();
    expect(await wishStates()).toEqual(['sent', 'withdrawn: visit_over']);
    expect(await tasks()).toEqual([]);
    const [contact] = await contacts();
    expect(contact?.properties).toMatchObject({ leadline_stage: 'customer', lifecyclestage: 'customer' });
    expect(contact?.properties).not.toHaveProperty('hubspot_owner_id');
  });

  it('is handed off after all where its workflow sees no reason against it', async () => {
    await open();
    const leadId = await seedLead(world.db, { email: 'jane@acme.test', ownerId: 'ana' });
    await seedContacts([{ email: 'jane@acme.test', lifecyclestage: 'salesqualifiedlead' }]);
    await handOff(world.db, [leadId]);
    await world.deliver();
    world.clock.now += 10_000;
    await world.deliver();
    expect(await wishStates()).toEqual(['sent', 'sent']);
    expect(await tasks()).toHaveLength(1);
  });
});

describe('creation', () => {
  it('writes the keys, the mapped fields and a placeholder', async () => {
    await open({ config: { link_by: [byProspect] } });
    const leadId = await seedLead(world.db, { ids: { crm: 'P-1' }, attributes: { lead_number: 660737 } });

    await deliverRefresh([leadId]);

    expect(await contacts()).toMatchObject([
      { properties: { prospect_id: 'P-1', lastname: 'Lead 660737', leadline_lead_id: leadId } },
    ]);
    expect(await links()).toMatchObject([{ lead_id: leadId, linked_by: 'created' }]);
  });

  it('begins with the stage the connection names', async () => {
    await open({ config: { create_from: 'sal' } });
    const leadIds = await seedLeads(
      world.db,
      (['mql', 'sal', 'customer', 'recycled'] as const).map((each) => ({ email: `${each}@acme.test`, stage: each })),
    );

    await deliverRefresh(leadIds);

    expect((await contacts()).map(({ properties }) => properties['email']).toSorted()).toEqual([
      'customer@acme.test',
      'sal@acme.test',
    ]);
    expect((await wishStates()).toSorted()).toEqual(['held: not_created', 'held: not_created', 'sent', 'sent']);
  });

  it('never happens while it is off, and existing contacts are written all the same', async () => {
    await open({ config: { create_from: 'never' } });
    const leadIds = await seedLeads(world.db, [{ email: 'known@acme.test' }, { email: 'new@acme.test' }]);
    await seedContacts([{ email: 'known@acme.test' }]);

    await handOff(world.db, leadIds);
    await world.deliver();

    expect(await contacts()).toHaveLength(1);
    expect(await world.control.dump({ portalId: world.portalId, objectType: 'tasks' })).toHaveLength(1);
  });

  it('happens as soon as the lead has come far enough', async () => {
    await open();
    const leadId = await seedLead(world.db, { email: 'jane@acme.test', stage: 'nurture' });
    await deliverRefresh([leadId]);
    expect(await contacts()).toEqual([]);

    await world.db.updateTable('lead_track').set({ stage: 'mql' }).execute();
    await deliverRefresh([leadId]);

    expect(await contacts()).toHaveLength(1);
  });

  it('links instead where somebody else created the contact meanwhile', async () => {
    await open();
    const leadId = await seedLead(world.db, { email: 'jane@acme.test' });
    const connections = world.spoiled((port) => ({
      createContacts: async (rows) => {
        await seedContacts([{ email: 'jane@acme.test' }]);
        return await port.createContacts(rows);
      },
    }));
    await refresh(world.db, [leadId]);
    world.clock.now += 60_000;

    await world.deliver({ connections });
    expect(await wishStates()).toEqual(['pending: taken']);
    world.clock.now += 60_000;
    await world.deliver();

    expect(await contacts()).toMatchObject([{ properties: { leadline_lead_id: leadId } }]);
    expect(await links()).toMatchObject([{ linked_by: 'email' }]);
  });
});

describe('modes', () => {
  it('observe reads and links, and writes nothing', async () => {
    await open({ config: { mode: 'observe' } });
    const leadIds = await seedLeads(world.db, [{ email: 'known@acme.test' }, { email: 'new@acme.test' }]);
    const [crmId] = await seedContacts([{ email: 'known@acme.test' }]);
    await handOff(world.db, leadIds);

    await world.deliver();

    const writes = Object.keys(await world.calls()).filter((endpoint) => !/batch\/read$/.test(endpoint));
    expect(writes).toEqual([]);
    expect(await links()).toMatchObject([{ crm_id: crmId }]);
    expect(await wishStates()).toEqual(['held: observing', 'held: observing', 'pending', 'pending']);
  });

  it('observe works in a portal that knows nothing of Leadline', async () => {
    world = await createWorld(stage, { config: { mode: 'observe' }, connected: false });
    expect(await world.connect()).toMatchObject({ connected: true, missing: [], created: [] });
    const leadId = await seedLead(world.db, { email: 'jane@acme.test' });
    const [crmId] = await seedContacts([{ email: 'jane@acme.test' }]);

    await deliverRefresh([leadId]);

    expect(await links()).toMatchObject([{ crm_id: crmId }]);
  });

  it('score_fields writes contacts and makes no task; tasks catches up on the visits that still last', async () => {
    await open({ config: { mode: 'score_fields' } });
    const [stays = '', left = ''] = await seedLeads(world.db, [{ email: 'a@acme.test' }, { email: 'b@acme.test' }]);
    await handOff(world.db, [stays, left]);
    expect(await world.deliver()).toMatchObject({ sent: 2, remaining: 0 });
    const tasks = async () => await world.control.dump({ portalId: world.portalId, objectType: 'tasks' });
    expect(await contacts()).toHaveLength(2);
    expect(await tasks()).toEqual([]);

    await world.db.updateTable('lead_track').set({ visit_no: 3 }).where('lead_id', '=', left).execute();
    await world.configure({ mode: 'tasks' });
    await world.deliver();

    expect((await tasks()).map(({ properties }) => properties['leadline_ref'])).toEqual([
      `task/${stays}/main/2/first_touch`,
    ]);
  });

  it('what was held while observing is written when the mode changes', async () => {
    await open({ config: { mode: 'observe' } });
    const leadId = await seedLead(world.db, { email: 'jane@acme.test' });
    await handOff(world.db, [leadId]);
    await world.deliver();
    expect(await contacts()).toEqual([]);

    await world.configure({ mode: 'tasks' });
    expect(await world.deliver()).toMatchObject({ sent: 2 });

    expect(await contacts()).toHaveLength(1);
  });
});
