import { loadMapping } from '../../../pipeline/import/load-mapping';
import type { Mapping } from '../../../pipeline/import/mapping-schema';
import { compileRowReader, type RowReading } from '../../../pipeline/import/row-reader';
import type { ImportRecord } from '../../../pipeline/import/import-record';
import type { RowRefusal } from '../../../pipeline/import/row-scope';

/** When the import of these tests began. */
export const BEGUN = Date.UTC(2026, 4, 4, 9);

/** A mapping of leads with an id, with further lines below. */
export const mappingText = (...lines: readonly string[]): string =>
  [
    'rows: leads',
    'source: crm-export',
    'identity: { external: { column: Id } }',
    'occurredAt: import_start',
    ...lines,
  ].join('\n');

export function mappingOf(text: string): Mapping {
  const reading = loadMapping('mapping.yaml', text);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems, null, 2));
  return reading.mapping;
}

/** Everything wrong with a mapping for a file with these columns, as `line path: message`. */
export function problemsOf(text: string, header: readonly string[]): readonly string[] {
  const reading = loadMapping('mapping.yaml', text);
  const problems = reading.ok ? reading.checkAgainst(header) : reading.problems;
  return problems.map(({ line, path, message }) => `${line ?? '-'} ${path}: ${message}`);
}

export function readRow(text: string, row: Readonly<Record<string, string>>): RowReading {
  const columns = Object.keys(row);
  const read = compileRowReader(mappingOf(text), new Map(columns.map((column, index) => [column, index])));
  return read(Object.values(row), BEGUN);
}

export function recordOf(text: string, row: Readonly<Record<string, string>>): ImportRecord {
  const reading = readRow(text, row);
  if (!reading.ok) throw new Error(JSON.stringify(reading.refusals));
  return reading.record;
}

export function refusalsOf(text: string, row: Readonly<Record<string, string>>): readonly RowRefusal[] {
  const reading = readRow(text, row);
  return reading.ok ? [] : reading.refusals;
}
