import type { WorkflowClient } from '@temporalio/client';
import { sql } from 'kysely';
import { createCrmPoker } from '../../../pipeline/crm/poke';
import { noticeChanges } from '../../../store/crm-change';
import { linkRecords } from '../../../store/crm-record';
import { wishContacts, wishTask } from '../../../store/crm-wish';
import { at, type Database } from '../../../store/database';
import { CRM_TASK_QUEUE } from '../../../workflows/crm-messages';
import { TASK_QUEUE } from '../../../workflows/messages';
import { createTestDatabase, type TestDatabase } from '../harness/database';
import { holdTransaction } from '../harness/hold-transaction';
import { movingClock } from '../harness/moving-clock';
import { seedLeads } from './leads';

const START = Date.UTC(2026, 4, 4, 9);
const clock = movingClock(START);
let database: TestDatabase;

const CONNECTION = {
  ...({ id: 'crm', vendor: 'hubspot', mode: 'tasks', settings: '{}', secrets: Buffer.alloc(1) } as const),
  created_at: at(START),
};

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  await sql`truncate connection, crm_wish, crm_change, crm_record cascade`.execute(database.db);
  await database.db.insertInto('connection').values(CONNECTION).execute();
});
afterAll(() => database.drop());

/** A poker and what it told Temporal. */
function poker() {
  const told: { readonly workflowId: string; readonly taskQueue: string }[] = [];
  const workflows = {
    signalWithStart: (_workflow: unknown, options: { workflowId: string; taskQueue: string }) => {
      told.push({ workflowId: options.workflowId, taskQueue: options.taskQueue });
      return Promise.resolve();
    },
  } as unknown as Pick<WorkflowClient, 'signalWithStart'>; // the answer is not read
  return { told, poke: createCrmPoker({ db: database.db, clock: clock.now, workflows }) };
}

let leads = 0;
const seed = async (): Promise<string> => {
  leads += 1;
  const [leadId = ''] = await seedLeads(database.db, [{ email: `p${leads}@acme.test` }]);
  return leadId;
};
const wish = async (): Promise<void> => {
  await wishContacts(database.db, { leadIds: [await seed()], purpose: 'hand_off', now: clock.now() });
};
const workOff = async (): Promise<void> => {
  await database.db.updateTable('crm_wish').set({ state: 'sent' }).execute();
};
/** How often the poker pokes while it is called every second. */
const pokesWithin = async (poke: () => Promise<number>, seconds: number): Promise<number> => {
  let count = 0;
  for (let second = 0; second < seconds; second += 1) {
    clock.advance(1_000);
    count += await poke();
  }
  return count;
};

test('the delivery is poked when something new waits, at most once a second', async () => {
  const { told, poke } = poker();
  await wish();
  expect(await poke()).toBe(1);
  expect(await poke()).toBe(0);
  clock.advance(500);
  await wish();
  expect(await poke()).toBe(0);
  clock.advance(500);
  expect(await poke()).toBe(1);
  expect(told.map(({ workflowId }) => workflowId)).toEqual(['crm-delivery/crm', 'crm-delivery/crm']);
});

test('it does not stand in the line of the leads', async () => {
  const { told, poke } = poker();
  await wish();
  await poke();
  expect(told).toEqual([{ workflowId: 'crm-delivery/crm', taskQueue: CRM_TASK_QUEUE }]);
  expect(CRM_TASK_QUEUE).not.toBe(TASK_QUEUE);
});

describe('what a long transaction commits after a higher number was poked', () => {
  const overtake = async (slow: (tx: Database) => Promise<unknown>, quick: () => Promise<unknown>) => {
    const { poke } = poker();
    const transaction = await holdTransaction(database.db, slow);
    await quick();
    expect(await poke()).toBe(1);
    return { poke, transaction };
  };

  test('is delivered', async () => {
    const late = await seed();
    const now = clock.now();
    const { poke, transaction } = await overtake(
      (tx) => wishContacts(tx, { leadIds: [late], purpose: 'hand_off', now }),
      wish,
    );
    await workOff();
    await transaction.commit();
    expect(await pokesWithin(poke, 10)).toBe(1);
    await workOff();
    expect(await pokesWithin(poke, 600)).toBe(0);
  });

  test('is read', async () => {
    const [slow, quick] = [await seed(), await seed()];
    const links = [slow, quick].map((leadId) => ({ leadId, crmId: `of-${leadId}`, linkedBy: 'email' }));
    await linkRecords(database.db, { connectionId: 'crm', links, now: START });
    const notice = async (db: Database, leadId: string) =>
      await noticeChanges(db, { connectionId: 'crm', crmIds: [`of-${leadId}`], now: clock.now() });
    const { poke, transaction } = await overtake(
      (tx) => notice(tx, slow),
      () => notice(database.db, quick),
    );
    await database.db.deleteFrom('crm_change').execute();
    await transaction.commit();
    expect(await pokesWithin(poke, 10)).toBe(1);
    await database.db.deleteFrom('crm_change').execute();
    expect(await pokesWithin(poke, 600)).toBe(0);
  });
});

describe('a delivery is not poked for', () => {
  test.each([
    ['what waits for its day', { not_before: at(START + 86_400_000) }],
    ['what a person has to look at', { state: 'failed' as const }],
  ])('%s', async (_what, change) => {
    const { poke } = poker();
    await wish();
    await poke();
    await database.db.updateTable('crm_wish').set(change).execute();
    expect(await pokesWithin(poke, 600)).toBe(0);
  });

  test('the task of a contact that was never written', async () => {
    const { poke } = poker();
    await wish();
    await poke();
    await workOff();
    const visit = { leadId: await seed(), track: 'main', visitNo: 2, purpose: 'first_touch' };
    await wishTask(database.db, { ...visit, dueAt: START, now: START });
    expect(await pokesWithin(poke, 600)).toBe(1);
  });

  test.each([
    ['is paused', { paused_at: at(START), paused_by: 'ana' }],
    ['rests', { breaker_until: at(START + 86_400_000) }],
    ['was taken out of the workspace', { listed: false }],
    ['is not connected', { secrets: null }],
  ])('a connection that %s', async (_how, change) => {
    const { poke } = poker();
    await wish();
    await database.db.updateTable('connection').set(change).execute();
    expect(await pokesWithin(poke, 600)).toBe(0);
  });
});

test('a delivery that is long at work is poked ever more seldom', async () => {
  const { poke } = poker();
  await wish();
  await poke();
  expect(await pokesWithin(poke, 3_600)).toBeLessThan(20);
});
