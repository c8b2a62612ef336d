import { sql } from 'kysely';
import type { EpochMs } from '../domain/time';
import type { Database } from './database';

/** When something last went over a connection, and what is open on it. */
export interface ConnectionTraffic {
  readonly lastSentAt: EpochMs | null;
  readonly lastReceivedAt: EpochMs | null;
  readonly waitingIn: number;
  readonly openErrorsIn: number;
  readonly openErrorsOut: number;
}

export async function readConnectionTraffic(db: Database, connectionId: string): Promise<ConnectionTraffic> {
  const { rows } = await sql<ConnectionTraffic>`
    select
      (select max(sent_at) from crm_wish where connection_id = ${connectionId} and sent_at is not null) as "lastSentAt",
      (select received_at from inbox where connection_id = ${connectionId} order by id desc limit 1) as "lastReceivedAt",
      (select count(*)::int from inbox where connection_id = ${connectionId} and processed_at is null) as "waitingIn",
      count(*) filter (where direction = 'in')::int as "openErrorsIn",
      count(*) filter (where direction = 'out')::int as "openErrorsOut"
    from sync_error where connection_id = ${connectionId} and state = 'open'
  `.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('an aggregate without groups has one row');
  return row;
}
