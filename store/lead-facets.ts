import { sql } from 'kysely';
import type { Stage } from '../domain/stage';
import type { Clock, EpochMs } from '../domain/time';
import type { Database } from './database';

const KEPT_MS = 10_000;

/** What leads can be filtered by, with how many there are of each. */
export interface LeadFacets {
  readonly stages: readonly { readonly stage: Stage; readonly count: number }[];
  readonly sources: readonly { readonly source: string; readonly count: number }[];
}

/** Counts at most every ten seconds, once for all who ask: it reads every lead. */
export function createFacetReader(deps: { readonly db: Database; readonly clock: Clock }): () => Promise<LeadFacets> {
  let kept: { readonly at: EpochMs; readonly facets: Promise<LeadFacets> } | null = null;
  return async () => {
    const now = deps.clock();
    if (kept === null || now - kept.at >= KEPT_MS) kept = { at: now, facets: countFacets(deps.db) };
    const asked = kept;
    return await asked.facets.catch((error: unknown) => {
      // A failure is not kept: the next one asks anew.
      if (kept === asked) kept = null;
      throw error;
    });
  };
}

/** The most frequent first; at most 100 sources. Merged and erased leads do not count. */
async function countFacets(db: Database): Promise<LeadFacets> {
  const stages = await sql<{ stage: Stage; count: number }>`
    select stage, count(*)::int as count from lead_track
    where track = 'main' and not exists (
      select from lead as gone where gone.id = lead_track.lead_id and (gone.merged_into is not null or gone.erased_at is not null)
    )
    group by stage order by count desc, stage
  `.execute(db);
  const sources = await sql<{ source: string; count: number }>`
    select source, count(*)::int as count from lead where merged_into is null and erased_at is null
    group by source order by count desc, source limit 100
  `.execute(db);
  return { stages: stages.rows, sources: sources.rows };
}
