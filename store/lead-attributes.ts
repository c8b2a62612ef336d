import { sql } from 'kysely';
import type { AttributeValue, LeadId } from '../domain/lead';
import type { Database } from './database';

/** What a lead's attributes are now: of each, the newest statement by (occurredAt, source, sourceId). */
export async function currentAttributes(
  db: Database,
  leadId: LeadId,
): Promise<Readonly<Record<string, AttributeValue>>> {
  const { rows } = await sql<{ name: string; value: AttributeValue }>`
    select distinct on (name) name, value from lead_attribute where lead_id = ${leadId}
    order by name, occurred_at desc, source desc, source_id desc
  `.execute(db);
  return Object.fromEntries(rows.map((row) => [row.name, row.value]));
}
