import type { EpochMs } from '../domain/time';
import { at, instant, type Database } from './database';

/** What a CRM allows a day and how much of it is left, as it said itself. */
export interface CrmQuota {
  readonly perDay: number;
  readonly remaining: number;
  readonly resetsAt: EpochMs;
}

/** Keeps what a CRM said last. */
export async function saveQuota(
  db: Database,
  said: CrmQuota & { readonly connectionId: string; readonly now: EpochMs },
): Promise<void> {
  const values = {
    per_day: said.perDay,
    remaining: said.remaining,
    resets_at: at(said.resetsAt),
    seen_at: at(said.now),
  };
  await db
    .insertInto('crm_quota')
    .values({ connection_id: said.connectionId, ...values })
    .onConflict((conflict) => conflict.column('connection_id').doUpdateSet(values))
    .execute();
}

/** The quota of the day that is running; null where the CRM has said nothing since it began. */
export async function readQuota(
  db: Database,
  query: { readonly connectionId: string; readonly now: EpochMs },
): Promise<CrmQuota | null> {
  const row = await db
    .selectFrom('crm_quota')
    .select(['per_day', 'remaining', 'resets_at'])
    .where('connection_id', '=', query.connectionId)
    .where('resets_at', '>', instant(query.now))
    .executeTakeFirst();
  return row === undefined ? null : { perDay: row.per_day, remaining: row.remaining, resetsAt: row.resets_at };
}
