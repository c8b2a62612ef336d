import type { Points } from '../domain/points';
import type { EpochMs } from '../domain/time';

/** Points as people read them: 5433 is 54.33. */
export const pointsText = (points: Points): string => (points / 100).toFixed(2);

/** With a sign, for lines of a sum. */
export const signedPoints = (points: Points): string => (points > 0 ? `+${pointsText(points)}` : pointsText(points));

/** An instant to the minute, in UTC: `2026-05-20 12:00Z`. */
export const instantText = (ms: EpochMs | null): string | null =>
  ms === null ? null : `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')}Z`;

const MINUTE_MS = 60_000;

/** How far an instant lies from now: `in 2 h 5 min`, `3 d ago`. */
export function fromNow(ms: EpochMs, now: EpochMs): string {
  const minutes = Math.round(Math.abs(ms - now) / MINUTE_MS);
  const text = spanText(minutes);
  return ms >= now ? `in ${text}` : `${text} ago`;
}

function spanText(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.round(hours / 24)} d`;
}
