import { sql, type Kysely } from 'kysely';

/** What could not be told: whether the workspace lists a connection, whoever has paused it, and which versions of a wish hand off. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table connection add column listed boolean not null default true`.execute(db);
  await sql`update connection set listed = false where paused_by = 'workspace'`.execute(db);
  await sql`alter table crm_wish add column hand_off_after bigint`.execute(db);
  // Every error waited for a person.
  await sql`alter table sync_error drop column permanent`.execute(db);
}
