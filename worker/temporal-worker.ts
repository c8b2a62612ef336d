import { NativeConnection, Runtime, Worker, type ActivityInterceptorsFactory } from '@temporalio/worker';
import type { Logger } from 'pino';
import { CRM_TASK_QUEUE } from '../workflows/crm-messages';
import { TASK_QUEUE } from '../workflows/messages';
import { temporalLogger } from './temporal-logger';
import { workflowBundle } from './workflow-bundle';

export interface TemporalWorkerOptions {
  readonly address: string;
  readonly namespace: string;
  readonly activities: object;
  readonly log: Logger;
  /** Where the SDK's own metrics are served; null: nowhere. */
  readonly metricsAddress: string | null;
  /** Around every activity. */
  readonly interceptors: readonly ActivityInterceptorsFactory[];
}

export interface TemporalWorker {
  /** Rejects when the worker fails; resolves after `stop`. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/**
 * How many tasks of a queue are taken at once. A cached workflow takes about a megabyte; one that is not cached is replayed,
 * which short histories make cheap. The CRM queue has two workflows a connection.
 */
const QUEUES = [
  { taskQueue: TASK_QUEUE, maxCachedWorkflows: 1_000, maxConcurrentWorkflowTaskExecutions: 40 },
  { taskQueue: CRM_TASK_QUEUE, maxCachedWorkflows: 20, maxConcurrentWorkflowTaskExecutions: 4 },
] as const;
const LOCAL_ACTIVITIES = 40;
/** As Prometheus would have them. */
const METRIC_NAMES = { countersTotalSuffix: true, unitSuffix: true, useSecondsForDurations: true };
const GRACE_MS = 10_000;

/** Runs the workflows and their activities. */
export async function startTemporalWorker(options: TemporalWorkerOptions): Promise<TemporalWorker> {
  const logger = temporalLogger(options.log);
  const { metricsAddress } = options;
  Runtime.install({
    logger,
    shutdownSignals: [],
    telemetryOptions: {
      // The native core writes to the console by itself otherwise, in lines that are no JSON.
      logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} },
      ...(metricsAddress === null ? {} : { metrics: { prometheus: { bindAddress: metricsAddress, ...METRIC_NAMES } } }),
    },
  });
  const [connection, bundle] = await Promise.all([
    NativeConnection.connect({ address: options.address }),
    workflowBundle(logger),
  ]);
  const workers = await Promise.all(
    QUEUES.map((queue) =>
      Worker.create({
        ...queue,
        connection,
        namespace: options.namespace,
        workflowBundle: bundle,
        activities: options.activities,
        interceptors: { activity: [...options.interceptors] },
        maxConcurrentLocalActivityExecutions: LOCAL_ACTIVITIES,
        shutdownGraceTime: GRACE_MS,
      }),
    ),
  );
  const stopAll = (): void => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  // One without the other would look alive and do half of the work.
  const runs = workers.map((worker) => worker.run().finally(stopAll));
  const ended = Promise.allSettled(runs)
    .then(() => connection.close())
    .then(() => Promise.all(runs))
    .then(() => undefined);
  // Whoever stops us waits for the end; until then a failure is reported through `ended`.
  ended.catch(() => undefined);
  return {
    ended,
    stop: async () => {
      stopAll();
      await ended;
    },
  };
}
