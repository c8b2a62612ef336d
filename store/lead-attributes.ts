import { sql } from 'kysely';
import type { AttributeValue, LeadId } from '../domain/lead';
import type { Database } from './database';
import { newestFirst } from './statement-order';

/** What a lead's attributes are now: of each, the newest statement, which is the one that was scored. */
export async function currentAttributes(
  db: Database,
  leadId: LeadId,
): Promise<Readonly<Record<string, AttributeValue>>> {
  const { rows } = await sql<{ name: string; value: AttributeValue }>`
    select distinct on (name) name, value from lead_attribute where lead_id = ${leadId}
    order by name, ${newestFirst}
  `.execute(db);
  return Object.fromEntries(rows.map((row) => [row.name, row.value]));
}
