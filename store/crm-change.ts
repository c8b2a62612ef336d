import { sql } from 'kysely';
import { CRM_VENDORS } from '../domain/connection';
import { DAY_MS, type EpochMs } from '../domain/time';
import { inUse } from './connection';
import { at, type Database } from './database';

/** A record that changed in the CRM and has not been read since. */
export interface CrmChange {
  readonly crmId: string;
  /** A record that changed again meanwhile has a higher number and stays. */
  readonly number: number;
}

const CONTACT = 'contact';
/** A change may be noticed before we know whose record it is: our own creation, whose link is not committed yet. */
const UNLINKED_KEPT_MS = DAY_MS / 24;

/** Marks records as changed. Any number of notices of one record, in any order, become one reading. */
export async function noticeChanges(
  tx: Database,
  notice: { readonly connectionId: string; readonly crmIds: readonly string[]; readonly now: EpochMs },
): Promise<void> {
  if (notice.crmIds.length === 0) return;
  await sql`
    insert into crm_change (connection_id, object_type, crm_id, noticed_at)
    select ${notice.connectionId}, ${CONTACT}, crm_id, ${at(notice.now)}
    from (select distinct unnest(${[...notice.crmIds]}::text[]) as crm_id) as noticed order by crm_id
    on conflict (connection_id, object_type, crm_id) do update set number = nextval('wake_number')
  `.execute(tx);
}

/** The linked records that have waited longest for a reading. */
export async function waitingChanges(
  db: Database,
  query: { readonly connectionId: string; readonly limit: number },
): Promise<readonly CrmChange[]> {
  const rows = await db
    .selectFrom('crm_change')
    .innerJoin('crm_record', (join) =>
      join
        .onRef('crm_record.connection_id', '=', 'crm_change.connection_id')
        .onRef('crm_record.object_type', '=', 'crm_change.object_type')
        .onRef('crm_record.crm_id', '=', 'crm_change.crm_id'),
    )
    .select(['crm_change.crm_id', 'crm_change.number'])
    .where('crm_change.connection_id', '=', query.connectionId)
    .orderBy('crm_change.number')
    .limit(query.limit)
    .execute();
  return rows.map((row) => ({ crmId: row.crm_id, number: row.number }));
}

/** Removes changes that were read, and those of records that turned out to be nobody's. */
export async function settleChanges(
  tx: Database,
  done: { readonly connectionId: string; readonly changes: readonly CrmChange[]; readonly now: EpochMs },
): Promise<void> {
  await sql`
    delete from crm_change using unnest(
      ${done.changes.map((change) => change.crmId)}::text[], ${done.changes.map((change) => change.number)}::bigint[]
    ) as read (crm_id, number)
    where crm_change.connection_id = ${done.connectionId} and crm_change.object_type = ${CONTACT}
      and crm_change.crm_id = read.crm_id and crm_change.number <= read.number
  `.execute(tx);
  await sql`
    delete from crm_change
    where connection_id = ${done.connectionId} and noticed_at < ${at(done.now - UNLINKED_KEPT_MS)}
      and not exists (
        select from crm_record
        where crm_record.connection_id = crm_change.connection_id and crm_record.object_type = crm_change.object_type
          and crm_record.crm_id = crm_change.crm_id
      )
  `.execute(tx);
}

/**
 * How far the changes of each connection have come, and whether any linked record waits. The number rises with every change:
 * whoever pokes the readings pokes those that rose. Connections that are not in use or paused, or whose breaker is open, are
 * absent.
 */
export async function newestChanges(
  db: Database,
  now: EpochMs,
): Promise<readonly { readonly connectionId: string; readonly number: number }[]> {
  const { rows } = await sql<{ connectionId: string; number: number }>`
    select connection.id as "connectionId", max(crm_change.number) as number
    from connection join crm_change on crm_change.connection_id = connection.id
      join crm_record on crm_record.connection_id = connection.id and crm_record.crm_id = crm_change.crm_id
        and crm_record.object_type = crm_change.object_type
    where connection.vendor = any(${[...CRM_VENDORS]}::text[]) and ${inUse} and connection.paused_at is null
      and (connection.breaker_until is null or connection.breaker_until <= ${at(now)})
    group by connection.id
  `.execute(db);
  return rows;
}
