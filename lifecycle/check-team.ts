import { isZone } from './calendar';
import { isHolidayRegion } from './holidays';
import type { SemanticProblem } from './problem';
import type { TeamConfig } from './team-schema';

type Path = readonly (string | number)[];

/** What the schema cannot see: people and places that do not exist, leads that would have nobody. */
export function checkTeam(config: TeamConfig): readonly SemanticProblem[] {
  return [
    ...checkIds(config),
    ...checkEmails(config),
    ...checkCircles(config),
    ...checkReferences(config),
    ...checkTerritories(config),
    ...checkCalendars(config),
    ...checkAbsences(config),
  ];
}

function checkIds(config: TeamConfig): SemanticProblem[] {
  const people = [
    ...config.managers.map(({ id }, index) => ({ id, path: ['managers', index, 'id'] })),
    ...config.reps.map(({ id }, index) => ({ id, path: ['reps', index, 'id'] })),
  ];
  const territories = config.territories.map(({ id }, index) => ({ id, path: ['territories', index, 'id'] }));
  return [people, territories].flatMap((named) =>
    named
      .filter(({ id }, index) => named.findIndex((other) => other.id === id) < index)
      .map(({ id, path }) => ({ path, message: `The id ${id} is taken.`, remedy: 'Choose another id.' })),
  );
}

/** The CRM knows a rep by the e-mail address: of two with one address, one would get the other's leads. */
const checkEmails = ({ reps }: TeamConfig): SemanticProblem[] =>
  reps.flatMap(({ email }, index) => {
    const other = reps.find((rep) => rep.email.toLowerCase() === email.toLowerCase());
    if (other === undefined || other === reps[index]) return [];
    const message = `The e-mail address is that of ${other.id} too.`;
    const remedy = 'Give each rep the address of their own CRM user, or make the two one rep.';
    return [{ path: ['reps', index, 'email'], message, remedy }];
  });

/** Each circle is told once, at its first manager. */
function checkCircles({ managers }: TeamConfig): SemanticProblem[] {
  const above = new Map(managers.map((manager) => [manager.id, manager.reports_to]));
  const told = new Set<string>();
  return managers.flatMap(({ id }, index) => {
    const chain = [id];
    for (let next = above.get(id); next !== undefined && !chain.includes(next); next = above.get(next))
      chain.push(next);
    if (above.get(chain.at(-1) ?? id) !== id || told.has(id)) return [];
    for (const member of chain) told.add(member);
    const message = `The managers report in a circle: ${[...chain, id].join(', ')}.`;
    return [{ path: ['managers', index, 'reports_to'], message, remedy: 'Leave `reports_to` out at the topmost.' }];
  });
}

function checkReferences(config: TeamConfig): SemanticProblem[] {
  const managers = config.managers.map(({ id }) => id);
  const territories = config.territories.map(({ id }) => id);
  const problems: SemanticProblem[] = [];
  const refer = (id: string, known: readonly string[], what: string, path: Path): void => {
    if (known.includes(id)) return;
    problems.push({ path, message: `There is no ${what} "${id}".`, remedy: `Write one of: ${known.join(', ')}.` });
  };
  config.managers.forEach((manager, index) => {
    if (manager.reports_to !== undefined)
      refer(manager.reports_to, managers, 'manager', ['managers', index, 'reports_to']);
  });
  config.reps.forEach((rep, index) => {
    refer(rep.manager, managers, 'manager', ['reps', index, 'manager']);
    rep.territories.forEach((id, place) => refer(id, territories, 'territory', ['reps', index, 'territories', place]));
  });
  return problems;
}

/** Territories are tried in order, so the one that takes every lead has to be the last, and each needs a BDR. */
function checkTerritories(config: TeamConfig): SemanticProblem[] {
  const problems: SemanticProblem[] = [];
  const last = config.territories.length - 1;
  config.territories.forEach(({ id, when }, index) => {
    const takesAll = when === undefined || Object.keys(when).length === 0;
    if (takesAll && index < last) {
      problems.push({
        path: ['territories', index],
        message: `${id} takes every lead, so no lead reaches the territories after it.`,
        remedy: 'Give it a `when`, or move it to the end.',
      });
    }
    if (!takesAll && index === last) {
      problems.push({
        path: ['territories', index],
        message: 'Leads that belong to no territory would have nobody.',
        remedy: 'End the list with a territory that has no `when`.',
      });
    }
    if (!config.reps.some((rep) => rep.role === 'bdr' && rep.territories.includes(id))) {
      problems.push({
        path: ['territories', index],
        message: `The territory ${id} has no BDR.`,
        remedy: `Add ${id} to the territories of a rep with the role bdr.`,
      });
    }
  });
  return problems;
}

function checkCalendars(config: TeamConfig): SemanticProblem[] {
  const people = [
    ...config.managers.map((person, index) => ({ person, path: ['managers', index] })),
    ...config.reps.map((person, index) => ({ person, path: ['reps', index] })),
  ];
  return people.flatMap(({ person, path }) => {
    const problems: SemanticProblem[] = [];
    if (person.zone !== undefined && !isZone(person.zone)) {
      problems.push({
        path: [...path, 'zone'],
        message: `There is no time zone "${person.zone}".`,
        remedy: 'Write an IANA name such as Europe/London.',
      });
    }
    if (person.holidays !== undefined && !isHolidayRegion(person.holidays)) {
      problems.push({
        path: [...path, 'holidays'],
        message: `No holidays are known for "${person.holidays}".`,
        remedy: 'Write a country, or a country and its part: US, GB-SCT, DE-BY.',
      });
    }
    const [from = '', to = ''] = person.hours?.split('-') ?? [];
    if (person.hours !== undefined && from >= to) {
      problems.push({
        path: [...path, 'hours'],
        message: `The hours ${person.hours} end before they begin.`,
        remedy: 'Write hours within one day, e.g. "09:00-17:30".',
      });
    }
    return problems;
  });
}

function checkAbsences(config: TeamConfig): SemanticProblem[] {
  return config.reps.flatMap((rep, index) =>
    rep.away.flatMap(({ from, to }, place) =>
      from <= to
        ? []
        : [
            {
              path: ['reps', index, 'away', place],
              message: `The absence ends (${to}) before it begins (${from}).`,
              remedy: 'Swap the two dates; both are included.',
            },
          ],
    ),
  );
}
