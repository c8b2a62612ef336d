import { LeadlineError } from '../domain/errors';
import type { EpochMs } from '../domain/time';
import { localDateOf, shiftDate } from './calendar';
import type { BusinessDuration } from './duration';
import type { BusinessCalendar, LocalDate, Opening } from './team';

/** No calendar is closed for longer; one that is has a mistake in it. */
const MAX_CLOSED_DAYS = 400;
const MINUTE_MS = 60_000;

export interface BusinessDay {
  readonly date: LocalDate;
  readonly opening: Opening;
}

/** Whether an instant lies in opening hours. The moment of closing does not. */
export function isBusinessTime(calendar: BusinessCalendar, at: EpochMs): boolean {
  const opening = calendar.openingOf(localDateOf(calendar, at));
  return opening !== null && opening.from <= at && at < opening.to;
}

/**
 * The instant at which so much business time has passed. Outside opening hours it starts counting at the next opening.
 * Minutes count open time and may end at the moment of closing. A business day ends at the same time of day on the next
 * business day: as far from the opening as it began, and no later than closing, should the clocks change in opening hours.
 */
export function addBusinessTime(calendar: BusinessCalendar, from: EpochMs, duration: BusinessDuration): EpochMs {
  const first = businessDayAt(calendar, from);
  const start = Math.max(from, first.opening.from);
  return duration.unit === 'minutes'
    ? addOpenMs(calendar, { day: first, start, openMs: duration.count * MINUTE_MS })
    : addBusinessDays(calendar, { day: first, start, days: duration.count });
}

/** The business day that is open at an instant, else the next one to open. */
export function businessDayAt(calendar: BusinessCalendar, at: EpochMs): BusinessDay {
  const today = localDateOf(calendar, at);
  const opening = calendar.openingOf(today);
  return opening !== null && at < opening.to ? { date: today, opening } : businessDayAfter(calendar, today);
}

export const businessDayAfter = (calendar: BusinessCalendar, date: LocalDate): BusinessDay => seek(calendar, date, 1);

/**
 * The first instant that belongs to the rep's working day at `at`: the closing of the business day before. What is handed out
 * in the night or at the weekend belongs to the day on which it is worked, so that Monday does not begin with three days' worth.
 */
export function startOfRepDay(calendar: BusinessCalendar, at: EpochMs): EpochMs {
  return seek(calendar, businessDayAt(calendar, at).date, -1).opening.to;
}

function addOpenMs(
  calendar: BusinessCalendar,
  from: { readonly day: BusinessDay; readonly start: EpochMs; readonly openMs: number },
): EpochMs {
  let { day, start, openMs } = from;
  while (openMs > day.opening.to - start) {
    openMs -= day.opening.to - start;
    day = businessDayAfter(calendar, day.date);
    start = day.opening.from;
  }
  return start + openMs;
}

function addBusinessDays(
  calendar: BusinessCalendar,
  from: { readonly day: BusinessDay; readonly start: EpochMs; readonly days: number },
): EpochMs {
  let day = from.day;
  for (let count = 0; count < from.days; count += 1) day = businessDayAfter(calendar, day.date);
  return Math.min(day.opening.from + (from.start - from.day.opening.from), day.opening.to);
}

function seek(calendar: BusinessCalendar, date: LocalDate, step: 1 | -1): BusinessDay {
  for (let days = 1; days <= MAX_CLOSED_DAYS; days += 1) {
    const candidate = shiftDate(date, days * step);
    const opening = calendar.openingOf(candidate);
    if (opening !== null) return { date: candidate, opening };
  }
  throw new LeadlineError('calendar_never_opens', `The calendar in ${calendar.zone} has no business day in a year.`, {
    remedy: 'Mend hours, days and holidays in team.yaml.',
  });
}
