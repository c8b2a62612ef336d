import { WorkflowClient, type Connection } from '@temporalio/client';
import type { Clock } from '../domain/time';
import { overrideStage } from '../pipeline/override-stage';
import type { Database } from '../store/database';
import type { LeadCommands } from './ports';

/** How long an operator waits for a workflow's answer. */
const PATIENCE_MS = 10_000;

/**
 * Lead commands over a connection to Temporal. It shall be a lazy one, so that the API serves what stands in SQL also while
 * Temporal is away.
 */
export function openLeadCommands(options: {
  readonly db: Database;
  readonly clock: Clock;
  readonly connection: Connection;
  readonly namespace: string;
}): LeadCommands {
  const { connection } = options;
  const workflows = new WorkflowClient({ connection, namespace: options.namespace });
  const deps = {
    db: options.db,
    clock: options.clock,
    workflows,
    callWithin: <T>(call: () => Promise<T>) => connection.withDeadline(options.clock() + PATIENCE_MS, call),
  };
  return {
    move: (override) => overrideStage(deps, override),
  };
}
