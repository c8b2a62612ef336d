import type { WorkflowClient } from '@temporalio/client';
import { createCrmPoker } from '../../../pipeline/crm/poke';
import { wishContacts } from '../../../store/crm-wish';
import { at } from '../../../store/database';
import { CRM_TASK_QUEUE } from '../../../workflows/crm-messages';
import { TASK_QUEUE } from '../../../workflows/messages';
import { createTestDatabase, type TestDatabase } from '../harness/database';
import { movingClock } from '../harness/moving-clock';
import { seedLeads } from './leads';

const START = Date.UTC(2026, 4, 4, 9);
const clock = movingClock(START);
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.db
    .insertInto('connection')
    .values({ id: 'crm', vendor: 'hubspot', mode: 'tasks', settings: '{}', created_at: at(START) })
    .execute();
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

const wish = async (): Promise<void> => {
  const leadIds = await seedLeads(database.db, [{ email: `p${clock.now()}@acme.test` }]);
  await wishContacts(database.db, { leadIds, purpose: 'hand_off', now: clock.now() });
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
