import { DAY_MS, type EpochMs } from '../../../domain/time';
import { instant, type Database } from '../../../store/database';

/** A lead that somebody of the team has. */
export interface Work {
  readonly leadId: string;
  readonly crmId: string;
  readonly repId: string;
  readonly stage: string;
  readonly stageSince: EpochMs;
  readonly visitNo: number;
  /** Of the clock of this visit; null where none was started. */
  readonly dueAt: EpochMs | null;
  readonly touchedAt: EpochMs | null;
  /** Since when this rep has it. */
  readonly assignedAt: EpochMs | null;
}

const MOST = 500;

/** What the team has on its hands, without the leads of one rep. Leads that nothing has happened to for a day are left alone. */
export async function readWork(
  db: Database,
  query: { readonly connectionId: string; readonly butOf: string; readonly now: EpochMs },
): Promise<readonly Work[]> {
  const rows = await db
    .selectFrom('lead_track as track')
    .innerJoin('crm_record as record', 'record.lead_id', 'track.lead_id')
    .leftJoin('sla_clock as clock', (join) =>
      join
        .onRef('clock.lead_id', '=', 'track.lead_id')
        .onRef('clock.track', '=', 'track.track')
        .onRef('clock.visit_no', '=', 'track.visit_no'),
    )
    .select((select) => [
      'track.lead_id as leadId',
      'record.crm_id as crmId',
      'track.owner_id as repId',
      'track.stage',
      'track.stage_since as stageSince',
      'track.visit_no as visitNo',
      'clock.due_at as dueAt',
      'clock.first_touch_at as touchedAt',
      select
        .selectFrom('assignment')
        .select((max) => max.fn.max('assignment.assigned_at').as('at'))
        .whereRef('assignment.lead_id', '=', 'track.lead_id')
        .whereRef('assignment.track', '=', 'track.track')
        .whereRef('assignment.visit_no', '=', 'track.visit_no')
        .as('assignedAt'),
    ])
    .where('record.connection_id', '=', query.connectionId)
    .where('record.object_type', '=', 'contact')
    .where('track.owner_id', 'is not', null)
    .where('track.owner_id', '<>', query.butOf)
    .where('track.stage', 'in', ['mql', 'sal', 'sql', 'opportunity'])
    .where('track.stage_since', '>', instant(query.now - DAY_MS))
    .orderBy('track.stage_since', 'desc')
    .limit(MOST)
    .execute();
  return rows.flatMap(({ repId, ...row }) => (repId === null ? [] : [{ ...row, repId }]));
}
