import { sql, type Kysely } from 'kysely';

/** Whether the workspace lists a connection: a fact of its own, whoever has paused it. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table connection add column listed boolean not null default true`.execute(db);
  await sql`update connection set listed = false where paused_by = 'workspace'`.execute(db);
}
