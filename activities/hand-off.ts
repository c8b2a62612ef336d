import type { Workspace } from '../config/workspace';
import type { EpochMs } from '../domain/time';
import { ladderOf, type Ladder } from '../lifecycle/ladder';
import { slaPlan } from '../lifecycle/sla';
import { recordAssignment } from '../store/assignment';
import { wishContacts, wishTask } from '../store/crm-wish';
import type { Database } from '../store/database';
import { readStanding, type LeadStanding } from '../store/lead-standing';
import { lockTrack, postponeHandOff, setOwner, type Track } from '../store/lead-track';
import { startClock } from '../store/sla-clock';
import { takeTurn } from './assign-rep';
import type { LeadActivities, LeadMoment } from './lead-activities';
import type { LeadDeps } from './lead-deps';
import { situationOf } from './lead-situation';
import { stockIn } from './take-stock';

const SHORTEST_QUEUE_MS = 60_000;

/** Gives a qualified lead its rep, its clock and its task in one transaction. Does nothing if a rep has it already. */
export const handOff =
  (deps: LeadDeps): LeadActivities['handOff'] =>
  async (request) => {
    const stock = await deps.db.transaction().execute(async (tx) => {
      await handOffIn(tx, deps, request);
      const after = await stockIn(tx, deps, request);
      deps.failpoint('hand_off.before_commit');
      return after;
    });
    deps.failpoint('hand_off.after_commit');
    return stock;
  };

async function handOffIn(
  tx: Database,
  deps: LeadDeps,
  request: LeadMoment & { readonly visitNo: number },
): Promise<void> {
  const track = await lockTrack(tx, request);
  if (track === null || track.closed || track.visitNo !== request.visitNo) return;
  const standing = await readStanding(tx, track, request.asOf);
  if (!standing.held) await give(tx, deps.workspace(), { track, standing, asOf: request.asOf });
}

async function give(
  tx: Database,
  workspace: Workspace,
  lead: { readonly track: Track; readonly standing: LeadStanding; readonly asOf: EpochMs },
): Promise<void> {
  const { track, asOf } = lead;
  const owner = await ownerFor(tx, workspace, lead);
  if (owner === null) return;
  await recordAssignment(tx, track, { attempt: 1, ...owner, assignedAt: asOf });
  await setOwner(tx, track, owner.repId);
  const plan = planOf(workspace, lead, owner.repId);
  await startClock(tx, track, { ...plan, startedAt: asOf });
  await wishContacts(tx, { leadIds: [track.leadId], purpose: 'hand_off', now: asOf });
  await wishTask(tx, { ...track, purpose: 'first_touch', dueAt: plan.dueAt, now: asOf });
}

/** The rep whose lead it becomes; null when it is queued until somebody is free. */
async function ownerFor(
  tx: Database,
  workspace: Workspace,
  lead: { readonly track: Track; readonly standing: LeadStanding; readonly asOf: EpochMs },
): Promise<{ readonly repId: string; readonly territory: string; readonly cause: string } | null> {
  const { track, standing, asOf } = lead;
  const present = workspace.team.reps.find((rep) => rep.id === track.ownerId);
  if (present !== undefined && track.route?.owner === 'keep' && track.route.role === undefined) {
    return { repId: present.id, territory: present.territories[0] ?? '', cause: 'kept' };
  }
  const routing = await takeTurn(tx, workspace, {
    track,
    decision: situationOf(track, standing, asOf).decision,
    settledAt: standing.settledAt,
    exclude: track.route?.owner === 'other' && track.ownerId !== null ? [track.ownerId] : [],
    asOf,
  });
  if (routing.kind === 'assigned') return routing;
  // Never at once again, whatever the calendars say.
  await postponeHandOff(tx, track, Math.max(routing.retryAt, asOf + SHORTEST_QUEUE_MS));
  return null;
}

function planOf(
  workspace: Workspace,
  lead: { readonly track: Track; readonly standing: LeadStanding; readonly asOf: EpochMs },
  repId: string,
): Ladder {
  const { policy, team } = workspace;
  const { decision } = situationOf(lead.track, lead.standing, lead.asOf);
  const sla = slaPlan(policy, team, {
    decision,
    settledAt: lead.standing.settledAt,
    repId,
    startAt: lead.asOf,
  });
  return ladderOf(policy, team, { sla, repId, startAt: lead.asOf });
}
