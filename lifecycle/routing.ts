import type { AttributeValue } from '../domain/lead';
import type { DecisionInputs } from '../domain/stage';
import type { EpochMs } from '../domain/time';
import { businessDayAfter, businessDayAt, type BusinessDay } from './business-time';
import type { Policy } from './policy';
import { standingRequest, type StandingRequest } from './request';
import type { Absence, Rep, RepRole, Team, Territory } from './team';

export interface RoutingRequest {
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly decision: DecisionInputs;
  readonly settledAt: EpochMs | null;
  /** The role a verdict asks for (`StageCall.route`); otherwise the lead's own request decides, else it is a BDR. */
  readonly role?: RepRole;
  /** Who was given the last lead, by `rotation`. */
  readonly lastRepIds: Readonly<Record<string, string>>;
  /** New MQLs given to each rep since `startOfRepDay`. */
  readonly newToday: Readonly<Record<string, number>>;
  /** Reps who have had this lead already. */
  readonly exclude: readonly string[];
  readonly asOf: EpochMs;
}

export type Routing =
  | {
      readonly kind: 'assigned';
      readonly repId: string;
      readonly territory: string;
      /** Whose turn list this was: the territory, or `territory/role` for others than BDRs. */
      readonly rotation: string;
      readonly cause: 'rotation' | 'rotation_of_default_territory' | 'bdr_for_missing_role';
    }
  | {
      readonly kind: 'queued';
      readonly territory: string;
      readonly retryAt: EpochMs;
      readonly cause: 'all_at_cap' | 'all_away' | 'nobody_else';
    };

/** The reps who take turns, and whether they do so for want of others. */
interface Pool {
  readonly role: RepRole;
  readonly territory: string;
  /** Those excluded too, since they keep their place in the rotation. */
  readonly reps: readonly Rep[];
  readonly cause: (Routing & { kind: 'assigned' })['cause'];
}

/**
 * Gives a lead to the next rep in the rotation of its territory, passing over those who are away on the day they would begin
 * and those who have had their new leads for the day. When nobody is left it is queued until somebody is free again.
 */
export function chooseRep(policy: Policy, team: Team, request: RoutingRequest): Routing {
  const territory = territoryOf(team, request.attributes);
  const standing = standingRequest(policy, request);
  const role = request.role ?? standing?.rule.to ?? 'bdr';
  const pool = poolOf(team, { role, territory: territory.id, exclude: request.exclude });
  if (pool === null) {
    const local = team.reps.filter((rep) => rep.territories.includes(territory.id));
    return queued(local, { territory: territory.id, asOf: request.asOf, cause: 'nobody_else' });
  }
  const candidates = pool.reps.filter(({ id }) => !request.exclude.includes(id));
  const free = candidates.filter((rep) => isFree(policy, rep, { ...request, standing }));
  const rotation = pool.role === 'bdr' ? pool.territory : `${pool.territory}/${pool.role}`;
  const rep = nextInTurn(pool.reps, free, request.lastRepIds[rotation]);
  if (rep !== undefined) {
    return { kind: 'assigned', repId: rep.id, territory: pool.territory, rotation, cause: pool.cause };
  }
  const allAway = candidates.every((candidate) => isAwayAt(candidate, request.asOf));
  return queued(candidates, {
    territory: pool.territory,
    asOf: request.asOf,
    cause: allAway ? 'all_away' : 'all_at_cap',
  });
}

/** The first territory whose conditions the lead meets; the last one takes every lead. Texts are compared without regard to case. */
export function territoryOf(team: Team, attributes: Readonly<Record<string, AttributeValue>>): Territory {
  const fits = ({ when }: Territory): boolean =>
    when.every(({ attribute, values }) => {
      const has = Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
      return has !== undefined && values.some((value) => comparable(value) === comparable(has));
    });
  const found = team.territories.find(fits);
  if (found === undefined) throw new Error('A checked team ends with a territory that takes every lead.');
  return found;
}

const comparable = (value: AttributeValue): AttributeValue =>
  typeof value === 'string' ? value.trim().toLowerCase() : value;

/** The nearest group with the role asked for: of the territory, then of the last one, then its BDRs; null if all are excluded. */
function poolOf(
  team: Team,
  lead: { readonly role: RepRole; readonly territory: string; readonly exclude: readonly string[] },
): Pool | null {
  const lastTerritory = team.territories.at(-1)?.id ?? lead.territory;
  const pool = (role: RepRole, territory: string, cause: Pool['cause']): Pool => ({
    role,
    territory,
    cause,
    reps: team.reps.filter((rep) => rep.role === role && rep.territories.includes(territory)),
  });
  const pools = [
    pool(lead.role, lead.territory, 'rotation'),
    pool(lead.role, lastTerritory, 'rotation_of_default_territory'),
    pool('bdr', lead.territory, 'bdr_for_missing_role'),
    pool('bdr', lastTerritory, 'bdr_for_missing_role'),
  ];
  return pools.find(({ reps }) => reps.some(({ id }) => !lead.exclude.includes(id))) ?? null;
}

function isFree(
  policy: Policy,
  rep: Rep,
  lead: {
    readonly newToday: Readonly<Record<string, number>>;
    readonly standing: StandingRequest | null;
    readonly asOf: EpochMs;
  },
): boolean {
  if (isAwayAt(rep, lead.asOf)) return false;
  const cap = rep.maxNewPerDay ?? policy.goLive.maxNewMqlPerRepDay;
  const isUncapped = lead.standing !== null && policy.goLive.uncapped.includes(lead.standing.kind);
  return cap === null || isUncapped || (lead.newToday[rep.id] ?? 0) < cap;
}

/** Whether the rep is away on the business day on which a lead given now would be worked. */
const isAwayAt = (rep: Rep, asOf: EpochMs): boolean => absenceOn(rep, businessDayAt(rep.calendar, asOf)) !== undefined;

const absenceOn = (rep: Rep, day: BusinessDay): Absence | undefined =>
  rep.away.find(({ from, to }) => from <= day.date && day.date <= to);

/** The first free rep after the one who was given the last lead, in the order of team.yaml, beginning again at the end. */
function nextInTurn(pool: readonly Rep[], free: readonly Rep[], lastRepId: string | undefined): Rep | undefined {
  const last = pool.findIndex(({ id }) => id === lastRepId);
  const inTurn = [...pool.slice(last + 1), ...pool.slice(0, last + 1)];
  return inTurn.find((rep) => free.includes(rep));
}

/** Queued until the opening of the first business day after the present one on which one of the reps is there. */
function queued(
  reps: readonly Rep[],
  lead: { readonly territory: string; readonly asOf: EpochMs; readonly cause: (Routing & { kind: 'queued' })['cause'] },
): Routing {
  const openings = reps.map((rep) => {
    let day = businessDayAfter(rep.calendar, businessDayAt(rep.calendar, lead.asOf).date);
    for (let away = absenceOn(rep, day); away !== undefined; away = absenceOn(rep, day)) {
      day = businessDayAfter(rep.calendar, away.to);
    }
    return day.opening.from;
  });
  return { kind: 'queued', territory: lead.territory, retryAt: Math.min(...openings), cause: lead.cause };
}
