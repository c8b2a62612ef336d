import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { Alias, LeadId } from '../domain/lead';
import type { EpochMs } from '../domain/time';
import type { Database } from './database';
import { at } from './database';
import { enqueueScoring } from './score-queue';
import { aliasKey, assignAliases, type AliasOwner, type Assignment, type ResolvedLead } from './alias-assignment';

export type { ResolvedLead } from './alias-assignment';

export interface LeadLookup {
  /** How each record names its person; at least one alias each. */
  readonly references: readonly (readonly Alias[])[];
  /** Which connection or import the leads come from; kept with those that are created. */
  readonly source: string;
  /** First scoring of a known database: the first stage opens no clock. */
  readonly quiet?: boolean;
  readonly now: EpochMs;
}

/** Leads are created one transaction at a time, so that two ingesters never make one person twice. */
const CREATION_LOCK = 7_301_001;

/**
 * Finds or creates the lead of each record, in the order given. A record that names both an e-mail and an external id
 * links them; where they already belong to two leads, the external id's lead is taken, nothing is changed and `conflict`
 * names the other. A new lead gets its aliases, its track and its first stage, and goes before the scorer.
 *
 * Call it once in a transaction and before other writes: creation holds a lock until the transaction ends.
 */
export async function resolveLeads(tx: Database, lookup: LeadLookup): Promise<readonly ResolvedLead[]> {
  if (lookup.references.length === 0) return [];
  const newId = (): LeadId => uuidv7({ msecs: lookup.now });
  const known = assignAliases(lookup.references, await findAliases(tx, lookup.references), newId);
  if (known.newAliases.length === 0) return known.resolved;

  await sql`select pg_advisory_xact_lock(${CREATION_LOCK})`.execute(tx);
  const assignment = assignAliases(lookup.references, await findAliases(tx, lookup.references), newId);
  await createLeads(tx, assignment.newLeads, lookup);
  const owners = await createAliases(tx, assignment, lookup.now);
  // An address is part of the profile, and a new lead is scored even if nothing but its name is known.
  const named = new Set(assignment.newAliases.map((entry) => entry.leadId));
  await enqueueScoring(tx, [...named], { kind: 'profile', quiet: lookup.quiet ?? false });
  return assignment.resolved.map((lead) => ({ ...lead, aliasId: lead.aliasId ?? owners.get(lead.aliasKey) ?? null }));
}

async function findAliases(
  tx: Database,
  references: readonly (readonly Alias[])[],
): Promise<ReadonlyMap<string, AliasOwner>> {
  const wanted = new Map<string, Alias>();
  for (const aliases of references) for (const alias of aliases) wanted.set(aliasKey(alias), alias);
  const { kinds, sources, values } = columnsOf([...wanted.values()]);
  const { rows } = await sql<{ id: number; lead_id: LeadId; kind: Alias['kind']; source: string; value: string }>`
    select a.id, a.lead_id, a.kind, a.source, a.value
    from unnest(${kinds}::text[], ${sources}::text[], ${values}::text[]) as wanted (kind, source, value)
    join lead_alias a using (kind, source, value)
    where a.valid_to is null
  `.execute(tx);
  return new Map(rows.map((row) => [aliasKey(row), { leadId: row.lead_id, aliasId: row.id }]));
}

async function createLeads(tx: Database, leadIds: readonly LeadId[], lookup: LeadLookup): Promise<void> {
  if (leadIds.length === 0) return;
  const now = at(lookup.now);
  const quiet = lookup.quiet ?? false;
  await sql`
    with ids as (select unnest(${[...leadIds]}::uuid[]) as id),
    leads as (insert into lead (id, source, created_at) select id, ${lookup.source}, ${now} from ids),
    tracks as (
      insert into lead_track (lead_id, stage, stage_since, quiet) select id, 'subscriber', ${now}, ${quiet} from ids
    )
    insert into stage_move (lead_id, track, visit_no, episode, to_stage, cause, decided_by, quiet, occurred_at, known_at)
    select id, 'main', 1, 1, 'subscriber', 'identified', 'leadline', ${quiet}, ${now}, ${now} from ids
  `.execute(tx);
}

/** Returns the new aliases' ids by key. */
async function createAliases(
  tx: Database,
  { newAliases }: Assignment,
  now: EpochMs,
): Promise<ReadonlyMap<string, number>> {
  const { kinds, sources, values } = columnsOf(newAliases.map((entry) => entry.alias));
  const { rows } = await sql<{ id: number; kind: Alias['kind']; source: string; value: string }>`
    insert into lead_alias (lead_id, kind, source, value, valid_from)
    select lead_id, kind, source, value, ${at(now)}
    from unnest(${newAliases.map((entry) => entry.leadId)}::uuid[], ${kinds}::text[], ${sources}::text[], ${values}::text[])
      as fresh (lead_id, kind, source, value)
    returning id, kind, source, value
  `.execute(tx);
  return new Map(rows.map((row) => [aliasKey(row), row.id]));
}

function columnsOf(aliases: readonly Alias[]): { kinds: string[]; sources: string[]; values: string[] } {
  return {
    kinds: aliases.map((alias) => alias.kind),
    sources: aliases.map((alias) => (alias.kind === 'email' ? '' : alias.source)),
    values: aliases.map((alias) => alias.value),
  };
}
