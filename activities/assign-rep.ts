import type { Workspace } from '../config/workspace';
import type { DecisionInputs } from '../domain/stage';
import type { EpochMs } from '../domain/time';
import { startOfRepDay } from '../lifecycle/business-time';
import { chooseRep, type Routing } from '../lifecycle/routing';
import { REP_ROLES, type RepRole } from '../lifecycle/team';
import { leadsGivenSince, lockTurn, passTurn } from '../store/assignment';
import type { Database } from '../store/database';
import { currentAttributes } from '../store/lead-attributes';
import type { Track } from '../store/lead-track';

/**
 * Takes the next turn in the rotation that is due for a lead. The first choice tells whose turn list it is; that list is
 * locked and the choice made again, so two leads at once never share a turn.
 */
export async function takeTurn(
  tx: Database,
  workspace: Workspace,
  lead: {
    readonly track: Track;
    readonly decision: DecisionInputs;
    readonly settledAt: EpochMs | null;
    readonly exclude: readonly string[];
    readonly asOf: EpochMs;
  },
): Promise<Routing> {
  const { policy, team } = workspace;
  const role = roleOf(lead.track.route?.role);
  const request = {
    attributes: await currentAttributes(tx, lead.track.leadId),
    decision: lead.decision,
    settledAt: lead.settledAt,
    ...(role === undefined ? {} : { role }),
    newToday: await newToday(tx, workspace, lead.asOf),
    exclude: lead.exclude,
    asOf: lead.asOf,
  };
  const first = chooseRep(policy, team, { ...request, lastRepIds: {} });
  if (first.kind === 'queued') return first;
  const last = await lockTurn(tx, first.rotation);
  const routing = chooseRep(policy, team, {
    ...request,
    lastRepIds: last === null ? {} : { [first.rotation]: last },
  });
  if (routing.kind === 'assigned') await passTurn(tx, routing.rotation, routing.repId);
  return routing;
}

/** Counted only where the policy or a rep has a cap. */
async function newToday(tx: Database, workspace: Workspace, asOf: EpochMs): Promise<Readonly<Record<string, number>>> {
  const { policy, team } = workspace;
  const capped = team.reps.filter((rep) => (rep.maxNewPerDay ?? policy.goLive.maxNewMqlPerRepDay) !== null);
  return await leadsGivenSince(tx, new Map(capped.map((rep) => [rep.id, startOfRepDay(rep.calendar, asOf)])));
}

const roleOf = (role: string | undefined): RepRole | undefined => REP_ROLES.find((known) => known === role);
