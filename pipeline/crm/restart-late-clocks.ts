import type { Workspace } from '../../config/workspace';
import type { LeadId } from '../../domain/lead';
import type { EpochMs } from '../../domain/time';
import { ladderOf } from '../../lifecycle/ladder';
import { slaPlanUnder } from '../../lifecycle/sla';
import { postponeTask } from '../../store/crm-wish';
import type { Database } from '../../store/database';
import { lockLateClocks, restartClock } from '../../store/sla-clock';
import { wakeLeads } from '../../store/wake';

/**
 * A rep who is told of a lead only now could not have acted before. Where steps of the ladder have come while the hand-off was
 * on its way (the CRM was away, a person had to mend something), the promise begins anew. Resolves to the new deadlines.
 */
export async function restartLateClocks(
  deps: { readonly db: Database; readonly workspace: () => Pick<Workspace, 'policy' | 'team'> },
  handedOff: { readonly leadIds: readonly LeadId[]; readonly now: EpochMs },
): Promise<ReadonlyMap<LeadId, EpochMs>> {
  const deadlines = new Map<LeadId, EpochMs>();
  if (handedOff.leadIds.length === 0) return deadlines;
  const { policy, team } = deps.workspace();
  await deps.db.transaction().execute(async (tx) => {
    for (const clock of await lockLateClocks(tx, handedOff)) {
      // A rep who has left the team meanwhile keeps the old promise: whoever looks after the lead sees that it is late.
      if (!team.reps.some(({ id }) => id === clock.ownerId)) continue;
      const lead = { repId: clock.ownerId, startAt: handedOff.now };
      const sla = slaPlanUnder(policy, team, { ...lead, slaPolicy: clock.policy });
      if (sla === null) continue;
      const ladder = ladderOf(policy, team, { ...lead, sla });
      await restartClock(tx, clock, ladder);
      await postponeTask(tx, { ...clock, purpose: 'first_touch', dueAt: ladder.dueAt });
      deadlines.set(clock.leadId, ladder.dueAt);
    }
    await wakeLeads(tx, [...deadlines.keys()].sort());
  });
  return deadlines;
}
