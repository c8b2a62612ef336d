import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Worker } from '@temporalio/worker';
import type { DrainResult } from '../../activities/crm-activities';
import { workflowBundle } from '../../worker/workflow-bundle';
import { crmChangesId, crmDeliveryId, pokeSignal } from '../../workflows/crm-messages';
import { TASK_QUEUE } from '../../workflows/messages';
import { until } from '../integration/servers/until';
import { startTimeSkipping } from './harness';

const IDLE: DrainResult = { done: 0, failed: 0, remaining: 0, waitMs: null, stoppedBy: null };

let env: TestWorkflowEnvironment;
let worker: Worker;
let running: Promise<void>;
/** What the next runs of the activity come to; afterwards there is nothing to do. */
let script: (DrainResult | Error)[] = [];
const runs: { readonly activity: string; readonly connectionId: string; readonly at: number }[] = [];

const run = (activity: string) => async (request: { connectionId: string }) => {
  runs.push({ activity, connectionId: request.connectionId, at: await env.currentTimeMs() });
  const next = script.shift() ?? IDLE;
  if (next instanceof Error) throw next;
  return { ...next, sent: next.done };
};

beforeAll(async () => {
  const path = process.env['LEADLINE_TEST_SERVER'];
  if (path === undefined) throw new Error('LEADLINE_TEST_SERVER is not set: run this through `npm test`.');
  env = await startTimeSkipping(path);
  worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue: TASK_QUEUE,
    workflowBundle: await workflowBundle(new DefaultLogger('ERROR')),
    activities: { deliverWishes: run('deliverWishes'), readCrmChanges: run('readCrmChanges') },
  });
  running = worker.run();
}, 120_000);
afterAll(async () => {
  worker.shutdown();
  await running;
  await env.teardown();
});
beforeEach(() => {
  script = [];
  runs.length = 0;
});

let connections = 0;

async function poke(workflow: 'crmDelivery' | 'crmChanges', connectionId: string) {
  return await env.client.workflow.signalWithStart(workflow, {
    workflowId: workflow === 'crmDelivery' ? crmDeliveryId(connectionId) : crmChangesId(connectionId),
    taskQueue: TASK_QUEUE,
    args: [{ connectionId }],
    signal: pokeSignal,
    signalArgs: [],
  });
}

const start = async (...results: (DrainResult | Error)[]) => {
  script = results;
  connections += 1;
  const connectionId = `hubspot-${connections}`;
  return { connectionId, handle: await poke('crmDelivery', connectionId) };
};
const untilRuns = async (count: number) => await until(() => runs.length >= count);
const eventsOf = async (handle: Awaited<ReturnType<typeof poke>>) => (await handle.fetchHistory()).events?.length ?? 0;

describe('the workflow that drains a connection', () => {
  it('looks at once, then waits for a poke without a sound', async () => {
    const { connectionId, handle } = await start();
    await untilRuns(1);
    await env.sleep('90 days');
    expect(runs).toMatchObject([{ activity: 'deliverWishes', connectionId }]);
    const events = await eventsOf(handle);
    await env.sleep('90 days');
    expect(await eventsOf(handle)).toBe(events);

    await poke('crmDelivery', connectionId);
    await untilRuns(2);
    expect(runs).toHaveLength(2);
  });

  it('comes back by itself when the last run asked for it, and sooner when it is poked', async () => {
    const hour = 3_600_000;
    const stopped = { ...IDLE, remaining: 5, waitMs: hour, stoppedBy: 'daily_limit' };
    const { connectionId } = await start(stopped, stopped);
    await untilRuns(1);
    await env.sleep(hour + 60_000);
    await untilRuns(2);
    expect(runs[1]!.at - runs[0]!.at).toBeGreaterThanOrEqual(hour);
    expect(runs[1]!.at - runs[0]!.at).toBeLessThan(hour + 60_000);

    await poke('crmDelivery', connectionId);
    await untilRuns(3);
    expect(runs[2]!.at - runs[1]!.at).toBeLessThan(hour);
  });

  it('goes on at once while there is more', async () => {
    const more = { ...IDLE, done: 1_000, remaining: 1, waitMs: 0 };
    await start(more, more, more);
    await untilRuns(4);
    expect(runs).toHaveLength(4);
  });

  it('outlives a step that fails for good, and looks again', async () => {
    const failure = () => ApplicationFailure.create({ type: 'bug', nonRetryable: true });
    await start(failure(), failure());
    await untilRuns(1);
    await env.sleep('5 minutes');
    await untilRuns(3);
    expect(runs[1]!.at - runs[0]!.at).toBeGreaterThanOrEqual(60_000);
  });

  it('begins a new run before its history grows long, and works on', async () => {
    const more = { ...IDLE, done: 1, remaining: 1, waitMs: 0 };
    const { handle } = await start(...Array.from({ length: 300 }, () => more));
    const { runId: first } = await handle.describe();
    await until(() => runs.length >= 301, 60_000);
    const last = await handle.describe();
    expect(last.runId).not.toBe(first);
    expect(last.status.name).toBe('RUNNING');
    expect(last.historyLength).toBeLessThan(1_500);
  }, 90_000);

  it('is another one for changes, with an activity of its own', async () => {
    await poke('crmChanges', 'hubspot-back');
    await untilRuns(1);
    expect(runs).toMatchObject([{ activity: 'readCrmChanges', connectionId: 'hubspot-back' }]);
  });
});
