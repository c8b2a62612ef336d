import { sql } from 'kysely';
import type { CombinedScore } from '../domain/evaluation';
import type { Stage } from '../domain/stage';
import type { Database } from './database';

/** How many leads stand in each cell of the matrix, of all stages or of some. Cells without leads are absent. */
export async function countCells(
  db: Database,
  stages: readonly Stage[] | null,
): Promise<ReadonlyMap<CombinedScore, number>> {
  const inStages =
    stages === null
      ? sql``
      : sql`join lead_track on lead_track.lead_id = lead_score.lead_id and track = 'main' and stage = any(${[...stages]}::text[])`;
  const { rows } = await sql<{ combined: CombinedScore; count: number }>`
    select combined, count(*)::int as count from lead_score ${inStages}
    where not exists (
      select from lead where lead.id = lead_score.lead_id and (merged_into is not null or erased_at is not null)
    )
    group by combined
  `.execute(db);
  return new Map(rows.map((row) => [row.combined, row.count]));
}
