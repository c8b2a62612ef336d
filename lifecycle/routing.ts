import type { AttributeValue } from '../domain/lead';
import type { DecisionInputs } from '../domain/stage';
import type { EpochMs } from '../domain/time';
import { businessDayAfter, businessDayAt, type BusinessDay } from './business-time';
import type { Policy } from './policy';
import { standingRequest } from './request';
import type { Absence, Rep, RepRole, Team, Territory } from './team';

/** Which lead is to be given to somebody. */
export interface RoutedLead {
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly decision: DecisionInputs;
  readonly settledAt: EpochMs | null;
  /** The role a verdict asks for (`StageCall.route`); otherwise the lead's own request decides, else it is a BDR. */
  readonly role?: RepRole;
  /** Reps who have had this lead already. */
  readonly exclude: readonly string[];
  readonly asOf: EpochMs;
}

export interface RoutingRequest extends RoutedLead {
  /** Who was given the last lead, by the name of the rotation. */
  readonly lastRepIds: Readonly<Record<string, string>>;
  /** New MQLs given to each rep since `startOfRepDay`. */
  readonly newToday: Readonly<Record<string, number>>;
}

export type Routing =
  | {
      readonly kind: 'assigned';
      readonly repId: string;
      readonly territory: string;
      /** The rotation whose turn it was. */
      readonly rotation: string;
      readonly cause: 'rotation' | 'rotation_of_default_territory' | 'bdr_for_missing_role';
    }
  | {
      readonly kind: 'queued';
      readonly territory: string;
      readonly retryAt: EpochMs;
      readonly cause: 'all_at_cap' | 'all_away' | 'nobody_else';
    };

/** The reps who take a lead in turn. */
export interface Rotation {
  /** The territory, or `territory/role` for others than BDRs. */
  readonly name: string;
  readonly territory: string;
  /** In the order of team.yaml. Those excluded too, since they keep their place. */
  readonly reps: readonly Rep[];
  readonly cause: (Routing & { kind: 'assigned' })['cause'];
}

/**
 * Gives a lead to the next rep in the rotation of its territory, passing over those who are away on the day they would begin
 * and those who have had their new leads for the day. When nobody is left it is queued until somebody is free again.
 */
export function chooseRep(policy: Policy, team: Team, request: RoutingRequest): Routing {
  const rotation = rotationOf(policy, team, request);
  if (rotation === null) {
    const territory = territoryOf(team, request.attributes).id;
    const local = team.reps.filter((rep) => rep.territories.includes(territory));
    return queued(local, { territory, asOf: request.asOf, cause: 'nobody_else' });
  }
  const { name, territory, reps, cause } = rotation;
  const candidates = reps.filter(({ id }) => !request.exclude.includes(id));
  const free = candidates.filter((rep) => isFree(policy, rep, request));
  const rep = nextInTurn(reps, free, request.lastRepIds[name]);
  if (rep !== undefined) return { kind: 'assigned', repId: rep.id, territory, rotation: name, cause };
  const areAllAway = candidates.every((candidate) => isAwayAt(candidate, request.asOf));
  return queued(candidates, { territory, asOf: request.asOf, cause: areAllAway ? 'all_away' : 'all_at_cap' });
}

/**
 * The nearest reps with the role asked for: those of the lead's territory, then of the last one, then BDRs instead. Null when
 * everybody is excluded.
 */
export function rotationOf(policy: Policy, team: Team, lead: RoutedLead): Rotation | null {
  const role = lead.role ?? standingRequest(policy, lead)?.rule.to ?? 'bdr';
  const home = territoryOf(team, lead.attributes).id;
  const last = team.territories.at(-1)?.id ?? home;
  const rotation = (of: RepRole, territory: string, cause: Rotation['cause']): Rotation => ({
    name: of === 'bdr' ? territory : `${territory}/${of}`,
    territory,
    cause,
    reps: team.reps.filter((rep) => rep.role === of && rep.territories.includes(territory)),
  });
  const nearestFirst = [
    rotation(role, home, 'rotation'),
    rotation(role, last, 'rotation_of_default_territory'),
    rotation('bdr', home, 'bdr_for_missing_role'),
    rotation('bdr', last, 'bdr_for_missing_role'),
  ];
  return nearestFirst.find(({ reps }) => reps.some(({ id }) => !lead.exclude.includes(id))) ?? null;
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

function isFree(policy: Policy, rep: Rep, request: RoutingRequest): boolean {
  if (isAwayAt(rep, request.asOf)) return false;
  const cap = rep.maxNewPerDay ?? policy.goLive.maxNewMqlPerRepDay;
  const asked = standingRequest(policy, request);
  const isUncapped = asked !== null && policy.goLive.uncapped.includes(asked.kind);
  return cap === null || isUncapped || (request.newToday[rep.id] ?? 0) < cap;
}

/** Whether the rep is away on the business day on which a lead given now would be worked. */
const isAwayAt = (rep: Rep, asOf: EpochMs): boolean => absenceOn(rep, businessDayAt(rep.calendar, asOf)) !== undefined;

const absenceOn = (rep: Rep, day: BusinessDay): Absence | undefined =>
  rep.away.find(({ from, to }) => from <= day.date && day.date <= to);

/** The first free rep after the one who was given the last lead, in the order of team.yaml, beginning again at the end. */
function nextInTurn(reps: readonly Rep[], free: readonly Rep[], lastRepId: string | undefined): Rep | undefined {
  const last = reps.findIndex(({ id }) => id === lastRepId);
  const inTurn = [...reps.slice(last + 1), ...reps.slice(0, last + 1)];
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
