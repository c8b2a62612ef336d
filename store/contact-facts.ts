import { sql } from 'kysely';
import type { LeadId } from '../domain/lead';
import type { Stage } from '../domain/stage';
import type { EpochMs } from '../domain/time';
import type { Database } from './database';

/** What is written of a lead into a CRM besides its score. Holds aliases: personal. */
export interface ContactFacts {
  readonly leadId: LeadId;
  /** When it became known here. */
  readonly createdAt: EpochMs;
  /** Merged into another lead or erased: nothing is written of it. */
  readonly isGone: boolean;
  readonly stage: Stage;
  readonly visitNo: number;
  readonly stageSince: EpochMs;
  readonly ownerId: string | null;
  /** The deadline of the visit's first touch and its policy, while the promise is open. */
  readonly slaDueAt: EpochMs | null;
  readonly slaPolicy: string | null;
  /** Newest first. */
  readonly emails: readonly string[];
  readonly externalIds: readonly { readonly source: string; readonly value: string }[];
  /** The verdict as last read in this CRM. */
  readonly disposition: string | null;
  readonly dispositionAt: EpochMs | null;
}

interface Row {
  readonly lead_id: LeadId;
  readonly created_at: EpochMs;
  readonly is_gone: boolean;
  readonly stage: Stage;
  readonly visit_no: number;
  readonly stage_since: EpochMs;
  readonly owner_id: string | null;
  readonly due_at: EpochMs | null;
  readonly policy: string | null;
  readonly emails: readonly string[] | null;
  readonly external_ids: readonly { readonly source: string; readonly value: string }[] | null;
  readonly disposition: string | null;
  readonly disposition_at: EpochMs | null;
}

/** Reads leads on their main track. A lead that is on none is absent. */
export async function readContactFacts(
  db: Database,
  query: { readonly connectionId: string; readonly leadIds: readonly LeadId[] },
): Promise<ReadonlyMap<LeadId, ContactFacts>> {
  const { rows } = await sql<Row>`
    select track.lead_id, lead.created_at, lead.merged_into is not null or lead.erased_at is not null as is_gone, track.stage,
      track.visit_no, track.stage_since, track.owner_id, clock.due_at, clock.policy, crm.disposition, crm.disposition_at,
      (
        select array_agg(value order by valid_from desc, id desc) from lead_alias
        where lead_alias.lead_id = track.lead_id and kind = 'email' and valid_to is null
      ) as emails,
      (
        select jsonb_agg(jsonb_build_object('source', source, 'value', value) order by valid_from desc, id desc)
        from lead_alias where lead_alias.lead_id = track.lead_id and kind = 'external' and valid_to is null
      ) as external_ids
    from lead_track track
    join lead on lead.id = track.lead_id
    left join sla_clock clock on clock.lead_id = track.lead_id and clock.track = track.track
      and clock.visit_no = track.visit_no and clock.closed_at is null and clock.first_touch_at is null
    left join crm_state crm on crm.lead_id = track.lead_id and crm.connection_id = ${query.connectionId}
    where track.lead_id = any(${[...query.leadIds]}::uuid[]) and track.track = 'main'
  `.execute(db);
  return new Map(rows.map((row) => [row.lead_id, toFacts(row)]));
}

/** To whom the tasks of escalation steps are given, where it is not the lead's owner. Keyed by `<lead>/<track>/<visit>/<step>`. */
export async function readStepRecipients(
  db: Database,
  leadIds: readonly LeadId[],
): Promise<ReadonlyMap<string, string>> {
  if (leadIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('escalation')
    .select(['lead_id', 'track', 'visit_no', 'step', 'recipient'])
    .where('lead_id', 'in', [...leadIds])
    .where('recipient', 'is not', null)
    .execute();
  return new Map(rows.map((row) => [`${row.lead_id}/${row.track}/${row.visit_no}/${row.step}`, row.recipient ?? '']));
}

const toFacts = (row: Row): ContactFacts => ({
  leadId: row.lead_id,
  createdAt: row.created_at,
  isGone: row.is_gone,
  stage: row.stage,
  visitNo: row.visit_no,
  stageSince: row.stage_since,
  ownerId: row.owner_id,
  slaDueAt: row.due_at,
  slaPolicy: row.policy,
  emails: row.emails ?? [],
  externalIds: row.external_ids ?? [],
  disposition: row.disposition,
  dispositionAt: row.disposition_at,
});
