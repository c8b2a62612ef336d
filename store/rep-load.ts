import { sql } from 'kysely';
import type { EpochMs } from '../domain/time';
import { at, type Database } from './database';

/** What a rep has on the desk. */
export interface RepLoad {
  readonly repId: string;
  /** Leads owned now whose track is open. */
  readonly openLeads: number;
  /** Hand-offs received since an instant. */
  readonly newLeads: number;
  readonly runningClocks: number;
}

/** The load of each rep who has or had anything; reps without any are absent. */
export async function readRepLoads(db: Database, since: EpochMs): Promise<ReadonlyMap<string, RepLoad>> {
  const { rows } = await sql<RepLoad>`
    with owned as (
      select owner_id as rep_id, count(*)::int as leads, count(clock.lead_id)::int as clocks
      from lead_track left join sla_clock clock on clock.lead_id = lead_track.lead_id and clock.track = lead_track.track
        and clock.visit_no = lead_track.visit_no and clock.state = 'running'
      where owner_id is not null and lead_track.closed_at is null group by owner_id
    ), received as (
      select rep_id, count(*)::int as leads from assignment where assigned_at >= ${at(since)}::timestamptz group by rep_id
    )
    select coalesce(owned.rep_id, received.rep_id) as "repId", coalesce(owned.leads, 0) as "openLeads",
      coalesce(received.leads, 0) as "newLeads", coalesce(owned.clocks, 0) as "runningClocks"
    from owned full join received using (rep_id)
  `.execute(db);
  return new Map(rows.map((row) => [row.repId, row]));
}
