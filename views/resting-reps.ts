import type { EpochMs } from '../domain/time';
import { businessDayAt, isBusinessTime } from '../lifecycle/business-time';
import type { WorkspaceReader } from './workspaces';

/** The reps whose clocks stand still at an instant, since their hours are over, and when each goes on. */
export async function restingReps(workspaces: WorkspaceReader, now: EpochMs): Promise<ReadonlyMap<string, EpochMs>> {
  const active = await workspaces.liveAt(now);
  const reps = active?.workspace.team.reps ?? [];
  return new Map(
    reps
      .filter(({ calendar }) => !isBusinessTime(calendar, now))
      .map(({ id, calendar }) => [id, businessDayAt(calendar, now).opening.from]),
  );
}
