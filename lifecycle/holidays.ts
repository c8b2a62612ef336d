import Holidays from 'date-holidays';
import type { LocalDate } from './team';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Whether date-holidays knows a country, state or region: `US`, `US-CA`, `DE-BY`. */
export function isHolidayRegion(code: string): boolean {
  const [country = '', state, region, ...rest] = code.split('-');
  const known = new Holidays();
  // The library answers nothing at all for what it does not know, whatever its types say.
  const has = (names: unknown, key: string): boolean =>
    typeof names === 'object' && names !== null && Object.hasOwn(names, key);
  if (rest.length > 0 || !has(known.getCountries(), country)) return false;
  if (state === undefined) return true;
  if (!has(known.getStates(country), state)) return false;
  return region === undefined || has(known.getRegions(country, state), region);
}

/** The public holidays of a region as local dates. A year is computed when it is first asked for, since that is slow. */
export function publicHolidays(code: string): (date: LocalDate) => boolean {
  const [country = '', state, region] = code.split('-');
  const rules = new Holidays();
  if (state === undefined) rules.init(country);
  else if (region === undefined) rules.init(country, state);
  else rules.init(country, state, region);
  const byYear = new Map<number, ReadonlySet<LocalDate>>();
  return (date) => {
    const year = Number(date.slice(0, 4));
    let dates = byYear.get(year);
    if (dates === undefined) {
      dates = new Set(rules.getHolidays(year).flatMap((day) => (day.type === 'public' ? datesOf(day) : [])));
      byYear.set(year, dates);
    }
    return dates.has(date);
  };
}

/**
 * The dates on which a holiday lies around noon: half a day off is no holiday, and one that begins on the eve counts on its
 * day. `date` is local, "2026-12-24 14:00:00", so it is reckoned without any zone.
 */
function datesOf(holiday: { readonly date: string; readonly start: Date; readonly end: Date }): LocalDate[] {
  const begin = Date.parse(`${holiday.date.slice(0, 10)}T${holiday.date.slice(11, 19)}Z`);
  const end = begin + (holiday.end.getTime() - holiday.start.getTime());
  const dates: LocalDate[] = [];
  for (let noon = Math.floor(begin / DAY_MS) * DAY_MS + 12 * HOUR_MS; noon < end; noon += DAY_MS) {
    if (noon > begin) dates.push(new Date(noon).toISOString().slice(0, 10));
  }
  return dates;
}
