import type { Connection } from '@temporalio/client';
import { TASK_QUEUE } from '../../workflows/messages';
import { SEARCH_ATTRIBUTES } from '../../workflows/search-attributes';
import { CliFailure } from '../cli-failure';
import type { CliContext } from '../context';
import { connectTemporal } from '../temporal';
import { fail, ok, type Finding } from './finding';

/** Of temporal.api.enums.v1.TaskQueueType. */
const WORKFLOW_TASKS = 1;

/** A worker that polls says so at least once a minute: its long polls end after that. */
const POLLED_WITHIN_MS = 2 * 60_000;

/** The server, its search attributes, and whether a worker polls. */
export async function checkTemporal(context: CliContext): Promise<readonly Finding[]> {
  const { address } = await context.temporal();
  const temporal = await connectTemporal(context).catch((error: unknown) => {
    if (error instanceof CliFailure) return null;
    throw error;
  });
  if (temporal === null) {
    return [
      fail(
        'temporal',
        `Temporal at ${address} cannot be reached.`,
        'Start Leadline again; its log says what is wrong.',
      ),
    ];
  }
  const { connection, namespace, callWithin } = temporal;
  const info = await callWithin(() => connection.workflowService.getSystemInfo({}));
  return [
    ok('temporal', `server ${info.serverVersion} at ${address}`),
    await callWithin(() => checkAttributes(connection, namespace)),
    await callWithin(() => checkWorker(connection, namespace, context.clock())),
  ];
}

async function checkAttributes(connection: Connection, namespace: string): Promise<Finding> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.keys(SEARCH_ATTRIBUTES).filter((name) => !(name in customAttributes));
  if (missing.length === 0) return ok('search attributes', Object.keys(SEARCH_ATTRIBUTES).join(', '));
  const commands = missing.map((name) => `temporal operator search-attribute create --name ${name} --type Keyword`);
  return fail('search attributes', `missing: ${missing.join(', ')}`, `Register them: ${commands.join(' && ')}`);
}

async function checkWorker(connection: Connection, namespace: string, now: number): Promise<Finding> {
  const { pollers } = await connection.workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name: TASK_QUEUE },
    // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- the enum itself is in a package for tests only
    taskQueueType: WORKFLOW_TASKS,
  });
  const alive = pollers.filter(
    (poller) => now - Number(poller.lastAccessTime?.seconds ?? 0) * 1_000 < POLLED_WITHIN_MS,
  );
  if (alive.length > 0) return ok('worker', alive.length === 1 ? 'one polls' : `${alive.length} poll`);
  return fail(
    'worker',
    `Nobody polls the task queue ${TASK_QUEUE}.`,
    'Start Leadline again; the log of the worker says why it ended.',
  );
}
