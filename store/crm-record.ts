import { sql } from 'kysely';
import type { LeadId } from '../domain/lead';
import type { EpochMs } from '../domain/time';
import { at, type Database } from './database';

/** A lead and the CRM record that is this person. */
export interface CrmLink {
  readonly leadId: LeadId;
  readonly crmId: string;
}

/** How a record was recognised: `lead_id`, `created`, `merged`, or the property it was linked by. */
export interface NewLink extends CrmLink {
  readonly linkedBy: string;
}

const CONTACT = 'contact';

/** The records of leads; leads without one are absent. */
export async function recordsOfLeads(
  db: Database,
  query: { readonly connectionId: string; readonly leadIds: readonly LeadId[] },
): Promise<ReadonlyMap<LeadId, string>> {
  if (query.leadIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('crm_record')
    .select(['lead_id', 'crm_id'])
    .where('connection_id', '=', query.connectionId)
    .where('object_type', '=', CONTACT)
    .where('lead_id', 'in', [...query.leadIds])
    .execute();
  return new Map(rows.map((row) => [row.lead_id, row.crm_id]));
}

/** The leads of records; records nobody is linked to are absent. */
export async function leadsOfRecords(
  db: Database,
  query: { readonly connectionId: string; readonly crmIds: readonly string[] },
): Promise<ReadonlyMap<string, LeadId>> {
  if (query.crmIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('crm_record')
    .select(['lead_id', 'crm_id'])
    .where('connection_id', '=', query.connectionId)
    .where('object_type', '=', CONTACT)
    .where('crm_id', 'in', [...query.crmIds])
    .execute();
  return new Map(rows.map((row) => [row.crm_id, row.lead_id]));
}

/** The connections in which a lead has a record, with its id there. */
export async function recordsOfLead(
  db: Database,
  leadId: LeadId,
): Promise<readonly { readonly connectionId: string; readonly crmId: string }[]> {
  const rows = await db
    .selectFrom('crm_record')
    .select(['connection_id', 'crm_id'])
    .where('lead_id', '=', leadId)
    .where('object_type', '=', CONTACT)
    .orderBy('connection_id')
    .execute();
  return rows.map((row) => ({ connectionId: row.connection_id, crmId: row.crm_id }));
}

/**
 * Links leads to records. A lead keeps the link it has, and a record the lead it has: what was not linked for that reason is
 * returned.
 */
export async function linkRecords(
  tx: Database,
  change: { readonly connectionId: string; readonly links: readonly NewLink[]; readonly now: EpochMs },
): Promise<readonly NewLink[]> {
  if (change.links.length === 0) return [];
  const { rows } = await sql<{ lead_id: LeadId; crm_id: string }>`
    insert into crm_record (connection_id, object_type, lead_id, crm_id, linked_by, linked_at)
    select ${change.connectionId}, ${CONTACT}, lead_id, crm_id, linked_by, ${at(change.now)}
    from unnest(
      ${change.links.map((link) => link.leadId)}::uuid[], ${change.links.map((link) => link.crmId)}::text[],
      ${change.links.map((link) => link.linkedBy)}::text[]
    ) as linked (lead_id, crm_id, linked_by)
    order by lead_id
    on conflict do nothing returning lead_id, crm_id
  `.execute(tx);
  const made = new Map(rows.map((row) => [row.lead_id, row.crm_id]));
  const kept = await recordsOfLeads(tx, {
    connectionId: change.connectionId,
    leadIds: change.links.map((link) => link.leadId).filter((leadId) => !made.has(leadId)),
  });
  return change.links.filter((link) => (made.get(link.leadId) ?? kept.get(link.leadId)) !== link.crmId);
}

/** Forgets the links of leads whose record is gone. */
export async function unlinkLeads(
  tx: Database,
  change: { readonly connectionId: string; readonly leadIds: readonly LeadId[] },
): Promise<void> {
  if (change.leadIds.length === 0) return;
  await tx
    .deleteFrom('crm_record')
    .where('connection_id', '=', change.connectionId)
    .where('object_type', '=', CONTACT)
    .where('lead_id', 'in', [...change.leadIds])
    .execute();
}

/**
 * Follows a merge in the CRM: the lead of a record that was merged away gets the winner. Resolves to the leads for which the
 * winner is another lead's already.
 */
export async function followMerge(
  tx: Database,
  merge: {
    readonly connectionId: string;
    readonly mergedIds: readonly string[];
    readonly winnerId: string;
    readonly now: EpochMs;
  },
): Promise<readonly LeadId[]> {
  const mergedIds = merge.mergedIds.filter((id) => id !== merge.winnerId);
  const { connectionId, winnerId } = merge;
  const losers = await leadsOfRecords(tx, { connectionId, crmIds: mergedIds });
  const holders = await leadsOfRecords(tx, { connectionId, crmIds: [winnerId] });
  const [heir, ...others] = [...losers.values()].toSorted();
  if (heir === undefined) return [];
  if (holders.has(winnerId)) return [heir, ...others];
  await tx
    .updateTable('crm_record')
    .set({ crm_id: winnerId, linked_by: 'merged', linked_at: at(merge.now) })
    .where('connection_id', '=', connectionId)
    .where('object_type', '=', CONTACT)
    .where('lead_id', '=', heir)
    .execute();
  return others;
}
