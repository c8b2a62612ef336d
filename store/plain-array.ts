/**
 * An array parameter of values whose text needs no quotes: ids, numbers, booleans, codes of our own. node-postgres quotes and
 * escapes element by element, which for a batch of thousands costs more than anything else this process does. Anything that
 * a person may have typed goes as an array.
 */
export const plainArray = (values: readonly (string | number | boolean | null)[]): string =>
  `{${values.map((value) => value ?? 'null').join(',')}}`;
