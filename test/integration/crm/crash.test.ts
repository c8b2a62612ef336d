import { FAILPOINTS, type FailpointName } from '../../../domain/failpoint';
import { handOff, refresh, seedLeads } from './leads';
import { crashAt, createWorld, startStage, type Stage, type World } from './world';

let stage: Stage;
let world: World;

beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => {
  await stage.stop();
});

const LEADS = 12;
const KNOWN = 5;
const inDelivery = FAILPOINTS.filter((name) => name.startsWith('deliver.'));

const dump = async (objectType: 'contacts' | 'tasks') =>
  await world.control.dump({ portalId: world.portalId, objectType, associations: ['contacts'] });

/** Five contacts that exist, seven that do not, a task for each. */
async function prepare(): Promise<readonly string[]> {
  world = await createWorld(stage);
  const people = Array.from({ length: LEADS }, (_, index) => ({ email: `p${index}@acme.test`, ownerId: 'ana' }));
  const leadIds = await seedLeads(world.db, people);
  await world.control.seed({
    portalId: world.portalId,
    objectType: 'contacts',
    records: people.slice(0, KNOWN).map(({ email }) => ({ properties: { email } })),
  });
  await handOff(world.db, leadIds);
  return leadIds;
}

async function expectAllThereOnce(leadIds: readonly string[]): Promise<void> {
  const [contacts, tasks] = [await dump('contacts'), await dump('tasks')];
  expect(contacts.map(({ properties }) => properties['leadline_lead_id']).toSorted()).toEqual(leadIds.toSorted());
  const byContact = new Map(contacts.map(({ id, properties }) => [id, properties['leadline_lead_id']]));
  const refs = tasks.map(({ properties, associations }) => ({
    ref: properties['leadline_ref'],
    lead: byContact.get(associations['contacts']?.[0] ?? ''),
  }));
  const expected = leadIds.map((lead) => ({ ref: `task/${lead}/main/2/first_touch`, lead }));
  const inOrder = (a: { ref?: string | undefined }, b: { ref?: string | undefined }) =>
    (a.ref ?? '') < (b.ref ?? '') ? -1 : 1;
  expect(refs.toSorted(inOrder)).toEqual(expected.toSorted(inOrder));
  const wishes = await world.db.selectFrom('crm_wish').select(['state', 'sent_version', 'version']).execute();
  expect(wishes).toHaveLength(2 * LEADS);
  expect(wishes.filter(({ state, sent_version: sent, version }) => state !== 'sent' || sent !== version)).toEqual([]);
  const links = await world.db.selectFrom('crm_record').select('crm_id').execute();
  expect(links.map((link) => link.crm_id).toSorted()).toEqual(contacts.map(({ id }) => id).toSorted());
}

describe('a delivery that dies', () => {
  it.each(inDelivery)('at %s doubles and loses nothing', async (name) => {
    const leadIds = await prepare();

    await expect(world.deliver({ failpoint: crashAt(name) })).rejects.toThrow(name);
    expect(await world.deliver()).toMatchObject({ remaining: 0, failed: 0 });

    await expectAllThereOnce(leadIds);
  });

  it('at every place in turn, again and again, still doubles and loses nothing', async () => {
    const leadIds = await prepare();
    const passed: FailpointName[] = [];
    // Dies at each place the first time it comes there.
    const failpoint = (name: FailpointName): void => {
      if (passed.includes(name)) return;
      passed.push(name);
      throw new Error(name);
    };

    let deaths = 0;
    for (;;) {
      const died = await world.deliver({ failpoint }).then(
        () => false,
        () => true,
      );
      if (!died) break;
      deaths += 1;
    }

    expect(deaths).toBe(inDelivery.length);
    expect(passed.toSorted()).toEqual(inDelivery.toSorted());
    await expectAllThereOnce(leadIds);
  });

  it('while a newer wish arrives, sends the newer one too', async () => {
    const leadIds = await prepare();
    await expect(world.deliver({ failpoint: crashAt('deliver.after_contacts_sent') })).rejects.toThrow();

    await world.db.updateTable('lead_track').set({ stage: 'sal', visit_no: 2 }).execute();
    await refresh(world.db, leadIds, world.clock.now);
    world.clock.now += 60_000;
    expect(await world.deliver()).toMatchObject({ remaining: 0, waitMs: null });

    await expectAllThereOnce(leadIds);
    expect(new Set((await dump('contacts')).map(({ properties }) => properties['leadline_stage']))).toEqual(
      new Set(['sal']),
    );
  });
});
