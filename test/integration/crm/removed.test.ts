import {
  applyConnections,
  isInUse,
  listConnections,
  pauseConnections,
  resumeConnections,
} from '../../../store/connection';
import { noFailpoint } from '../../../domain/failpoint';
import { scoreWaiting } from '../../../pipeline/score';
import { wishDriftedContacts } from '../../../store/crm-wish';
import { readStanding } from '../../../store/lead-standing';
import { lockTrack } from '../../../store/lead-track';
import { handOff, refresh, seedLead } from './leads';
import { createWorld, START, startStage, type Stage, type World } from './world';

let stage: Stage;
let world: World;

beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => {
  await stage.stop();
});
beforeEach(async () => {
  world = await createWorld(stage);
});

const list = async (connections: Parameters<typeof applyConnections>[1]['connections']) =>
  await world.db.transaction().execute((tx) => applyConnections(tx, { connections, now: world.clock.now }));
const remove = async () => await list([]);
const putBack = async () => await list(world.workspace().connections);
const tasksOn = async (leadId: string) =>
  await world.db.transaction().execute(async (tx) => {
    // The one visit whose move is in the ledger.
    await tx.updateTable('lead_track').set({ visit_no: 1 }).where('lead_id', '=', leadId).execute();
    const track = await lockTrack(tx, { leadId, track: 'main' });
    return (await readStanding(tx, track!, START)).tasksOn;
  });
const inUse = async () => (await listConnections(world.db)).map(isInUse);
const wishes = async () =>
  await world.db.selectFrom('crm_wish').select(['kind', 'state', 'purpose']).orderBy('id').execute();

describe('a connection that is taken out of the workspace', () => {
  it('opens no clocks: there is nobody to tell', async () => {
    const leadId = await seedLead(world.db, { email: 'jane@acme.test' });
    expect(await tasksOn(leadId)).toBe(true);

    await remove();
    expect(await tasksOn(leadId)).toBe(false);

    await putBack();
    expect(await tasksOn(leadId)).toBe(true);
  });

  it('is out of use though somebody had paused it before, and stays so when all are resumed', async () => {
    await pauseConnections(world.db, { ids: 'all', by: 'ana', now: START });
    const leadId = await seedLead(world.db, { email: 'jane@acme.test' });

    await remove();
    expect(await inUse()).toEqual([false]);
    expect(await tasksOn(leadId)).toBe(false);

    expect(await resumeConnections(world.db, { ids: 'all' })).toEqual([]);
    expect(await inUse()).toEqual([false]);

    await putBack();
    expect(await inUse()).toEqual([true]);
    expect((await listConnections(world.db)).map(({ pausedBy }) => pausedBy)).toEqual(['ana']);
  });

  it('is wished nothing, and takes up what waited when it is back', async () => {
    const told = await seedLead(world.db, { email: 'told@acme.test', did: ['demo_request'] });
    await scoreWaiting({ ...world, clock: world.clock.read, failpoint: noFailpoint, rules: world.workspace });
    await handOff(world.db, [told]);
    await world.deliver();
    const waiting = await seedLead(world.db, { email: 'waiting@acme.test' });
    await handOff(world.db, [waiting]);
    const before = await wishes();

    await remove();
    const late = await seedLead(world.db, { email: 'late@acme.test' });
    await handOff(world.db, [late]);
    await refresh(world.db, [told]);
    await world.db.updateTable('crm_wish').set({ sent_engagement: -10_000 }).execute();
    await wishDriftedContacts(world.db, { leadIds: [told], now: START });
    expect(await wishes()).toEqual(before);

    await putBack();
    expect(await world.deliver()).toMatchObject({ sent: 2, remaining: 0 });
  });
});
