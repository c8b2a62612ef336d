import { z } from 'zod';
import type { LeadTallies } from '../store/lead-tallies';
import { stageSchema } from './shapes';

export const leadFacetsSchema = z.object({
  sources: z.array(z.object({ source: z.string(), count: z.int() })).readonly(),
  stages: z.array(z.object({ stage: stageSchema, count: z.int() })).readonly(),
});

/** What leads can be filtered by, with how many there are of each, the most frequent first. */
export async function viewLeadFacets(tallies: LeadTallies): Promise<z.output<typeof leadFacetsSchema>> {
  const byStage = Map.groupBy(await tallies.standings(), ({ stage }) => stage);
  const stages = [...byStage].map(([stage, standings]) => ({
    stage,
    count: standings.reduce((sum, { count }) => sum + count, 0),
  }));
  return { sources: await tallies.sources(), stages: stages.toSorted((a, b) => b.count - a.count) };
}
