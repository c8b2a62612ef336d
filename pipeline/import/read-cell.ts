import type { AttributeValue } from '../../domain/lead';
import type { ColumnValue } from './mapping-schema';
import { quote, readText, type Header, type RowScope } from './row-scope';

/** A cell as a value; undefined where it was not answered (or is refused: then the scope says so). */
export type CellReader = (scope: RowScope) => AttributeValue | undefined;

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const YES = new Set(['yes', 'y', 'true', 't', '1', '1.0']);
const NO = new Set(['no', 'n', 'false', 'f', '0', '0.0']);

/** Words are told apart without regard to case and surrounding blanks. */
export const fold = (word: string): string => word.trim().toLowerCase();

/** The test for "not answered": an empty cell, or one of the file's or the column's words for it. */
export function emptyTest(words: readonly string[]): (cell: string) => boolean {
  const empty = new Set(words.map(fold));
  return (cell) => cell === '' || empty.has(fold(cell));
}

/** Compiles how a column is read. `fileEmpty` are the file's own words for "not answered". */
export function compileCell(rule: ColumnValue, header: Header, fileEmpty: readonly string[]): CellReader {
  const read = readText(header, rule.column);
  const isEmpty = emptyTest([...fileEmpty, ...rule.empty]);
  const values = new Map(Object.entries(rule.values ?? {}).map(([word, value]) => [fold(word), value]));
  const convert = CONVERSIONS[rule.type];

  return (scope) => {
    const cell = read(scope);
    if (isEmpty(cell)) return undefined;
    const renamed = values.get(fold(cell));
    if (renamed !== undefined) return renamed;
    if (rule.values !== undefined && rule.otherwise !== 'keep') {
      if (rule.otherwise === 'refuse') refuseWord(scope, rule.column, cell);
      return undefined;
    }
    const value = convert(cell);
    if (value === undefined) refuseType(scope, rule, cell);
    return value;
  };
}

const CONVERSIONS: Readonly<Record<ColumnValue['type'], (cell: string) => AttributeValue | undefined>> = {
  text: (cell) => cell,
  number: toNumber,
  integer: (cell) => {
    const value = toNumber(cell);
    return value !== undefined && Number.isSafeInteger(value) ? value : undefined;
  },
  boolean: (cell) => (YES.has(fold(cell)) ? true : NO.has(fold(cell)) ? false : undefined),
};

/** A decimal number with a point; undefined where the text is none. `660737.0` is 660737. */
export function toNumber(cell: string): number | undefined {
  const value = NUMBER.test(cell) ? Number(cell) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

const EXPECTED: Readonly<Record<ColumnValue['type'], string>> = {
  text: 'text',
  number: 'a number with a decimal point, e.g. 12.5',
  integer: 'a whole number',
  boolean: 'yes or no',
};

/** Refuses the row because a cell is not of the type that the mapping says. */
export function refuseType(scope: RowScope, rule: Pick<ColumnValue, 'column' | 'type'>, cell: string): void {
  scope.refusals.push({
    code: `bad_${rule.type}`,
    field: rule.column,
    message: `${quote(cell)} is not ${EXPECTED[rule.type]}.`,
    remedy: `Write ${EXPECTED[rule.type]}, or list the word under "empty" in the mapping if it means "not answered".`,
  });
}

function refuseWord(scope: RowScope, column: string, cell: string): void {
  scope.refusals.push({
    code: 'unknown_word',
    field: column,
    message: `${quote(cell)} is not among the words that the mapping lists.`,
    remedy: 'Use one of the listed words, or add this one to the mapping.',
  });
}
