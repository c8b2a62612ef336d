import { sql, type Kysely } from 'kysely';

/**
 * What is counted over all leads (store/lead-tallies.ts) is read from indexes alone, and these hold what it asks for. The
 * cell stands in the index by rank, which every evaluation writes anyway; in one of its own, equal keys could not be merged.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql
    .raw(
      `
drop index lead_score_rank;
create index lead_score_rank on lead_score (engagement, lead_id) include (combined);
create index lead_track_standing on lead_track (stage, lead_id) where track = 'main';
create index lead_source on lead (source) where merged_into is null and erased_at is null;
`,
    )
    .execute(db);
}
