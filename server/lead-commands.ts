import { Connection, WorkflowClient } from '@temporalio/client';
import type { Clock } from '../domain/time';
import { overrideStage } from '../pipeline/override-stage';
import type { Database } from '../store/database';
import type { LeadCommands } from './ports';

/** How long an operator waits for a workflow's answer. */
const PATIENCE_MS = 10_000;

/**
 * Lead commands over a connection to Temporal that is made at first use, so that the API serves what stands in SQL also
 * while Temporal is away.
 */
export function openLeadCommands(options: {
  readonly db: Database;
  readonly clock: Clock;
  readonly address: string;
  readonly namespace: string;
}): LeadCommands & { close(): Promise<void> } {
  const connection = Connection.lazy({ address: options.address });
  const workflows = new WorkflowClient({ connection, namespace: options.namespace });
  const deps = {
    db: options.db,
    clock: options.clock,
    workflows,
    callWithin: <T>(call: () => Promise<T>) => connection.withDeadline(options.clock() + PATIENCE_MS, call),
  };
  return {
    move: (override) => overrideStage(deps, override),
    close: () => connection.close(),
  };
}
