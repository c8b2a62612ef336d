import { sql } from 'kysely';
import type { EpochMs } from '../domain/time';
import { at, instant, type Database } from './database';
import type { TrackKey } from './lead-track';

type VisitKey = TrackKey & { readonly visitNo: number };

/** An advisory lock of PostgreSQL, beside the one under which leads are created. */
const CAPS_LOCK = 7_301_002;

/**
 * Has those who count leads against caps do so one after the other, until the end of the transaction: a rep may be in several
 * rotations, and a cap is over all of them. To be taken before a turn is locked, so that nobody waits for somebody who waits.
 */
export async function lockCaps(tx: Database): Promise<void> {
  await sql`select pg_advisory_xact_lock(${CAPS_LOCK})`.execute(tx);
}

/** Who had the last turn in a territory; null before the first. Locks the territory's turn until the end of the transaction. */
export async function lockTurn(tx: Database, territory: string): Promise<string | null> {
  const { rows } = await sql<{ last_rep_id: string }>`
    insert into rotation (territory, last_rep_id) values (${territory}, '')
    on conflict (territory) do update set territory = excluded.territory
    returning last_rep_id
  `.execute(tx);
  const last = rows[0]?.last_rep_id ?? '';
  return last === '' ? null : last;
}

/** Notes whose turn it was. */
export async function passTurn(tx: Database, territory: string, repId: string): Promise<void> {
  await tx.updateTable('rotation').set({ last_rep_id: repId }).where('territory', '=', territory).execute();
}

/** How many leads each rep was given since an instant, in any territory. */
export async function leadsGivenSince(
  db: Database,
  since: ReadonlyMap<string, EpochMs>,
): Promise<Readonly<Record<string, number>>> {
  if (since.size === 0) return {};
  const earliest = Math.min(...since.values());
  const rows = await db
    .selectFrom('assignment')
    .select(['rep_id', 'assigned_at'])
    .where('assigned_at', '>=', instant(earliest))
    .where('rep_id', 'in', [...since.keys()])
    .execute();
  const given: Record<string, number> = {};
  for (const row of rows) {
    if (row.assigned_at >= (since.get(row.rep_id) ?? Infinity)) given[row.rep_id] = (given[row.rep_id] ?? 0) + 1;
  }
  return given;
}

/** The reps that had the lead in this visit, first to last. */
export async function repsOfVisit(db: Database, key: VisitKey): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('assignment')
    .select('rep_id')
    .where('lead_id', '=', key.leadId)
    .where('track', '=', key.track)
    .where('visit_no', '=', key.visitNo)
    .orderBy('attempt')
    .execute();
  return rows.map((row) => row.rep_id);
}

/** Writes to the ledger that a rep was given the lead, and why. `attempt` counts from 1 within the visit. */
export async function recordAssignment(
  tx: Database,
  key: VisitKey,
  assignment: {
    readonly attempt: number;
    readonly repId: string;
    readonly territory: string;
    readonly cause: string;
    readonly assignedAt: EpochMs;
  },
): Promise<void> {
  await tx
    .insertInto('assignment')
    .values({
      lead_id: key.leadId,
      track: key.track,
      visit_no: key.visitNo,
      attempt: assignment.attempt,
      rep_id: assignment.repId,
      territory: assignment.territory,
      cause: assignment.cause,
      assigned_at: at(assignment.assignedAt),
    })
    .execute();
}
