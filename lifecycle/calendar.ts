import { DateTime, IANAZone } from 'luxon';
import { DAY_MS, type EpochMs } from '../domain/time';
import type { BusinessCalendar, LocalDate, Opening } from './team';
import { WEEKDAYS } from './team-schema';

export type Weekday = (typeof WEEKDAYS)[number];

export const isZone = (zone: string): boolean => IANAZone.isValidZone(zone);

/** A calendar that remembers the days it has worked out. `hours` is "09:00-17:30" in local time. */
export function compileCalendar(working: {
  readonly hours: string;
  readonly days: readonly Weekday[];
  readonly zone: string;
  readonly isHoliday: (date: LocalDate) => boolean;
}): BusinessCalendar {
  const [from = '', to = ''] = working.hours.split('-');
  const known = new Map<LocalDate, Opening | null>();
  const workOut = (date: LocalDate): Opening | null => {
    const weekday = WEEKDAYS[DateTime.fromISO(date, { zone: 'utc' }).weekday - 1];
    if (weekday === undefined || !working.days.includes(weekday) || working.isHoliday(date)) return null;
    // A local time that a change of clocks skips becomes the one an hour later; one that comes twice is the first.
    const opening = { from: localTime(date, from, working.zone), to: localTime(date, to, working.zone) };
    return opening.from < opening.to ? opening : null;
  };
  return {
    zone: working.zone,
    openingOf(date) {
      let opening = known.get(date);
      if (opening === undefined) {
        opening = workOut(date);
        known.set(date, opening);
      }
      return opening;
    },
  };
}

/** The local date of an instant. */
export function localDateOf(calendar: BusinessCalendar, at: EpochMs): LocalDate {
  const { year, month, day } = DateTime.fromMillis(at, { zone: calendar.zone });
  return `${String(year)}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The local date so many days later (or earlier). */
export function shiftDate(date: LocalDate, days: number): LocalDate {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/** "24:00" is the midnight at the end of the date. */
function localTime(date: LocalDate, time: string, zone: string): EpochMs {
  return DateTime.fromISO(`${date}T${time}`, { zone }).toMillis();
}
