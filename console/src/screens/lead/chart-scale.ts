/** Room around the plot, in pixels. */
export const MARGIN = { top: 14, right: 10, bottom: 24, left: 34 } as const;
export const HEIGHT = 190;
const FULL = 10_000;

/** Where days and hundredths of a point stand on a chart of a width. */
export interface Scale {
  readonly x: (index: number) => number;
  readonly y: (hundredths: number) => number;
  /** The day nearest to a horizontal place. */
  readonly indexAt: (x: number) => number;
}

export function createScale(width: number, days: number): Scale {
  const plotWidth = Math.max(1, width - MARGIN.left - MARGIN.right);
  const plotHeight = HEIGHT - MARGIN.top - MARGIN.bottom;
  const step = days > 1 ? plotWidth / (days - 1) : 0;
  return {
    x: (index) => MARGIN.left + index * step,
    y: (hundredths) => MARGIN.top + plotHeight * (1 - hundredths / FULL),
    indexAt: (x) => Math.min(days - 1, Math.max(0, Math.round((x - MARGIN.left) / (step || 1)))),
  };
}

/** An SVG path through values, one a day. */
export const lineThrough = (scale: Scale, values: readonly number[]): string =>
  values
    .map((value, index) => `${index === 0 ? 'M' : 'L'}${scale.x(index).toFixed(1)} ${scale.y(value).toFixed(1)}`)
    .join('');

export const areaUnder = (scale: Scale, values: readonly number[]): string =>
  `${lineThrough(scale, values)}L${scale.x(values.length - 1).toFixed(1)} ${scale.y(0).toFixed(1)}L${scale.x(0).toFixed(1)} ${scale.y(0).toFixed(1)}Z`;
