const HUNDREDTHS = 100;

/** Hundredths as people read them: 1250 is `12.5`. */
export const points = (hundredths: number): string => minus(String(hundredths / HUNDREDTHS));

/** To a tenth, for lists in which points are compared and not added. */
export const pointsOfList = (hundredths: number): string => minus((hundredths / HUNDREDTHS).toFixed(1));

/** With both decimals, so that a column of them can be added by eye. */
export const pointsOfColumn = (hundredths: number): string => minus((hundredths / HUNDREDTHS).toFixed(2));

/** As what was added or taken: `+1.5`, `−3`. */
export const signedPoints = (hundredths: number): string =>
  hundredths > 0 ? `+${points(hundredths)}` : points(hundredths);

const minus = (text: string): string => text.replace('-', '−');

const COUNTS = new Intl.NumberFormat('en-US');
export const count = (value: number): string => COUNTS.format(value);
