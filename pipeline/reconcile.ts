import { sql } from 'kysely';
import type { LeadId } from '../domain/lead';
import type { Database } from '../store/database';
import { notify } from '../store/notify';

const LEADS_A_STEP = 5_000;

/**
 * Wakes every open lead that has ever needed a workflow. Workflows that live read SQL and go on; those that Temporal has lost
 * are started, and read in SQL where the lead stands, who has it and which deadlines run. Harmless at any time.
 * Calls back after each step with the number of leads woken so far; resolves to the total.
 */
export async function reconcile(db: Database, onStep: (woken: number) => void): Promise<number> {
  let total = 0;
  for (let after: LeadId | null = null; ;) {
    const woken: readonly LeadId[] = await wakeStep(db, after);
    const last = woken.at(-1);
    if (last === undefined) return total;
    after = last;
    total += woken.length;
    onStep(total);
  }
}

async function wakeStep(db: Database, after: LeadId | null): Promise<readonly LeadId[]> {
  return await db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ lead_id: LeadId }>`
      with open as (
        select lead_id, track from lead_track
        where closed_at is null and (has_workflow or stage <> 'subscriber')
          and (${after}::uuid is null or lead_id > ${after}::uuid)
        order by lead_id limit ${LEADS_A_STEP}
      ), woken as (
        insert into wake (lead_id, track) select lead_id, track from open order by lead_id, track
        on conflict (lead_id, track) do update set number = nextval('wake_number')
      )
      select lead_id from open order by lead_id
    `.execute(tx);
    if (rows.length > 0) await notify(tx, 'wake');
    return rows.map((row) => row.lead_id);
  });
}
