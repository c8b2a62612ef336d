import { LeadlineError } from '../domain/errors';
import type { DecisionInputs } from '../domain/stage';
import type { EpochMs } from '../domain/time';
import { addBusinessTime } from './business-time';
import type { EscalationStep, Policy, SlaPolicy } from './policy';
import { standingRequest } from './request';
import type { Rep, Team } from './team';

/** What is promised about an MQL, in instants. */
export interface SlaPlan {
  /** The policy's name: P1, P2, … */
  readonly policy: string;
  readonly dueAt: EpochMs;
  /** In order of time. */
  readonly steps: readonly { readonly step: EscalationStep; readonly at: EpochMs }[];
}

/** By when a rep has to accept or reject. */
export interface AcceptancePlan {
  /** The manager hears that there is no verdict. */
  readonly managerAt: EpochMs;
  /** The lead goes back (`Situation.verdictDueAt`). */
  readonly recycleAt: EpochMs;
}

/** The clock of a lead from `startAt`, in business time of the rep's calendar. Throws `unknown_rep`. */
export function slaPlan(
  policy: Policy,
  team: Team,
  lead: {
    readonly decision: DecisionInputs;
    readonly settledAt: EpochMs | null;
    readonly repId: string;
    readonly startAt: EpochMs;
  },
): SlaPlan {
  return planUnder(slaPolicyOf(policy, lead), team, lead);
}

/** The same clock begun anew; null when there is no policy of that name any more. Throws `unknown_rep`. */
export function slaPlanUnder(
  policy: Policy,
  team: Team,
  lead: { readonly slaPolicy: string; readonly repId: string; readonly startAt: EpochMs },
): SlaPlan | null {
  const found = policy.sla.policies.find(({ id }) => id === lead.slaPolicy);
  return found === undefined ? null : planUnder(found, team, lead);
}

function planUnder(
  { id, firstTouch, steps }: SlaPolicy,
  team: Team,
  lead: { readonly repId: string; readonly startAt: EpochMs },
): SlaPlan {
  const { calendar } = repOf(team, lead.repId);
  return {
    policy: id,
    dueAt: addBusinessTime(calendar, lead.startAt, firstTouch),
    steps: steps
      .map(({ step, after }) => ({ step, at: addBusinessTime(calendar, lead.startAt, after) }))
      .sort((a, b) => a.at - b.at),
  };
}

/** When a missing verdict has consequences, in business time of the rep's calendar. Throws `unknown_rep`. */
export function acceptancePlan(
  policy: Policy,
  team: Team,
  lead: { readonly repId: string; readonly startAt: EpochMs },
): AcceptancePlan {
  const { calendar } = repOf(team, lead.repId);
  const { within, recycleAfter } = policy.sla.acceptance;
  return {
    managerAt: addBusinessTime(calendar, lead.startAt, within),
    recycleAt: addBusinessTime(calendar, lead.startAt, recycleAfter),
  };
}

/** Whether an MQL gets an owner and a clock: one found by the quiet first scoring does only if the policy says so. */
export const opensClock = (policy: Policy, visit: { readonly quiet: boolean }): boolean =>
  !visit.quiet || policy.goLive.baselineOpensSla;

/** Who hears of an escalation step: the rep of a reminder, else the manager, or whom the manager reports to. Throws `unknown_rep`. */
export function recipientOf(team: Team, escalation: { readonly step: EscalationStep; readonly repId: string }): string {
  const rep = repOf(team, escalation.repId);
  if (escalation.step === 'remind') return rep.id;
  if (escalation.step !== 'director') return rep.managerId;
  return team.managers.find(({ id }) => id === rep.managerId)?.reportsTo ?? rep.managerId;
}

/** A rep by id. Throws `unknown_rep`, when the team has changed since the lead was given to the rep. */
export function repOf(team: Team, repId: string): Rep {
  const rep = team.reps.find(({ id }) => id === repId);
  if (rep === undefined) {
    throw new LeadlineError('unknown_rep', `There is no rep "${repId}" in the team.`, {
      remedy: 'Add the rep to team.yaml again, or give their leads to somebody else.',
    });
  }
  return rep;
}

function slaPolicyOf(
  policy: Policy,
  lead: { readonly decision: DecisionInputs; readonly settledAt: EpochMs | null; readonly startAt: EpochMs },
): SlaPolicy {
  const { decision, settledAt, startAt: asOf } = lead;
  const request = standingRequest(policy, { decision, settledAt, asOf });
  const found = policy.sla.policies.find(
    ({ requests, cells, others }) =>
      others || cells.includes(decision.combined) || (request !== null && requests.includes(request.kind)),
  );
  if (found === undefined) throw new Error('A checked policy has a clock for every lead.');
  return found;
}
