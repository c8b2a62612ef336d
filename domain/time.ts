/** Milliseconds since 1970-01-01T00:00:00Z. The one representation of an instant outside SQL. */
export type EpochMs = number;

/** Whole UTC days since 1970-01-01. Decay, windows and daily caps count in these. */
export type UtcDay = number;

/** Tells the time. Passed in wherever time matters, so that tests and simulations own it. */
export type Clock = () => EpochMs;

export const DAY_MS = 86_400_000;

/** The UTC day an instant falls on. */
export const utcDay = (at: EpochMs): UtcDay => Math.floor(at / DAY_MS);

/** The first instant of a UTC day. */
export const startOfUtcDay = (day: UtcDay): EpochMs => day * DAY_MS;
