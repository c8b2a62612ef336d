import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createLeadActivities } from '../../activities/create-lead-activities';
import type { Workspace } from '../../config/workspace';
import { noFailpoint } from '../../domain/failpoint';
import type { LeadId } from '../../domain/lead';
import type { Database } from '../../store/database';
import { watchHandOffs } from '../import/watch-hand-offs';

const TASK_QUEUE = 'minimal-workflow';
/** As many as the relay has under way. */
const STARTS_IN_FLIGHT = 40;

/**
 * Hands off leads that are scored and wait for their first move, each by a minimal workflow that one client call starts, on
 * a worker as wide as ours. Resolves to the hand-offs a second, until the last of them.
 */
export async function measureMinimalWorkflow(options: {
  readonly db: Database;
  readonly workspace: Workspace;
  readonly temporalAddress: string;
  readonly leadIds: readonly LeadId[];
}): Promise<number> {
  const { db, workspace, temporalAddress: address, leadIds } = options;
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const native = await NativeConnection.connect({ address });
  const connection = await Connection.connect({ address });
  const worker = await Worker.create({
    connection: native,
    taskQueue: TASK_QUEUE,
    workflowBundle: await bundleWorkflowCode({
      workflowsPath: join(__dirname, 'workflow.ts'),
      logger: new DefaultLogger('ERROR'),
    }),
    activities: createLeadActivities({ db, workspace: () => workspace, failpoint: noFailpoint }),
    maxCachedWorkflows: 1_000,
    maxConcurrentWorkflowTaskExecutions: 40,
    maxConcurrentLocalActivityExecutions: 40,
  });
  try {
    return await worker.runUntil(async () => {
      const startedAt = Date.now();
      const watch = watchHandOffs(db);
      await startAll(new Client({ connection }), leadIds);
      const { count, lastAt } = await watch.untilStill();
      return (1_000 * count) / (lastAt - startedAt);
    });
  } finally {
    await connection.close();
    await native.close();
  }
}

async function startAll(client: Client, leadIds: readonly LeadId[]): Promise<void> {
  const queue = [...leadIds];
  const start = async (): Promise<void> => {
    for (let leadId = queue.shift(); leadId !== undefined; leadId = queue.shift()) {
      await client.workflow.start('minimalHandOff', {
        workflowId: `minimal/${leadId}`,
        taskQueue: TASK_QUEUE,
        args: [{ leadId }],
      });
    }
  };
  await Promise.all(Array.from({ length: STARTS_IN_FLIGHT }, start));
}
