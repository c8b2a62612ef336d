import { z } from 'zod';
import { startOfUtcDay, utcDay, type EpochMs } from '../domain/time';
import type { Database } from '../store/database';
import { readRepLoads } from '../store/rep-load';
import type { WorkspaceReader } from './workspaces';

export const teamViewSchema = z
  .object({
    managers: z.array(z.object({ id: z.string(), email: z.string(), reportsTo: z.string().nullable() })).readonly(),
    reps: z
      .array(
        z.object({
          id: z.string(),
          role: z.string(),
          email: z.string(),
          managerId: z.string(),
          territories: z.array(z.string()).readonly(),
          maxNewPerDay: z.int().nullable(),
          openLeads: z.int(),
          newToday: z.int().meta({ description: 'Hand-offs received since the beginning of the UTC day.' }),
          runningClocks: z.int(),
        }),
      )
      .readonly(),
    territories: z.array(z.string()).readonly(),
  })
  .meta({ id: 'Team' });

export type TeamView = z.output<typeof teamViewSchema>;

/** The team of the live workspace with what each rep has on the desk; null before a workspace was ever activated. */
export async function viewTeam(
  deps: { readonly db: Database; readonly workspaces: WorkspaceReader },
  now: EpochMs,
): Promise<TeamView | null> {
  const active = await deps.workspaces.liveAt(now);
  if (active === null) return null;
  const { team, policy } = active.workspace;
  const loads = await readRepLoads(deps.db, startOfUtcDay(utcDay(now)));
  return {
    managers: team.managers.map(({ id, email, reportsTo }) => ({ id, email, reportsTo })),
    reps: team.reps.map((rep) => {
      const load = loads.get(rep.id);
      return {
        id: rep.id,
        role: rep.role,
        email: rep.email,
        managerId: rep.managerId,
        territories: rep.territories,
        maxNewPerDay: rep.maxNewPerDay ?? policy.goLive.maxNewMqlPerRepDay,
        openLeads: load?.openLeads ?? 0,
        newToday: load?.newLeads ?? 0,
        runningClocks: load?.runningClocks ?? 0,
      };
    }),
    territories: team.territories.map((territory) => territory.id),
  };
}
