import type { Connection } from '@temporalio/client';
import { sql } from 'kysely';
import type { Database } from '../store/database';
import { pendingMigrations } from '../store/migrate';
import type { ReadinessCheck } from './readiness';

/** Below the patience of who asks, so that a call does not go on after its answer is no longer wanted. */
const TEMPORAL_PATIENCE_MS = 1_500;

export const databaseCheck = (db: Database): ReadinessCheck => ({
  name: 'database',
  check: () => sql`select 1`.execute(db),
});

/** The database has had every migration of this release. Schemas only go forward: once true, it stays so. */
export function schemaCheck(db: Database): ReadinessCheck {
  let isNewest = false;
  return {
    name: 'schema',
    check: async () => {
      isNewest ||= (await pendingMigrations(db)).length === 0;
      if (!isNewest) throw new Error('Migrations are missing.');
    },
  };
}

/** Temporal's front end answers and has our namespace. */
export const temporalCheck = (
  connection: Connection,
  options: { readonly namespace: string; readonly required: boolean; readonly clock: () => number },
): ReadinessCheck => ({
  name: 'temporal',
  required: options.required,
  check: () =>
    connection.withDeadline(options.clock() + TEMPORAL_PATIENCE_MS, () =>
      connection.workflowService.describeNamespace({ namespace: options.namespace }),
    ),
});
