import { sql } from 'kysely';
import type { CombinedScore } from '../domain/evaluation';
import type { LeadId } from '../domain/lead';
import type { Stage } from '../domain/stage';
import type { Database } from './database';

/** Where a lead stands, in a line. */
export interface LeadBrief {
  readonly source: string;
  readonly stage: Stage;
  readonly combined: CombinedScore | null;
  readonly ownerId: string | null;
}

/** Briefs of leads by id; those that are not there are not in the answer. */
export async function readLeadBriefs(
  db: Database,
  leadIds: readonly LeadId[],
): Promise<ReadonlyMap<LeadId, LeadBrief>> {
  if (leadIds.length === 0) return new Map();
  const { rows } = await sql<LeadBrief & { readonly id: LeadId }>`
    select lead.id, lead.source, track.stage, score.combined, track.owner_id as "ownerId"
    from lead
    join lead_track track on track.lead_id = lead.id and track.track = 'main'
    left join lead_score score on score.lead_id = lead.id
    where lead.id = any(${[...leadIds]}::uuid[])
  `.execute(db);
  return new Map(rows.map(({ id, ...brief }) => [id, brief]));
}

/** How many leads stand in each stage and came from each source, the most frequent first. Merged and erased ones do not count. */
export async function countFacets(db: Database): Promise<{
  readonly stages: readonly { readonly stage: Stage; readonly count: number }[];
  readonly sources: readonly { readonly source: string; readonly count: number }[];
}> {
  // What has gone is few and has an index: taken off, so that what remains is counted from indexes alone.
  const stages = await sql<{ stage: Stage; count: number }>`
    select stage, (count(*) - (
      select count(*) from lead join lead_track gone on gone.lead_id = lead.id and gone.track = 'main'
      where (lead.merged_into is not null or lead.erased_at is not null) and gone.stage = lead_track.stage
    ))::int as count
    from lead_track where track = 'main' group by stage order by count desc, stage
  `.execute(db);
  const sources = await sql<{ source: string; count: number }>`
    select source, count(*)::int as count from lead where merged_into is null and erased_at is null
    group by source order by count desc, source limit 100
  `.execute(db);
  return { stages: stages.rows, sources: sources.rows };
}
