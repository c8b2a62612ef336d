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
  // All are counted from the index alone; the few that were merged or erased are then taken off again.
  const { rows } = await sql<{ combined: CombinedScore; count: number }>`
    select combined, sum(leads)::int as count from (
      select combined, count(*) as leads from lead_score ${inStages} group by combined
      union all
      select combined, -count(*) from lead join lead_score on lead_score.lead_id = lead.id ${inStages}
      where merged_into is not null or erased_at is not null group by combined
    ) as counted
    group by combined having sum(leads) > 0
  `.execute(db);
  return new Map(rows.map((row) => [row.combined, row.count]));
}
