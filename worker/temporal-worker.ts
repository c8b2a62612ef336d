import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import { TASK_QUEUE } from '../workflows/messages';
import { temporalLogger } from './temporal-logger';
import { workflowBundle } from './workflow-bundle';

export interface TemporalWorkerOptions {
  readonly address: string;
  readonly namespace: string;
  readonly activities: object;
  readonly log: Logger;
}

export interface TemporalWorker {
  /** Rejects when the worker fails; resolves after `stop`. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** A cached workflow takes about a megabyte; one that is not cached is replayed, which short histories make cheap. */
const CACHED_WORKFLOWS = 1_000;
const GRACE_MS = 10_000;

/** Runs the workflows and their activities. */
export async function startTemporalWorker(options: TemporalWorkerOptions): Promise<TemporalWorker> {
  const logger = temporalLogger(options.log);
  Runtime.install({ logger, shutdownSignals: [] });
  const [connection, bundle] = await Promise.all([
    NativeConnection.connect({ address: options.address }),
    workflowBundle(logger),
  ]);
  const worker = await Worker.create({
    connection,
    namespace: options.namespace,
    taskQueue: TASK_QUEUE,
    workflowBundle: bundle,
    activities: options.activities,
    maxCachedWorkflows: CACHED_WORKFLOWS,
    maxConcurrentWorkflowTaskExecutions: 40,
    maxConcurrentLocalActivityExecutions: 40,
    shutdownGraceTime: GRACE_MS,
  });
  const ended = worker.run().finally(() => connection.close());
  // Whoever stops us waits for the end; until then a failure is reported through `ended`.
  ended.catch(() => undefined);
  return {
    ended,
    stop: async () => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await ended;
    },
  };
}
