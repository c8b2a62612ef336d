import { isInBand, overlap, parseBand } from '../../../scoring/band';

const holds = (text: string, value: number): boolean => {
  const band = parseBand(text);
  if (band === null) throw new Error(`${text} is no band`);
  return isInBand(band, value);
};

test.each([
  ['1-9', [1, 5.5, 9], [0.99, 9.01]],
  ['10 - 49', [10, 49], [50]],
  ['50–199', [50, 199], [200]],
  ['7', [7], [6, 8]],
  ['5000+', [5000, 1e9], [4999]],
  ['<10M', [-1, 0, 9_999_999], [10_000_000]],
  ['<=5', [5], [5.01]],
  ['>250M', [250_000_001], [250_000_000]],
  ['>= 250', [250], [249]],
  ['10-250M', [10e6, 250e6], [10, 9_999_999]],
  ['500K-2M', [500e3, 2e6], [499_999]],
  ['>=2 <4', [2, 3.99], [1, 4]],
  ['>-5 <=0', [-4, 0], [-5, 1]],
  ['1.5B+', [1.5e9], [1.4e9]],
])('%s', (text, inside, outside) => {
  expect(inside.filter((value) => !holds(text, value))).toEqual([]);
  expect(outside.filter((value) => holds(text, value))).toEqual([]);
});

test.each(['', 'many', '9-1', '1-', '10 50', '1-9-20', '>', '>=2 4', '>4 <4', '5 apples'])('%p is no band', (text) => {
  expect(parseBand(text)).toBeNull();
});

test.each([
  ['1-9', '10-49', false],
  ['1-9', '9-49', true],
  ['<10', '10+', false],
  ['<=10', '10+', true],
  ['<10', '>=5 <7', true],
])('%s and %s overlap: %p', (a, b, expected) => {
  expect(overlap(parseBand(a)!, parseBand(b)!)).toBe(expected);
  expect(overlap(parseBand(b)!, parseBand(a)!)).toBe(expected);
});
