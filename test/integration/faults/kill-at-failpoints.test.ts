import { FAILPOINTS, type FailpointName } from '../../../domain/failpoint';
import { sendVisit, visitor, type Visitor } from '../harness/visitor';
import { until } from '../servers/until';
import { createFaultyInstance, type FaultyInstance } from './instance';

jest.setTimeout(300_000);

/** Steps on the way from a webhook to a task in the CRM, and back to the verdict's stage. */
const FORWARD = ['webhook', 'ingest', 'score', 'relay', 'move', 'hand_off', 'deliver'];
const BACK = ['crm_webhook', 'crm_inbox', 'crm_read', 'stop_clock'];
const stepOf = (failpoint: FailpointName): string => failpoint.split('.')[0]!;
const forward = FAILPOINTS.filter((failpoint) => FORWARD.includes(stepOf(failpoint)));
const back = FAILPOINTS.filter((failpoint) => BACK.includes(stepOf(failpoint)));

let instance: FaultyInstance;

beforeAll(async () => {
  instance = await createFaultyInstance();
});

afterAll(async () => {
  // Absent when it did not come up.
  await (instance as FaultyInstance | undefined)?.stop();
});

/** Sends as a well-behaved source does: again until it is answered with 2xx, or the other side is gone. */
async function send(visit: Visitor): Promise<void> {
  expect(await sendVisit(instance.apiUrl, instance.webhookSecret, visit)).toBe(202);
}

/** The visitor is a contact of the CRM already: only then is there a link to keep. */
async function bringIntoCrm({ email }: Visitor): Promise<void> {
  const { portalId, simulator } = instance;
  await simulator.control.seed({ portalId, objectType: 'contacts', records: [{ properties: { email } }] });
}

/** What stands of a visitor in SQL and in the CRM: everything that must be there once. */
async function outcomeOf(visit: Visitor) {
  const db = instance.db();
  const alias = await db.selectFrom('lead_alias').select('lead_id').where('value', '=', visit.email).executeTakeFirst();
  const leadId = alias?.lead_id ?? '00000000-0000-0000-0000-000000000000';
  const all = (table: 'activity' | 'assignment' | 'sla_clock') =>
    db.selectFrom(table).selectAll().where('lead_id', '=', leadId).execute();
  const moves = await db
    .selectFrom('stage_move')
    .select('to_stage')
    .where('lead_id', '=', leadId)
    .orderBy('visit_no')
    .execute();
  const { portalId, simulator } = instance;
  const contacts = await simulator.control.dump({ portalId, objectType: 'contacts' });
  const own = contacts.filter((record) => record.properties['email'] === visit.email);
  const tasks = await simulator.control.dump({ portalId, objectType: 'tasks' });
  return {
    activities: (await all('activity')).length,
    moves: moves.map((move) => move.to_stage).join(' '),
    assignments: (await all('assignment')).length,
    clocks: (await all('sla_clock')).map((clock) => clock.state).join(' '),
    contacts: own.length,
    contactId: own[0]?.id ?? '',
    stage: own[0]?.properties['leadline_stage'] ?? '',
    tasks: tasks.filter((task) => task.properties['leadline_ref']?.includes(leadId)).length,
  };
}

const ONCE = { activities: 2, assignments: 1, contacts: 1, tasks: 1 };
const HANDED_OFF = { ...ONCE, moves: 'subscriber mql', stage: 'mql' };

async function untilHandedOff(visit: Visitor): Promise<string> {
  await until(async () => {
    const { tasks, stage } = await outcomeOf(visit);
    return tasks > 0 && stage === 'mql';
  }, 90_000);
  // Anew: what was read before the task came may be older than it.
  const outcome = await outcomeOf(visit);
  expect(outcome).toMatchObject(HANDED_OFF);
  return outcome.contactId;
}

async function diesAt(failpoint: FailpointName, what: () => Promise<unknown>): Promise<void> {
  await instance.arm(failpoint);
  await what().catch(() => undefined);
  await until(() => !instance.isAlive(), 90_000);
  await instance.kill();
  await instance.arm(null);
  await instance.start();
}

test.each(forward)('killed at %s, a visit becomes one contact and one task', async (failpoint) => {
  const visit = visitor();
  if (failpoint.endsWith('_link_commit')) await bringIntoCrm(visit);
  await diesAt(failpoint, () => send(visit));
  await send(visit);
  await untilHandedOff(visit);
});

test.each(back)("killed at %s, the rep's call and verdict count once", async (failpoint) => {
  const visit = visitor();
  await send(visit);
  const contactId = await untilHandedOff(visit);
  const { portalId, simulator } = instance;
  const call = { portalId, kind: 'calls' as const, about: [{ objectType: 'contacts', id: contactId }] };
  const accept = () =>
    simulator.control.repUpdate({
      portalId,
      objectType: 'contacts',
      id: contactId,
      properties: { leadline_disposition: 'accepted' },
    });
  // A verdict that is read along with the call ends the visit, and there is no clock left to stop.
  const acceptsLater = stepOf(failpoint) === 'stop_clock';
  await diesAt(failpoint, async () => {
    await simulator.control.repLog(call);
    if (!acceptsLater) await accept();
  });
  if (acceptsLater) await accept();
  await until(async () => (await outcomeOf(visit)).moves === 'subscriber mql sal', 90_000);
  expect(await outcomeOf(visit)).toMatchObject({ ...ONCE, moves: 'subscriber mql sal', clocks: 'met' });
});

test('with all that was killed, nothing in the CRM is doubled', async () => {
  const { portalId, simulator } = instance;
  await simulator.control.assertNoDuplicates({ portalId, objectType: 'contacts', by: ['email'] });
  await simulator.control.assertNoDuplicates({ portalId, objectType: 'tasks', by: ['leadline_ref'] });
});
