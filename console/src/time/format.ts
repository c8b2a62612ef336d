const DAY = { day: 'numeric', month: 'short' } as const;
const HOUR = { hour: 'numeric', minute: '2-digit' } as const;
const DATE_TIME = new Intl.DateTimeFormat(undefined, { ...DAY, year: 'numeric', ...HOUR, timeZoneName: 'short' });
const SHORT = new Intl.DateTimeFormat(undefined, { ...DAY, ...HOUR });
const DATE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const SHORT_DATE = new Intl.DateTimeFormat(undefined, DAY);
const WEEKDAY_TIME = new Intl.DateTimeFormat(undefined, { weekday: 'short', ...HOUR });
const UTC_DAY = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** In the viewer's zone, which is named where there is room for it. */
export const dateTime = (iso: string): string => DATE_TIME.format(Date.parse(iso));
export const shortDateTime = (iso: string): string => SHORT.format(Date.parse(iso));
export const date = (iso: string): string => DATE.format(Date.parse(iso));
export const timeOfDay = (iso: string): string => TIME.format(Date.parse(iso));
export const shortDate = (ms: number): string => SHORT_DATE.format(ms);
export const weekdayTime = (iso: string): string => WEEKDAY_TIME.format(Date.parse(iso));
/** A UTC day (`2026-05-04`) as it is: scores move at midnight UTC. */
export const utcDay = (day: string): string => UTC_DAY.format(Date.parse(day));
/** What a hover shows: `2026-05-04 09:30:00 UTC`. */
export const utc = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;

const UNITS = [
  ['day', DAY_MS],
  ['hour', HOUR_MS],
  ['minute', MINUTE_MS],
] as const;

/** `3 hr. ago`, `in 2 days`; within a minute `now`. */
export function relative(iso: string, now: number): string {
  const distance = Date.parse(iso) - now;
  const [unit, size] = UNITS.find(([, ms]) => Math.abs(distance) >= ms) ?? [null, 1];
  return unit === null ? 'now' : RELATIVE.format(Math.trunc(distance / size), unit);
}

/** Time left or overdue, as a clock that ticks: `2d 04h`, `3h 05m`, `04:59`. */
export function duration(ms: number): string {
  const rest = Math.abs(ms);
  if (rest >= DAY_MS) return `${String(Math.floor(rest / DAY_MS))}d ${two((rest % DAY_MS) / HOUR_MS)}h`;
  if (rest >= HOUR_MS) return `${String(Math.floor(rest / HOUR_MS))}h ${two((rest % HOUR_MS) / MINUTE_MS)}m`;
  return `${two(rest / MINUTE_MS)}:${two((rest % MINUTE_MS) / SECOND_MS)}`;
}

const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
