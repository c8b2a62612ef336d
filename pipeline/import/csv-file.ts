import { createHash } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { CsvError, parse, type Info } from 'csv-parse';
import { LeadlineError } from '../../domain/errors';
import { onlyUtf8 } from './only-utf8';

/** A data row as it stands in the file. */
export interface CsvRow {
  /** 1 is the first row below the header; empty lines do not count. */
  readonly number: number;
  /** Line of the file on which the row begins. */
  readonly line: number;
  /** As many as the row has, which need not be as many as the header has. */
  readonly cells: readonly string[];
}

export interface CsvFile {
  /** Names of the columns, trimmed. */
  readonly header: readonly string[];
  /** Can be gone through once. */
  readonly rows: AsyncIterable<CsvRow>;
  /** Bytes taken from the file so far. */
  bytesRead(): number;
  close(): void;
}

/** A row longer than this is a quote that is never closed: without a limit the rest of the file would be held in memory. */
const LONGEST_ROW_CHARACTERS = 1_048_576;

/** What a file is known by: its content, whatever its name. */
export interface FileState {
  readonly sha256: string;
  readonly size: number;
  readonly modifiedMs: number;
}

/** Reads the whole file once. Throws `file_not_found`, `file_unreadable`. */
export async function fingerprint(path: string): Promise<FileState> {
  const before = await statFile(path);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer); // without an encoding chunks are buffers
  return { sha256: hash.digest('hex'), size: before.size, modifiedMs: before.mtimeMs };
}

/** Whether the file is still what it was. A change while it is read would shift rows under the import. */
export async function isUnchanged(path: string, state: FileState): Promise<boolean> {
  const now = await statFile(path);
  return now.size === state.size && now.mtimeMs === state.modifiedMs;
}

async function statFile(path: string): Promise<{ size: number; mtimeMs: number }> {
  const found = await stat(path).catch((error: unknown) => {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new LeadlineError(
      missing ? 'file_not_found' : 'file_unreadable',
      `The file ${path} ${missing ? 'does not exist' : 'cannot be read'}.`,
      {
        remedy: 'Check the path.',
        cause: error,
      },
    );
  });
  if (!found.isFile())
    throw new LeadlineError('file_unreadable', `${path} is not a file.`, { remedy: 'Name a CSV file.' });
  return found;
}

/**
 * Opens a CSV file (UTF-8 with or without byte order mark, any line ends) and reads its header. Memory stays bounded
 * whatever the file's size. Throws, here or while rows are read: `file_not_found`, `file_unreadable`, `csv_empty`, `csv_not_utf8`, `csv_utf16`, `csv_row_too_long`,
 * `csv_open_quote`, `csv_malformed`.
 */
export async function openCsv(path: string, options: { readonly delimiter: string }): Promise<CsvFile> {
  await statFile(path);
  const source = createReadStream(path);
  const parser = parse({
    delimiter: options.delimiter,
    bom: true,
    info: true,
    skip_empty_lines: true,
    // Rows of a wrong length are the importer's to refuse, one by one.
    relax_column_count: true,
    // A quote within a cell (5" pipe) is a character like any other.
    relax_quotes: true,
    max_record_size: LONGEST_ROW_CHARACTERS,
  });
  // Errors reach whoever iterates over the parser, which the pipeline destroys with them.
  pipeline(source, onlyUtf8(), parser, () => undefined);
  const records = parser[Symbol.asyncIterator]() as AsyncIterableIterator<{ info: Info; record: string[] }>;
  const first = await records.next().catch(rethrow);
  if (first.done === true)
    throw new LeadlineError('csv_empty', `The file ${path} is empty.`, { remedy: 'Its first line names the columns.' });
  return {
    header: first.value.record.map((cell) => cell.trim()),
    rows: numberRows(records, first.value.record),
    bytesRead: () => source.bytesRead,
    close: () => closeAll(source, parser),
  };
}

async function* numberRows(
  records: AsyncIterable<{ info: Info; record: string[] }>,
  header: readonly string[],
): AsyncGenerator<CsvRow> {
  let number = 0;
  // The library's own count takes a Windows line end within a cell for two lines.
  let linesWithin = countLineEnds(header);
  try {
    for await (const { info, record } of records) {
      number += 1;
      yield { number, line: 1 + number + info.empty_lines + linesWithin, cells: record };
      linesWithin += countLineEnds(record);
    }
  } catch (error) {
    rethrow(error);
  }
}

const LINE_END = /\r\n|\r|\n/;

const countLineEnds = (cells: readonly string[]): number =>
  cells.reduce((sum, cell) => sum + (LINE_END.test(cell) ? cell.split(LINE_END).length - 1 : 0), 0);

function closeAll(source: ReadStream, parser: { destroy(): unknown }): void {
  source.destroy();
  parser.destroy();
}

function rethrow(error: unknown): never {
  if (!(error instanceof CsvError)) throw error;
  const line = typeof error['lines'] === 'number' ? error['lines'] : undefined;
  const where = line === undefined ? '' : ` (line ${line})`;
  const [code, message, remedy] = CSV_ERRORS[error.code] ?? [
    'csv_malformed',
    'The file is not well-formed CSV',
    'Correct that line.',
  ];
  // The library's own message quotes the file's content.
  throw new LeadlineError(code, `${message}${where}.`, { remedy });
}

const CSV_ERRORS: Readonly<
  Partial<Record<CsvError['code'], readonly [code: string, message: string, remedy: string]>>
> = {
  CSV_MAX_RECORD_SIZE: [
    'csv_row_too_long',
    `A row is longer than ${LONGEST_ROW_CHARACTERS} characters`,
    'Look for a quote that is opened and never closed at or before that line.',
  ],
  CSV_QUOTE_NOT_CLOSED: [
    'csv_open_quote',
    'A quote is opened and never closed',
    'Close it; a quote within a quoted cell is written twice.',
  ],
};
