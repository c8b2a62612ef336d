import { sql, type Kysely } from 'kysely';

/** A row of an index holds at most 2.7 kB, a name as much as a form lets through: 200 characters of it are looked for. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql
    .raw(
      `
drop index lead_attribute_search;
-- The list of attributes and the length are repeated in lead-search.ts.
create index lead_attribute_search on lead_attribute (left(lower(value #>> '{}'), 200) text_pattern_ops)
  where name in ('first_name', 'last_name', 'company');
`,
    )
    .execute(db);
}
