import { sql } from 'kysely';
import type { Database } from '../../../store/database';
import { until } from '../servers/until';

/** A transaction that stays open after its work until it is released, as a slow process's would. */
export async function holdTransaction<T>(
  db: Database,
  work: (tx: Database) => Promise<T>,
): Promise<{ readonly result: T; readonly commit: () => Promise<void> }> {
  const release = Promise.withResolvers<undefined>();
  const worked = Promise.withResolvers<T>();
  const committed = db.transaction().execute(async (tx) => {
    worked.resolve(await work(tx));
    await release.promise;
  });
  committed.catch(worked.reject);
  return {
    result: await worked.promise,
    commit: () => {
      release.resolve(undefined);
      return committed;
    },
  };
}

/** Resolves once a statement of this database waits for another transaction. */
export async function untilSomebodyWaits(db: Database): Promise<void> {
  await until(async () => {
    const { rows } = await sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
    `.execute(db);
    return rows.length > 0;
  });
}
