import { sql } from 'kysely';
import type { AttributeFact, AttributeValue, ConsentFact, LeadId } from '../domain/lead';
import type { EpochMs } from '../domain/time';
import type { Database } from './database';
import { enqueueScoring } from './score-queue';

export interface LeadAttribute extends AttributeFact {
  readonly leadId: LeadId;
  readonly reconstructed?: boolean;
}

export interface LeadConsent extends ConsentFact {
  readonly leadId: LeadId;
  readonly source: string;
  readonly sourceId: string;
  readonly lawfulBasis?: string;
}

/** What became of a lead (won, converted). Read by no score and no stage. */
export interface LeadOutcome {
  readonly leadId: LeadId;
  readonly kind: string;
  readonly value: AttributeValue;
  readonly occurredAt: EpochMs;
  readonly knownAt: EpochMs;
  readonly source: string;
  readonly sourceId: string;
}

/** Any part may be left out. */
export interface Profiles {
  readonly attributes?: readonly LeadAttribute[];
  readonly consents?: readonly LeadConsent[];
  readonly outcomes?: readonly LeadOutcome[];
}

/**
 * Stores dated statements about leads; a statement made before (same source and id) changes nothing. Leads of which
 * something new is known go before the scorer; an outcome is not scored.
 */
export async function storeProfiles(
  tx: Database,
  profiles: Profiles,
  options: { readonly quiet: boolean },
): Promise<{ readonly changedLeads: number }> {
  const changed = new Set<LeadId>([
    ...(await storeAttributes(tx, profiles.attributes ?? [])),
    ...(await storeConsents(tx, profiles.consents ?? [])),
  ]);
  await storeOutcomes(tx, profiles.outcomes ?? []);
  await enqueueScoring(tx, [...changed], { kind: 'profile', quiet: options.quiet });
  return { changedLeads: changed.size };
}

async function storeAttributes(tx: Database, attributes: readonly LeadAttribute[]): Promise<readonly LeadId[]> {
  if (attributes.length === 0) return [];
  const { rows } = await sql<{ lead_id: LeadId }>`
    with stored as (
      insert into lead_attribute (lead_id, name, value, occurred_at, known_at, source, source_id, reconstructed)
      select lead_id, name, value, to_timestamp(occurred_ms / 1000.0), to_timestamp(known_ms / 1000.0), source, source_id,
        reconstructed
      from unnest(
        ${attributes.map((fact) => fact.leadId)}::uuid[], ${attributes.map((fact) => fact.name)}::text[],
        ${attributes.map((fact) => JSON.stringify(fact.value))}::jsonb[],
        ${attributes.map((fact) => fact.occurredAt)}::bigint[], ${attributes.map((fact) => fact.knownAt)}::bigint[],
        ${attributes.map((fact) => fact.source)}::text[], ${attributes.map((fact) => fact.sourceId)}::text[],
        ${attributes.map((fact) => fact.reconstructed ?? false)}::boolean[]
      ) as row (lead_id, name, value, occurred_ms, known_ms, source, source_id, reconstructed)
      order by lead_id, name, occurred_ms, source, source_id
      on conflict do nothing
      returning lead_id
    )
    select distinct lead_id from stored
  `.execute(tx);
  return rows.map((row) => row.lead_id);
}

async function storeConsents(tx: Database, consents: readonly LeadConsent[]): Promise<readonly LeadId[]> {
  if (consents.length === 0) return [];
  const { rows } = await sql<{ lead_id: LeadId }>`
    with stored as (
      insert into lead_consent (lead_id, channel, status, lawful_basis, occurred_at, known_at, source, source_id)
      select lead_id, channel, status, lawful_basis, to_timestamp(occurred_ms / 1000.0), to_timestamp(known_ms / 1000.0),
        source, source_id
      from unnest(
        ${consents.map((fact) => fact.leadId)}::uuid[], ${consents.map((fact) => fact.channel)}::text[],
        ${consents.map((fact) => fact.status)}::text[], ${consents.map((fact) => fact.lawfulBasis ?? null)}::text[],
        ${consents.map((fact) => fact.occurredAt)}::bigint[], ${consents.map((fact) => fact.knownAt)}::bigint[],
        ${consents.map((fact) => fact.source)}::text[], ${consents.map((fact) => fact.sourceId)}::text[]
      ) as row (lead_id, channel, status, lawful_basis, occurred_ms, known_ms, source, source_id)
      order by lead_id, channel, occurred_ms, source, source_id
      on conflict do nothing
      returning lead_id
    )
    select distinct lead_id from stored
  `.execute(tx);
  return rows.map((row) => row.lead_id);
}

async function storeOutcomes(tx: Database, outcomes: readonly LeadOutcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  await sql`
    insert into outcome (lead_id, kind, value, occurred_at, known_at, source, source_id)
    select lead_id, kind, value, to_timestamp(occurred_ms / 1000.0), to_timestamp(known_ms / 1000.0), source, source_id
    from unnest(
      ${outcomes.map((fact) => fact.leadId)}::uuid[], ${outcomes.map((fact) => fact.kind)}::text[],
      ${outcomes.map((fact) => JSON.stringify(fact.value))}::jsonb[],
      ${outcomes.map((fact) => fact.occurredAt)}::bigint[], ${outcomes.map((fact) => fact.knownAt)}::bigint[],
      ${outcomes.map((fact) => fact.source)}::text[], ${outcomes.map((fact) => fact.sourceId)}::text[]
    ) as row (lead_id, kind, value, occurred_ms, known_ms, source, source_id)
    order by source, source_id, kind
    on conflict do nothing
  `.execute(tx);
}
