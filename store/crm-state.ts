import { sql } from 'kysely';
import type { LeadId } from '../domain/lead';
import type { EpochMs } from '../domain/time';
import { at, instant, type Database } from './database';

/** What a reading of a linked record said. */
export interface CrmStateReading {
  readonly leadId: LeadId;
  readonly ownerCrmId: string | null;
  readonly leadStatus: string | null;
  readonly disposition: string | null;
  readonly dispositionAt: EpochMs | null;
  readonly lifecycleStage: string | null;
  readonly lifecycleStageAt: EpochMs | null;
  readonly lastContactedAt: EpochMs | null;
}

/** Something a rep did with a lead, by when it happened. */
export interface CrmTouch {
  readonly leadId: LeadId;
  readonly kind: string;
  /** The engagement's id in the CRM. */
  readonly crmId: string;
  readonly occurredAt: EpochMs;
}

/**
 * Keeps readings unless a newer one is there. Resolves to the leads for which something changed that a decision reads:
 * neither the last-contacted date, which touches tell better, nor the owner.
 */
export async function saveStates(
  tx: Database,
  readings: { readonly connectionId: string; readonly states: readonly CrmStateReading[]; readonly readAt: EpochMs },
): Promise<readonly LeadId[]> {
  if (readings.states.length === 0) return [];
  const rows = readings.states.map((state) => ({
    lead_id: state.leadId,
    owner_crm_id: state.ownerCrmId,
    lead_status: state.leadStatus,
    disposition: state.disposition,
    disposition_at: instantText(state.dispositionAt),
    lifecycle_stage: state.lifecycleStage,
    lifecycle_stage_at: instantText(state.lifecycleStageAt),
    last_contacted_at: instantText(state.lastContactedAt),
  }));
  const result = await sql<{ lead_id: LeadId }>`
    with reading as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as reading (
        lead_id uuid, owner_crm_id text, lead_status text, disposition text, disposition_at timestamptz,
        lifecycle_stage text, lifecycle_stage_at timestamptz, last_contacted_at timestamptz
      )
    ), former as (
      select crm_state.* from crm_state join reading using (lead_id)
      where crm_state.connection_id = ${readings.connectionId}
    ), saved as (
      insert into crm_state (connection_id, lead_id, owner_crm_id, lead_status, disposition, disposition_at,
        lifecycle_stage, lifecycle_stage_at, last_contacted_at, read_at)
      select ${readings.connectionId}, lead_id, owner_crm_id, lead_status, disposition, disposition_at,
        lifecycle_stage, lifecycle_stage_at, last_contacted_at, ${at(readings.readAt)}
      from reading order by lead_id
      on conflict (connection_id, lead_id) do update set
        owner_crm_id = excluded.owner_crm_id, lead_status = excluded.lead_status,
        disposition = excluded.disposition, disposition_at = excluded.disposition_at,
        lifecycle_stage = excluded.lifecycle_stage, lifecycle_stage_at = excluded.lifecycle_stage_at,
        last_contacted_at = excluded.last_contacted_at, read_at = excluded.read_at
      where crm_state.read_at <= excluded.read_at
      returning lead_id, lead_status, disposition, disposition_at, lifecycle_stage, lifecycle_stage_at
    )
    select saved.lead_id from saved left join former using (lead_id)
    where (former.lead_status, former.disposition, former.disposition_at, former.lifecycle_stage, former.lifecycle_stage_at)
      is distinct from
      (saved.lead_status, saved.disposition, saved.disposition_at, saved.lifecycle_stage, saved.lifecycle_stage_at)
  `.execute(tx);
  return result.rows.map((row) => row.lead_id);
}

/** The verdict was cleared by us: what is known of it from before no longer stands in the CRM. */
export async function forgetDispositions(
  tx: Database,
  cleared: { readonly connectionId: string; readonly leadIds: readonly LeadId[] },
): Promise<void> {
  if (cleared.leadIds.length === 0) return;
  await tx
    .updateTable('crm_state')
    .set({ disposition: null, disposition_at: null })
    .where('connection_id', '=', cleared.connectionId)
    .where('lead_id', 'in', [...cleared.leadIds])
    .execute();
}

/**
 * Keeps touches; one whose time was corrected in the CRM is corrected, unless the lead's state stands for a newer reading.
 * None is taken back. Resolves to the leads that have a new or corrected one.
 */
export async function saveTouches(
  tx: Database,
  found: { readonly connectionId: string; readonly touches: readonly CrmTouch[]; readonly readAt: EpochMs },
): Promise<readonly LeadId[]> {
  if (found.touches.length === 0) return [];
  const { rows } = await sql<{ lead_id: LeadId }>`
    insert into crm_touch (connection_id, kind, crm_id, lead_id, occurred_at, known_at)
    select distinct on (kind, crm_id, lead_id) ${found.connectionId}, kind, crm_id, lead_id, occurred_at, ${at(found.readAt)}
    from jsonb_to_recordset(${JSON.stringify(
      found.touches.map((touch) => ({
        kind: touch.kind,
        crm_id: touch.crmId,
        lead_id: touch.leadId,
        occurred_at: instantText(touch.occurredAt),
      })),
    )}::jsonb) as touch (kind text, crm_id text, lead_id uuid, occurred_at timestamptz)
    order by kind, crm_id, lead_id
    on conflict (connection_id, kind, crm_id, lead_id) do update set occurred_at = excluded.occurred_at
    where crm_touch.occurred_at <> excluded.occurred_at and not exists (
      select from crm_state newer
      where newer.connection_id = crm_touch.connection_id and newer.lead_id = crm_touch.lead_id
        and newer.read_at > ${at(found.readAt)}
    )
    returning lead_id
  `.execute(tx);
  return [...new Set(rows.map((row) => row.lead_id))];
}

/** The touches of leads that were heard of before an instant. */
export async function knownTouches(
  db: Database,
  query: { readonly connectionId: string; readonly leadIds: readonly LeadId[]; readonly before: EpochMs },
): Promise<readonly { readonly leadId: LeadId; readonly kind: string; readonly crmId: string }[]> {
  if (query.leadIds.length === 0) return [];
  const rows = await db
    .selectFrom('crm_touch')
    .select(['lead_id', 'kind', 'crm_id'])
    .where('connection_id', '=', query.connectionId)
    .where('lead_id', 'in', [...query.leadIds])
    .where('known_at', '<', instant(query.before))
    .execute();
  return rows.map((row) => ({ leadId: row.lead_id, kind: row.kind, crmId: row.crm_id }));
}

const instantText = (ms: EpochMs | null): string | null => (ms === null ? null : at(ms).toISOString());
