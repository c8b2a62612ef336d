import type { Workspace } from '../config/workspace';
import type { DecisionInputs } from '../domain/stage';
import type { EpochMs } from '../domain/time';
import { startOfRepDay } from '../lifecycle/business-time';
import { chooseRep, rotationOf, type RoutedLead, type Routing } from '../lifecycle/routing';
import { REP_ROLES, type Rep, type RepRole } from '../lifecycle/team';
import { leadsGivenSince, lockCaps, lockTurn, passTurn } from '../store/assignment';
import type { Database } from '../store/database';
import { currentAttributes } from '../store/lead-attributes';
import type { Track } from '../store/lead-track';

/**
 * Takes the next turn in the rotation that is due for a lead. The rotation is locked, and the caps if there are any, before
 * anything is counted, so that two leads at once share neither a turn nor, in whichever territories, the last place under a
 * cap.
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
  const routed: RoutedLead = {
    attributes: await currentAttributes(tx, lead.track.leadId),
    decision: lead.decision,
    settledAt: lead.settledAt,
    ...(role === undefined ? {} : { role }),
    exclude: lead.exclude,
    asOf: lead.asOf,
  };
  const rotation = rotationOf(policy, team, routed);
  const capped = cappedReps(workspace);
  if (capped.length > 0) await lockCaps(tx);
  const last = rotation === null ? null : await lockTurn(tx, rotation.name);
  const routing = chooseRep(policy, team, {
    ...routed,
    lastRepIds: rotation === null || last === null ? {} : { [rotation.name]: last },
    newToday: await newToday(tx, capped, lead.asOf),
  });
  if (routing.kind === 'assigned') await passTurn(tx, routing.rotation, routing.repId);
  return routing;
}

/** Those for whom the policy, or a line of their own, sets a cap. */
const cappedReps = ({ policy, team }: Workspace): readonly Rep[] =>
  team.reps.filter((rep) => (rep.maxNewPerDay ?? policy.goLive.maxNewMqlPerRepDay) !== null);

const newToday = (tx: Database, capped: readonly Rep[], asOf: EpochMs): Promise<Readonly<Record<string, number>>> =>
  leadsGivenSince(tx, new Map(capped.map((rep) => [rep.id, startOfRepDay(rep.calendar, asOf)])));

const roleOf = (role: string | undefined): RepRole | undefined => REP_ROLES.find((known) => known === role);
