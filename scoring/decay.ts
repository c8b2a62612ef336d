import type { Points } from '../domain/points';

/** Decay factors are whole millionths. */
export const WHOLE = 1_000_000;

/** Keeps `base × WHOLE` an exact integer in a double; no model comes near it (10 million points in one bucket). */
const MAX_BASE: Points = 1_000_000_000;

/**
 * Millionths left after n days at a half-life: round(1,000,000 × 0.5^(n / halfLifeDays)), to the first zero.
 */
export function halfLifeFactors(halfLifeDays: number): number[] {
  const factors: number[] = [];
  for (let day = 0; factors.at(-1) !== 0; day += 1) factors.push(Math.round(WHOLE * 0.5 ** (day / halfLifeDays)));
  return factors;
}

/** Millionths left after n days by steps in rising order of days; before the first step everything is left. */
export function stepFactors(steps: readonly { afterDays: number; keepPercent: number }[]): number[] {
  const factors: number[] = [];
  let keep = 100;
  for (const step of steps) {
    while (factors.length < step.afterDays) factors.push((keep * WHOLE) / 100);
    keep = step.keepPercent;
  }
  factors.push((keep * WHOLE) / 100);
  return factors;
}

/** Points that do not decay. */
export const NO_DECAY: readonly number[] = [WHOLE];

/** The factor after a number of whole days; a table's last entry holds for ever after. */
export const factorAfter = (factors: readonly number[], days: number): number =>
  (days < factors.length ? factors[days] : factors[factors.length - 1]) ?? 0;

/** What is left of points, rounded half away from zero. */
export function decayed(base: Points, factor: number): Points {
  if (factor === WHOLE) return base;
  const magnitude = Math.floor((Math.abs(base) * factor + WHOLE / 2) / WHOLE);
  return base < 0 ? -magnitude : magnitude;
}

/** Points times a count, held within what stays exact. */
export const timesCount = (points: Points, count: number): Points =>
  Math.max(-MAX_BASE, Math.min(MAX_BASE, points * count));
