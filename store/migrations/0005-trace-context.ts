import { sql, type Kysely } from 'kysely';

/**
 * Which trace the newest news of a lead, or a message in the inbox, belongs to. Written only where traces are on. Unlogged: lost
 * in a crash, it costs a trace its end and nothing else.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create unlogged table trace_context (
  subject text primary key,
  traceparent text not null,
  noted_at timestamptz not null
)`,
    )
    .execute(db);
}
