import { sql } from 'kysely';
import type { ActivityFact } from '../domain/activity';
import type { LeadFacts } from '../domain/evaluation';
import type { AttributeFact, AttributeValue, ConsentFact, LeadId } from '../domain/lead';
import type { EpochMs } from '../domain/time';
import type { Database } from './database';
import { oldestFirst } from './statement-order';

/** What is known about a lead besides its activities. */
export type ProfileFacts = Pick<LeadFacts, 'attributes' | 'consents'>;

const NO_PROFILE: ProfileFacts = { attributes: [], consents: [] };

/** Everything dated that is known about the leads, in order of time. Every lead asked for has an entry. */
export async function loadFacts(db: Database, leadIds: readonly LeadId[]): Promise<ReadonlyMap<LeadId, LeadFacts>> {
  const profiles = await loadProfiles(db, leadIds);
  const activities = await loadActivities(db, leadIds);
  return new Map(
    leadIds.map((leadId) => [
      leadId,
      { activities: activities.get(leadId) ?? [], ...(profiles.get(leadId) ?? NO_PROFILE) },
    ]),
  );
}

/** Attributes and consents alone. Every lead asked for has an entry. */
export async function loadProfiles(
  db: Database,
  leadIds: readonly LeadId[],
): Promise<ReadonlyMap<LeadId, ProfileFacts>> {
  if (leadIds.length === 0) return new Map();
  const attributes = await loadAttributes(db, leadIds);
  const consents = await loadConsents(db, leadIds);
  return new Map(
    leadIds.map((leadId) => [
      leadId,
      { attributes: attributes.get(leadId) ?? [], consents: consents.get(leadId) ?? [] },
    ]),
  );
}

/** An activity as `activity` and `score_queue` hold it. */
export interface ActivityRow {
  readonly lead_id: LeadId;
  readonly source: string;
  readonly source_id: string;
  readonly type: string;
  readonly asset: string | null;
  readonly props: Record<string, AttributeValue> | null;
  readonly occurred_at: EpochMs;
  readonly known_at: EpochMs;
}

export async function loadActivities(
  db: Database,
  leadIds: readonly LeadId[],
): Promise<ReadonlyMap<LeadId, readonly ActivityFact[]>> {
  const { rows } = await sql<ActivityRow>`
    select lead_id, source, source_id, type, asset, props, occurred_at, known_at from activity
    where lead_id = any(${[...leadIds]}::uuid[]) order by occurred_at, source collate "C", source_id collate "C"
  `.execute(db);
  return byLead(rows, activityOf);
}

export const activityOf = (row: ActivityRow): ActivityFact => ({
  source: row.source,
  sourceId: row.source_id,
  type: row.type,
  occurredAt: row.occurred_at,
  knownAt: row.known_at,
  ...(row.asset === null ? {} : { asset: row.asset }),
  ...(row.props === null ? {} : { props: row.props }),
});

/** What was told, and the addresses under which the lead is known: its e-mail is an attribute like any other. */
async function loadAttributes(
  db: Database,
  leadIds: readonly LeadId[],
): Promise<ReadonlyMap<LeadId, readonly AttributeFact[]>> {
  const { rows } = await sql<{
    lead_id: LeadId;
    name: string;
    value: AttributeValue;
    occurred_at: EpochMs;
    known_at: EpochMs;
    source: string;
    source_id: string;
  }>`
    select lead_id, name, value, occurred_at, known_at, source, source_id from (
      select lead_id, name, value, occurred_at, known_at, source, source_id from lead_attribute
      where lead_id = any(${[...leadIds]}::uuid[])
      union all
      select lead_id, 'email', to_jsonb(value), valid_from, valid_from, 'alias', id::text from lead_alias
      where lead_id = any(${[...leadIds]}::uuid[]) and kind = 'email' and valid_to is null
    ) as told
    order by ${oldestFirst}, name
  `.execute(db);
  return byLead(rows, (row) => ({
    name: row.name,
    value: row.value,
    occurredAt: row.occurred_at,
    knownAt: row.known_at,
    source: row.source,
    sourceId: row.source_id,
  }));
}

async function loadConsents(
  db: Database,
  leadIds: readonly LeadId[],
): Promise<ReadonlyMap<LeadId, readonly ConsentFact[]>> {
  const { rows } = await sql<{
    lead_id: LeadId;
    channel: string;
    status: 'granted' | 'withdrawn';
    occurred_at: EpochMs;
    known_at: EpochMs;
  }>`
    select lead_id, channel, status, occurred_at, known_at from lead_consent
    where lead_id = any(${[...leadIds]}::uuid[]) order by occurred_at, source collate "C", source_id collate "C", channel
  `.execute(db);
  return byLead(rows, (row) => ({
    channel: row.channel,
    status: row.status,
    occurredAt: row.occurred_at,
    knownAt: row.known_at,
  }));
}

function byLead<Row extends { readonly lead_id: LeadId }, Fact>(
  rows: readonly Row[],
  factOf: (row: Row) => Fact,
): ReadonlyMap<LeadId, readonly Fact[]> {
  const facts = new Map<LeadId, Fact[]>();
  for (const row of rows) {
    const own = facts.get(row.lead_id);
    if (own === undefined) facts.set(row.lead_id, [factOf(row)]);
    else own.push(factOf(row));
  }
  return facts;
}
