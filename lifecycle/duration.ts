/** A stretch of business time: open minutes, or whole business days. */
export type BusinessDuration =
  { readonly unit: 'minutes'; readonly count: number } | { readonly unit: 'business_days'; readonly count: number };

/** `15m`, `4h` (open time) or `2bd` (business days). */
export const BUSINESS_DURATION = /^[1-9]\d{0,3}(m|h|bd)$/;

/** `30d`: calendar days. */
export const DAYS = /^\d{1,4}d$/;

const MINUTES_AN_HOUR = 60;

/** Reads a text that matches BUSINESS_DURATION. */
export function parseBusinessDuration(text: string): BusinessDuration {
  const count = parseInt(text, 10);
  if (text.endsWith('bd')) return { unit: 'business_days', count };
  return { unit: 'minutes', count: text.endsWith('h') ? count * MINUTES_AN_HOUR : count };
}

/** Reads a text that matches DAYS. */
export const parseDays = (text: string): number => parseInt(text, 10);
