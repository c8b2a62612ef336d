import { sql, type Kysely } from 'kysely';

/** The ledger of what was written to a CRM: a wish is one row a record, overwritten by the next. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table crm_write (
      connection_id text not null references connection,
      ref text not null,
      version bigint not null,
      lead_id uuid not null,
      kind text not null check (kind in ('contact', 'task')),
      purpose text not null,
      track text not null,
      visit_no integer,
      crm_id text not null,
      -- Of contacts: the score that was written, in hundredths.
      engagement integer,
      written_at timestamptz not null,
      primary key (connection_id, ref, version)
    )
  `.execute(db);
  await sql`create index crm_write_lead on crm_write (lead_id, written_at)`.execute(db);
}
