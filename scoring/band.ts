/** A numeric band: the numbers from `min` to `max`, each end included or not. */
export interface Band {
  readonly min: number;
  readonly minIncluded: boolean;
  readonly max: number;
  readonly maxIncluded: boolean;
}

const NUMBER = String.raw`(\d+(?:\.\d+)?)([kmb]?)`;
const RANGE = new RegExp(`^${NUMBER}-${NUMBER}$`);
const FROM = new RegExp(`^${NUMBER}\\+$`);
const SINGLE = new RegExp(`^${NUMBER}$`);
const BOUND = new RegExp(`^(<=|>=|<|>)(-?)${NUMBER}$`);
const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, b: 1e9 };

const everything: Band = { min: -Infinity, minIncluded: true, max: Infinity, maxIncluded: true };

/**
 * Reads a band: `1-9` and `10-250M` (both ends included; a unit after the second number alone holds for both), `5000+`,
 * `<10M`, `<=5`, `>250M`, `>=2 <4` (all must hold), `7`. K, M and B are thousands, millions and thousand millions.
 * Null when the text is none of these or holds no number.
 */
export function parseBand(text: string): Band | null {
  const written = text
    .trim()
    .toLowerCase()
    .replace(/(\d)\s+([kmb+])/g, '$1$2');
  const band =
    parseRange(written.replace(/\s*[-–]\s*/g, '-')) ?? parseBounds(written.replace(/([<>]=?)\s+/g, '$1').split(/\s+/));
  return band !== null && isEmpty(band) ? null : band;
}

function parseRange(text: string): Band | null {
  const range = RANGE.exec(text);
  if (range) {
    const unit = range[4] ?? '';
    return between(amount(range[1], range[2] === '' ? unit : range[2]), amount(range[3], unit));
  }
  const from = FROM.exec(text);
  if (from) return { ...everything, min: amount(from[1], from[2]) };
  const single = SINGLE.exec(text);
  return single ? between(amount(single[1], single[2]), amount(single[1], single[2])) : null;
}

function parseBounds(words: readonly string[]): Band | null {
  let band = everything;
  for (const word of words) {
    const bound = BOUND.exec(word);
    if (!bound) return null;
    const at = amount(bound[3], bound[4]) * (bound[2] === '-' ? -1 : 1);
    const included = bound[1]?.endsWith('=') ?? false;
    band = bound[1]?.startsWith('<')
      ? { ...band, max: at, maxIncluded: included }
      : { ...band, min: at, minIncluded: included };
  }
  return band;
}

const between = (min: number, max: number): Band => ({ min, minIncluded: true, max, maxIncluded: true });

const amount = (digits: string | undefined, unit: string | undefined): number =>
  Number(digits) * (UNITS[unit ?? ''] ?? 1);

const isEmpty = (band: Band): boolean =>
  band.min > band.max || (band.min === band.max && !(band.minIncluded && band.maxIncluded));

export const isInBand = (band: Band, value: number): boolean =>
  (value > band.min || (band.minIncluded && value === band.min)) &&
  (value < band.max || (band.maxIncluded && value === band.max));

/** Whether some number is in both. */
export const overlap = (a: Band, b: Band): boolean =>
  !isEmpty({
    ...(a.min > b.min || (a.min === b.min && !a.minIncluded)
      ? { min: a.min, minIncluded: a.minIncluded }
      : { min: b.min, minIncluded: b.minIncluded }),
    ...(a.max < b.max || (a.max === b.max && !a.maxIncluded)
      ? { max: a.max, maxIncluded: a.maxIncluded }
      : { max: b.max, maxIncluded: b.maxIncluded }),
  });
