import { sql } from 'kysely';
import type { LeadId } from '../domain/lead';
import type { Database } from './database';

/** Whether a lead is there and not erased. */
export async function leadExists(db: Database, leadId: LeadId): Promise<boolean> {
  const row = await db
    .selectFrom('lead')
    .select('id')
    .where('id', '=', leadId)
    .where('erased_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** The lead that an e-mail or a source's id names now; for people who type one instead of an id. */
export async function findLeadByAlias(db: Database, value: string): Promise<LeadId | null> {
  const row = await db
    .selectFrom('lead_alias')
    .select('lead_id')
    .where(sql<string>`lower(value)`, '=', value.toLowerCase())
    .where('valid_to', 'is', null)
    .orderBy('id')
    .executeTakeFirst();
  return row?.lead_id ?? null;
}
