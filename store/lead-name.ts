import { sql } from 'kysely';
import type { LeadId } from '../domain/lead';
import type { Database } from './database';
import { newestFirst } from './statement-order';

/** How a person is named in a line of a list. Personal data: for who may read leads, never for logs. */
export interface LeadName {
  readonly name: string | null;
  readonly company: string | null;
  readonly email: string | null;
}

const NAMELESS: LeadName = { name: null, company: null, email: null };

/** Names of leads, by the newest statement of each attribute. Every id asked for is in the answer. */
export async function readLeadNames(db: Database, leadIds: readonly LeadId[]): Promise<ReadonlyMap<LeadId, LeadName>> {
  const names = new Map<LeadId, LeadName>(leadIds.map((id) => [id, NAMELESS]));
  if (leadIds.length === 0) return names;
  const { rows } = await sql<{
    id: LeadId;
    first: string | null;
    last: string | null;
    company: string | null;
    email: string | null;
  }>`
    select ids.id,
      ${newest('first_name')} as first, ${newest('last_name')} as last, ${newest('company')} as company,
      (select value from lead_alias a where a.lead_id = ids.id and a.kind = 'email' and a.valid_to is null
        order by a.valid_from desc, a.id desc limit 1) as email
    from unnest(${[...leadIds]}::uuid[]) as ids (id)
  `.execute(db);
  for (const row of rows) {
    const name = [row.first, row.last].filter((part) => part !== null && part !== '').join(' ');
    names.set(row.id, { name: name === '' ? null : name, company: row.company, email: row.email });
  }
  return names;
}

const newest = (attribute: 'first_name' | 'last_name' | 'company') => sql`(
  select value #>> '{}' from lead_attribute a where a.lead_id = ids.id and a.name = ${attribute}
  order by ${newestFirst} limit 1
)`;
