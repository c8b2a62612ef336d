import type { EpochMs } from '../../domain/time';

/** Why a row cannot be taken. `field` is the column's name; the message may quote the cell, so it is personal data. */
export interface RowRefusal {
  readonly code: string;
  readonly field: string | null;
  readonly message: string;
  readonly remedy: string;
}

/** One row while it is read. Readers add to `refusals` and return undefined; a row with any is refused as a whole. */
export interface RowScope {
  readonly cells: readonly string[];
  /** When the import of this file began; the same after a resumption. */
  readonly startedAt: EpochMs;
  readonly refusals: RowRefusal[];
}

/** Where a column stands. Built from the header, which was checked to hold every column that the mapping names. */
export type Header = ReadonlyMap<string, number>;

/** Long cells are cut where they are quoted. */
const LONGEST_QUOTE = 60;

export const quote = (cell: string): string =>
  `"${cell.length <= LONGEST_QUOTE ? cell : `${cell.slice(0, LONGEST_QUOTE)}…`}"`;

/** The text of a column, trimmed. */
export function readText(header: Header, column: string): (scope: RowScope) => string {
  const index = header.get(column);
  if (index === undefined)
    throw new Error(`The header has no column ${quote(column)}; the mapping was not checked against it.`);
  return ({ cells }) => cells[index]?.trim() ?? '';
}
