import type { EpochMs } from '../../domain/time';
import { OWN_COLUMNS } from './check-mapping';
import type { CsvFile, CsvRow } from './csv-file';
import type { ReadRow } from './import-batch';
import type { Mapping } from './mapping-schema';
import { compileRowReader, type RowReader, type RowReading } from './row-reader';
import type { RowRefusal } from './row-scope';

/** Aliases and ids stand in indexes, which take no longer keys. */
const LONGEST_ID = 400;

/** Reads a file's rows with a mapping that was checked against its header. `skip` leaves out the first rows. */
export async function* readRows(
  csv: CsvFile,
  options: { readonly mapping: Mapping; readonly startedAt: EpochMs; readonly skip: number },
): AsyncGenerator<ReadRow> {
  const header = new Map(csv.header.map((column, index) => [column, index]));
  const read = compileRowReader(options.mapping, header);
  const originIndex = header.get(OWN_COLUMNS.origin);
  for await (const row of csv.rows) {
    if (row.number <= options.skip) continue;
    const origin = originIndex === undefined ? undefined : row.cells[originIndex]?.trim();
    yield {
      row,
      formerOrigin: origin === undefined || origin === '' ? null : origin,
      reading: readRow(row, { read, columns: csv.header.length, startedAt: options.startedAt }),
    };
  }
}

function readRow(
  row: CsvRow,
  { read, columns, startedAt }: { readonly read: RowReader; readonly columns: number; readonly startedAt: EpochMs },
): RowReading {
  if (row.cells.length !== columns) {
    const message = `The row has ${row.cells.length} cells, the header ${columns}.`;
    return refused({
      code: 'wrong_cell_count',
      message,
      remedy: 'Quote cells that contain the delimiter or a line end.',
    });
  }
  // PostgreSQL's text holds every character but this one.
  if (row.cells.some((cell) => cell.includes('\0'))) {
    return refused({ code: 'bad_character', message: 'A cell contains a NUL character.', remedy: 'Remove it.' });
  }
  const reading = read(row.cells, startedAt);
  if (!reading.ok) return reading;
  const { aliases, activities, outcomes } = reading.record;
  const ids = [
    ...aliases.map((alias) => alias.value),
    ...[...activities, ...outcomes].map((named) => named.sourceId ?? ''),
  ];
  if (ids.some((id) => id.length > LONGEST_ID)) {
    const message = `An id is longer than ${LONGEST_ID} characters.`;
    return refused({ code: 'id_too_long', message, remedy: 'Check that the mapping names the right column.' });
  }
  return reading;
}

const refused = (refusal: Omit<RowRefusal, 'field'>): RowReading => ({
  ok: false,
  refusals: [{ ...refusal, field: null }],
});
