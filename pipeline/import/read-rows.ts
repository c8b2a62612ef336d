import type { EpochMs } from '../../domain/time';
import { OWN_COLUMNS } from './check-mapping';
import type { CsvFile, CsvRow } from './csv-file';
import type { ReadRow } from './import-batch';
import type { Mapping } from './mapping-schema';
import { compileRowReader, type RowReader, type RowReading } from './row-reader';
import type { RowRefusal } from './row-scope';

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
  return read(row.cells, startedAt);
}

const refused = (refusal: Omit<RowRefusal, 'field'>): RowReading => ({
  ok: false,
  refusals: [{ ...refusal, field: null }],
});
