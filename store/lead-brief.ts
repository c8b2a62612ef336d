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
