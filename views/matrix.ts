import { z } from 'zod';
import type { Stage } from '../domain/stage';
import type { EpochMs } from '../domain/time';
import type { LeadTallies } from '../store/lead-tallies';
import { COMBINED_SCORES, combinedSchema, zoneSchema } from './shapes';
import type { WorkspaceReader } from './workspaces';

export const matrixSchema = z
  .object({
    total: z.int(),
    cells: z
      .array(
        z.object({
          combined: combinedSchema,
          count: z.int(),
          zone: zoneSchema
            .nullable()
            .meta({ description: 'What the live policy does with the cell; null before a workspace is activated.' }),
        }),
      )
      .readonly()
      .meta({ description: 'All 16 cells, A4 (best) first. Leads of grade U stand in row C.' }),
  })
  .meta({ id: 'Matrix' });

export type Matrix = z.output<typeof matrixSchema>;

/** How many leads stand in each cell of fit × activity, and what each cell calls for. */
export async function viewMatrix(
  deps: { readonly tallies: LeadTallies; readonly workspaces: WorkspaceReader },
  query: { readonly stages: readonly Stage[] | null; readonly now: EpochMs },
): Promise<Matrix> {
  const standings = (await deps.tallies.standings()).filter(({ stage }) => query.stages?.includes(stage) ?? true);
  const active = await deps.workspaces.liveAt(query.now);
  const cells = COMBINED_SCORES.map((combined) => ({
    combined,
    count: sumOf(standings.filter((standing) => standing.combined === combined)),
    zone: active?.workspace.policy.grid[combined].zone ?? null,
  }));
  return { total: sumOf(cells), cells };
}

const sumOf = (counted: readonly { readonly count: number }[]): number =>
  counted.reduce((sum, { count }) => sum + count, 0);
