import { sql } from 'kysely';
import type { CombinedScore } from '../domain/evaluation';
import type { Stage } from '../domain/stage';
import type { Clock } from '../domain/time';
import type { Database } from './database';
import { keptFor } from './kept';

/** How many leads stand in a stage with a combined score; null: not scored yet. */
export interface StandingCount {
  readonly stage: Stage;
  readonly combined: CombinedScore | null;
  readonly count: number;
}

export interface SourceCount {
  readonly source: string;
  readonly count: number;
}

/** Counts over all leads. They read every one, so they are made once for all who ask within a while. */
export interface LeadTallies {
  /** At most two seconds old: whoever is told of a change and asks two seconds later sees it counted. */
  readonly standings: () => Promise<readonly StandingCount[]>;
  /** At most twenty seconds old. */
  readonly sources: () => Promise<readonly SourceCount[]>;
}

export const createLeadTallies = ({ db, clock }: { readonly db: Database; readonly clock: Clock }): LeadTallies => ({
  standings: keptFor(1_000, clock, () => countStandings(db)),
  sources: keptFor(10_000, clock, () => countSources(db)),
});

/** Counts every lead on its main track, from indexes alone: 0.1 s for 100,000. Merged and erased leads do not count. */
async function countStandings(db: Database): Promise<readonly StandingCount[]> {
  const { rows } = await sql<StandingCount>`
    select lead_track.stage, lead_score.combined, count(*)::int as count
    from lead_track left join lead_score on lead_score.lead_id = lead_track.lead_id
    where track = 'main' and not exists (
      select from lead as gone where gone.id = lead_track.lead_id and (gone.merged_into is not null or gone.erased_at is not null)
    )
    group by 1, 2 order by 1, 2
  `.execute(db);
  return rows;
}

/** The sources leads came from, the most frequent first; at most 100. Merged and erased leads do not count. */
async function countSources(db: Database): Promise<readonly SourceCount[]> {
  const { rows } = await sql<SourceCount>`
    select source, count(*)::int as count from lead where merged_into is null and erased_at is null
    group by source order by count desc, source limit 100
  `.execute(db);
  return rows;
}
