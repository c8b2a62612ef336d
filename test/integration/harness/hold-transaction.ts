import { sql } from 'kysely';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../../store/database';

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
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const { rows } = await sql`
      select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
    `.execute(db);
    if (rows.length > 0) return;
    await pause(25);
  }
  throw new Error('Nobody waits for a lock.');
}
