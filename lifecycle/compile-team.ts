import { compileCalendar } from './calendar';
import { checkTeam } from './check-team';
import { isHolidayRegion, publicHolidays } from './holidays';
import type { SemanticProblem } from './problem';
import type { BusinessCalendar, LocalDate, Rep, Team, Territory } from './team';
import type { TeamConfig, Working } from './team-schema';

const WORKING_WEEK = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
const NO_HOLIDAYS = (): boolean => false;

/** Turns a parsed team.yaml into what the engine asks. With problems the team must not be used. */
export function compileTeam(config: TeamConfig): {
  readonly team: Team;
  readonly problems: readonly SemanticProblem[];
} {
  const holidaysOf = holidaysByRegion();
  const team: Team = {
    managers: config.managers.map((manager) => ({
      id: manager.id,
      email: manager.email,
      reportsTo: manager.reports_to ?? null,
    })),
    reps: config.reps.map((rep) => compileRep(rep, workingOf(config, rep), holidaysOf)),
    territories: config.territories.map(compileTerritory),
  };
  return { team, problems: checkTeam(config) };
}

/** One set of holidays a region, however many reps live there. */
function holidaysByRegion(): (region: string) => (date: LocalDate) => boolean {
  const known = new Map<string, (date: LocalDate) => boolean>();
  return (region) => {
    const holidays = known.get(region) ?? (isHolidayRegion(region) ? publicHolidays(region) : NO_HOLIDAYS);
    known.set(region, holidays);
    return holidays;
  };
}

/** What a rep leaves out is the manager's. A manager who does not exist is reported as a problem. */
function workingOf(config: TeamConfig, rep: TeamConfig['reps'][number]): Partial<Working> {
  const manager = config.managers.find((candidate) => candidate.id === rep.manager);
  return {
    ...pick(manager),
    ...pick(rep),
  };
}

function pick(working: Partial<{ [Key in keyof Working]: Working[Key] | undefined }> | undefined): Partial<Working> {
  return {
    ...(working?.hours === undefined ? {} : { hours: working.hours }),
    ...(working?.days === undefined ? {} : { days: working.days }),
    ...(working?.zone === undefined ? {} : { zone: working.zone }),
    ...(working?.holidays === undefined ? {} : { holidays: working.holidays }),
  };
}

function compileRep(
  rep: TeamConfig['reps'][number],
  working: Partial<Working>,
  holidaysOf: (region: string) => (date: LocalDate) => boolean,
): Rep {
  const calendar: BusinessCalendar = compileCalendar({
    hours: working.hours ?? '00:00-24:00',
    days: working.days ?? WORKING_WEEK,
    zone: working.zone ?? 'UTC',
    isHoliday: working.holidays === undefined ? NO_HOLIDAYS : holidaysOf(working.holidays),
  });
  return {
    id: rep.id,
    role: rep.role,
    email: rep.email,
    managerId: rep.manager,
    territories: rep.territories,
    calendar,
    away: rep.away,
    maxNewPerDay: rep.max_new_mql_per_day ?? null,
  };
}

function compileTerritory(territory: TeamConfig['territories'][number]): Territory {
  return {
    id: territory.id,
    when: Object.entries(territory.when ?? {}).map(([attribute, values]) => ({ attribute, values })),
  };
}
