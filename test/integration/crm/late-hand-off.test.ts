import { ladderOf, type Ladder } from '../../../lifecycle/ladder';
import { slaPlanUnder } from '../../../lifecycle/sla';
import type { LeadId } from '../../../domain/lead';
import type { EpochMs } from '../../../domain/time';
import { pauseConnections, resumeConnections } from '../../../store/connection';
import { recordTouch, startClock } from '../../../store/sla-clock';
import { handOff, seedLead } from './leads';
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

const HOUR = 3_600_000;
const visitOf = (leadId: LeadId) => ({ leadId, track: 'main', visitNo: 2 });

const ladderAt = (startAt: EpochMs): Ladder => {
  const { policy, team } = world.workspace();
  const sla = slaPlanUnder(policy, team, { slaPolicy: 'P1', repId: 'ana', startAt });
  return ladderOf(policy, team, { sla: sla!, repId: 'ana', startAt });
};

/** A lead that is Ana's since the start, with its clock; nothing of it has been sent. */
async function handedOff(): Promise<LeadId> {
  const leadId = await seedLead(world.db, { email: 'jane@acme.test', ownerId: 'ana', did: ['demo_request'] });
  await startClock(world.db, visitOf(leadId), { ...ladderAt(START), startedAt: START });
  await handOff(world.db, [leadId]);
  return leadId;
}

/** As when the connection was paused from the start until then. */
async function deliverAt(now: EpochMs): Promise<void> {
  await pauseConnections(world.db, { ids: 'all', by: 'cli:test', now: START });
  world.clock.now = now;
  await world.control.setClock({ at: now });
  await resumeConnections(world.db, { ids: 'all' });
  await world.deliver();
}

const clockOf = async (leadId: LeadId) =>
  await world.db.selectFrom('sla_clock').selectAll().where('lead_id', '=', leadId).executeTakeFirstOrThrow();
const written = async () => {
  const [contact] = await world.control.dump({ portalId: world.portalId, objectType: 'contacts' });
  const [task] = await world.control.dump({ portalId: world.portalId, objectType: 'tasks' });
  const instants = [contact?.properties['leadline_sla_due'], task?.properties['hs_timestamp']];
  return instants.map((text) => Date.parse(text ?? ''));
};

describe('a rep who is told of a lead', () => {
  it('late has the whole time from then on: in the promise, on the contact and on the task', async () => {
    const leadId = await handedOff();
    const toldAt = ladderAt(START).verdictDueAt + HOUR;
    await deliverAt(toldAt);

    const { dueAt, verdictDueAt, steps } = ladderAt(toldAt);
    expect(await clockOf(leadId)).toMatchObject({
      state: 'running',
      started_at: START,
      due_at: dueAt,
      verdict_due_at: verdictDueAt,
      steps,
    });
    expect(await written()).toEqual([dueAt, dueAt]);
    const waiting = await world.db.selectFrom('wake').select('lead_id').execute();
    expect(waiting.map((wake) => wake.lead_id)).toContain(leadId);
  });

  it('before any step has come keeps the promise as it was made', async () => {
    const leadId = await handedOff();
    await deliverAt(Math.min(...ladderAt(START).steps.map(({ at }) => at)) - 1);
    expect((await clockOf(leadId)).due_at).toBe(ladderAt(START).dueAt);
  });

  it('late, and has touched it nonetheless, has kept or broken the promise that was made', async () => {
    const leadId = await handedOff();
    const { dueAt, verdictDueAt } = ladderAt(START);
    await recordTouch(world.db, visitOf(leadId), dueAt - 1);
    await deliverAt(verdictDueAt + HOUR);
    expect(await clockOf(leadId)).toMatchObject({ state: 'met', due_at: dueAt });
  });

  it('a second time, by a refresh, is not told anew', async () => {
    const leadId = await handedOff();
    await deliverAt(START + 1_000);
    const later = ladderAt(START).verdictDueAt + HOUR;
    world.clock.now = later;
    await world.control.setClock({ at: later });
    await world.db
      .updateTable('crm_wish')
      .set({ state: 'pending', purpose: 'refresh' })
      .where('kind', '=', 'contact')
      .execute();
    await world.deliver();
    expect((await clockOf(leadId)).due_at).toBe(ladderAt(START).dueAt);
  });
});
