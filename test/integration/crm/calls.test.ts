import { sql } from 'kysely';
import { handOff, refresh, seedLeads, type LeadSketch } from './leads';
import { createWorld, START, startStage, type Stage, type World, type WorldOptions } from './world';

let stage: Stage;
let world: World;

beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => {
  await stage.stop();
});

const LEADS = 1_000;
const HANDED_OFF = 250;
/** Contacts the CRM holds already. */
const KNOWN = 400;

const sketches = (): readonly LeadSketch[] =>
  Array.from({ length: LEADS }, (_, index) => ({
    email: `p${index}@acme.test`,
    ids: { crm: `P-${index}` },
    attributes: { country: 'US' },
    did: ['page_view', 'pricing_page'],
    ownerId: 'ana',
  }));

/** A first contact with a CRM that knows some of the leads, a quarter of which are handed off. */
async function firstContact(
  options: WorldOptions,
): Promise<{ readonly leadIds: readonly string[]; readonly calls: number }> {
  world = await createWorld(stage, { uniqueProperties: ['prospect_id'], ...options });
  const leadIds = await seedLeads(world.db, sketches());
  await world.control.seed({
    portalId: world.portalId,
    objectType: 'contacts',
    records: Array.from({ length: KNOWN }, (_, index) => ({
      // Every other known contact is found by the second key only.
      properties: { email: `p${index * 2}@acme.test`, ...(index % 2 === 0 ? { prospect_id: `P-${index * 2}` } : {}) },
    })),
  });
  await refresh(world.db, leadIds);
  await handOff(world.db, leadIds.slice(0, HANDED_OFF));
  world.clock.now += 60_000;
  await world.calls();
  const result = await world.deliver();
  expect(result).toMatchObject({ sent: LEADS + HANDED_OFF, failed: 0, remaining: 0 });
  return { leadIds, calls: sum(await world.calls()) };
}

interface Flow {
  readonly perSecond: number;
  readonly leads: number;
}

interface Flowed {
  readonly calls: number;
  /** From its hand-off until its task was in the CRM, of the one that waited longest. */
  readonly longestWaitMs: number;
}

/** Hand-offs that come one after the other, by the test's clock: it runs while the delivery waits. */
async function flow({ perSecond, leads }: Flow): Promise<Flowed> {
  world = await createWorld(stage);
  const waiting = [...(await seedLeads(world.db, sketches().slice(0, leads)))];
  const everyMs = 1_000 / perSecond;
  const arriveAndSleep = async (ms: number): Promise<void> => {
    const from = world.clock.now;
    for (let at = from - (from % everyMs) + everyMs; at <= from + ms; at += everyMs) {
      world.clock.now = at;
      const next = waiting.shift();
      if (next !== undefined) await handOff(world.db, [next], at);
    }
    world.clock.now = from + ms;
  };
  await world.calls();
  const lastHandOffs = new Map<string, number>();
  let sent = 0;
  while (sent < 2 * leads) {
    await arriveAndSleep(everyMs);
    sent += (await world.deliver({ sleep: arriveAndSleep, lastHandOffs })).sent;
  }
  const { rows } = await sql<{ ms: number }>`
    select max(extract(epoch from sent_at - not_before) * 1000)::int as ms from crm_wish where kind = 'task'
  `.execute(world.db);
  return { calls: sum(await world.calls()), longestWaitMs: rows[0]?.ms ?? Number.NaN };
}

const sum = (calls: Readonly<Record<string, number>>) =>
  Object.values(calls).reduce((total, count) => total + count, 0);

describe('calls per thousand leads', () => {
  it('are at most 35 at first contact with one link key, with a task for a quarter of them', async () => {
    const { calls } = await firstContact({});

    expect(calls).toBeLessThanOrEqual(35);
    const contacts = await world.control.dump({ portalId: world.portalId, objectType: 'contacts' });
    expect(contacts).toHaveLength(LEADS);
    expect(new Set(contacts.map(({ properties }) => properties['leadline_lead_id'])).size).toBe(LEADS);
    expect(await world.control.dump({ portalId: world.portalId, objectType: 'tasks' })).toHaveLength(HANDED_OFF);
  });

  it('are at most 45 with two link keys, and at most 11 for an update', async () => {
    const linkBy = [{ property: 'prospect_id', alias: { source: 'crm' } }, { property: 'email', email: true } as const];
    const { leadIds, calls } = await firstContact({ config: { link_by: linkBy } });
    expect(calls).toBeLessThanOrEqual(45);

    await refresh(world.db, leadIds, world.clock.now);
    world.clock.now += 60_000;
    expect(await world.deliver()).toMatchObject({ sent: LEADS, failed: 0 });

    expect(sum(await world.calls())).toBeLessThanOrEqual(11);
    expect(world.clock.now).toBeGreaterThan(START);
  });

  it.each([
    // Two look-ups, a creation and a task call for every hundred: sixteen if all batches were full.
    { perSecond: 25, leads: 400, most: 28 },
    // As slow as an import on a busy machine. Until they are told for a flood, a page a second goes.
    { perSecond: 2, leads: 120, most: 8 + 4 * 10 },
  ])('stay few when $perSecond hand-offs come a second, since batches are left to fill', async ({ most, ...hands }) => {
    expect((await flow(hands)).calls).toBeLessThanOrEqual(most);
  });

  it('stay few when hand-offs trickle in, a second apart, and none waits for long', async () => {
    const { calls, longestWaitMs } = await flow({ perSecond: 1, leads: 30 });
    // Half a minute of them: a page a second at the most, with both ends, of four calls.
    expect(calls).toBeLessThanOrEqual(4 * 31);
    expect(longestWaitMs).toBeLessThanOrEqual(2_000);
  });

  it('a single hand-off is on its way within half a second', async () => {
    world = await createWorld(stage);
    const [leadId = ''] = await seedLeads(world.db, sketches().slice(0, 1));
    await handOff(world.db, [leadId]);

    expect(await world.deliver()).toMatchObject({ sent: 2 });

    expect(world.clock.now - START).toBeLessThanOrEqual(500);
  });
});
