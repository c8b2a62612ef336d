import { sql, type Kysely } from 'kysely';

/** How much of its day's calls a connection has used, as the CRM last said. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table crm_quota (
      connection_id text primary key references connection,
      per_day integer not null,
      remaining integer not null,
      resets_at timestamptz not null,
      seen_at timestamptz not null
    )
  `.execute(db);
}
