/** Points in hundredths: 6 points are 600. Integers, so that sums are exact. */
export type Points = number;

export const POINT = 100;

/** The scale of fit and engagement: 0..100 points. */
export const MAX_POINTS: Points = 100 * POINT;
