import type { Workspace } from '../config/workspace';
import type { EpochMs } from '../domain/time';
import { escalationStep, isAwaitingTouch, isSilent } from '../lifecycle/ladder';
import { recipientOf } from '../lifecycle/sla';
import { recordAssignment, repsOfVisit } from '../store/assignment';
import { wishContacts, wishTask } from '../store/crm-wish';
import type { Database } from '../store/database';
import { readStanding, type LeadStanding } from '../store/lead-standing';
import { lockTrack, setOwner, type Track } from '../store/lead-track';
import { declareBreach, recordStep } from '../store/sla-clock';
import { takeTurn } from './assign-rep';
import type { LeadActivities, Step } from './lead-activities';
import type { LeadDeps } from './lead-deps';
import { situationOf } from './lead-situation';
import { stockIn } from './take-stock';

interface Escalation {
  readonly track: Track;
  readonly standing: LeadStanding;
  readonly step: Step;
  readonly asOf: EpochMs;
}

/**
 * Takes one step of the ladder, once: the ledger row and what follows from it are one transaction. A step that the ladder no
 * longer has, since a touch or a late hand-off has written it anew, is not taken.
 */
export const escalate =
  (deps: LeadDeps): LeadActivities['escalate'] =>
  async (request) => {
    const stock = await deps.db.transaction().execute(async (tx) => {
      const track = await lockTrack(tx, request);
      if (track !== null && !track.closed && track.visitNo === request.visitNo) {
        const standing = await readStanding(tx, track, request.asOf);
        if (isOnLadder(standing, request.step)) {
          await takeStep(tx, deps.workspace(), { track, standing, step: request.step, asOf: request.asOf });
        }
      }
      const after = await stockIn(tx, deps, request);
      deps.failpoint('escalate.before_commit');
      return after;
    });
    deps.failpoint('escalate.after_commit');
    return stock;
  };

const isOnLadder = ({ clock }: LeadStanding, { step, dueAt }: Step): boolean =>
  clock?.steps.some((known) => known.step === step && known.at === dueAt) === true;

async function takeStep(tx: Database, workspace: Workspace, escalation: Escalation): Promise<void> {
  const { track, standing, step, asOf } = escalation;
  const recipient = recipientFor(workspace, escalation);
  const isNew = await recordStep(tx, track, { ...step, firedAt: asOf, recipient });
  if (!isNew) return;
  const { clock } = standing;
  if (clock !== null && isAwaitingTouch(step.step) && step.dueAt >= clock.dueAt) await declareBreach(tx, track);
  if (isSilent(step.step)) await wishContacts(tx, { leadIds: [track.leadId], purpose: 'refresh', now: asOf });
  else if (step.step === 'reassign') await reassign(tx, workspace, escalation);
  else await wishTask(tx, { ...track, purpose: step.step, dueAt: asOf, now: asOf });
}

function recipientFor(workspace: Workspace, { track, step }: Escalation): string | null {
  const isKnown = workspace.team.reps.some((rep) => rep.id === track.ownerId);
  if (isSilent(step.step) || track.ownerId === null || !isKnown) return null;
  // A missing verdict is the manager's business too.
  return recipientOf(workspace.team, { step: escalationStep(step.step) ?? 'manager', repId: track.ownerId });
}

/** Gives the lead to the next rep who has not had it in this visit. With nobody else left it stays where it is. */
async function reassign(tx: Database, workspace: Workspace, escalation: Escalation): Promise<void> {
  const { track, standing, asOf } = escalation;
  const former = await repsOfVisit(tx, track);
  const routing = await takeTurn(tx, workspace, {
    track,
    decision: situationOf(track, standing, asOf).decision,
    settledAt: standing.settledAt,
    exclude: former,
    asOf,
  });
  if (routing.kind === 'queued') return;
  const attempt = former.length + 1;
  await recordAssignment(tx, track, { attempt, ...routing, cause: 'reassigned', assignedAt: asOf });
  await setOwner(tx, track, routing.repId);
  await wishContacts(tx, { leadIds: [track.leadId], purpose: 'hand_off', now: asOf });
  await wishTask(tx, { ...track, purpose: `first_touch_${String(attempt)}`, dueAt: asOf, now: asOf });
}
