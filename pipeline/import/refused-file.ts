import { createWriteStream } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { LeadlineError } from '../../domain/errors';
import type { Failpoint } from '../../domain/failpoint';
import type { Database } from '../../store/database';
import { listRefusedRows, type ImportRun } from '../../store/import-run';
import { OWN_COLUMNS } from './check-mapping';

const PAGE = 1_000;

/** Where the refused rows of a file go. */
export const refusedPath = (path: string): string => `${path}.refused.csv`;

export const isThere = async (path: string): Promise<boolean> =>
  await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );

/**
 * Writes the rows that stand refused into a file of the same columns, after two of our own: which refusal it is, so that it
 * is closed when the row comes back, and why. Ours come first, so that a row with too many cells stays readable. The file
 * appears at once or not at all; it holds personal data, as the file it is made from does. Throws `refused_file_unwritable`.
 */
export async function writeRefusedFile(
  deps: { readonly db: Database; readonly failpoint: Failpoint },
  request: {
    readonly path: string;
    readonly run: ImportRun;
    readonly header: readonly string[];
    readonly delimiter: string;
  },
): Promise<void> {
  const path = refusedPath(request.path);
  const unfinished = `${path}.part`;
  const csv = stringify({ delimiter: request.delimiter });
  const target = createWriteStream(unfinished, { mode: 0o600 });
  await pipeline(refusedRows(deps.db, request), csv, target).catch((error: unknown) => cannotWrite(path, error));
  deps.failpoint('import_refused.before_rename');
  await rename(unfinished, path).catch((error: unknown) => cannotWrite(path, error));
  deps.failpoint('import_refused.after_rename');
}

/** Errors of the file system say which call they failed at; all others are not about the file. */
function cannotWrite(path: string, error: unknown): never {
  if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
  throw new LeadlineError('refused_file_unwritable', `The refused rows cannot be written to ${path}.`, {
    remedy: 'Make that file and its folder writable and run the same command again: the rows are kept as sync errors.',
    cause: error,
  });
}

async function* refusedRows(
  db: Database,
  { run, header }: { readonly run: ImportRun; readonly header: readonly string[] },
): AsyncGenerator<readonly string[]> {
  const kept = keptColumns(header);
  yield [OWN_COLUMNS.origin, OWN_COLUMNS.reason, ...kept(header)];
  let afterId = 0;
  for (;;) {
    const page = await listRefusedRows(db, {
      runId: run.id,
      connectionId: run.settings.connectionId,
      afterId,
      limit: PAGE,
    });
    for (const row of page) yield [row.origin, row.reason, ...kept(row.cells)];
    const last = page.at(-1);
    if (last === undefined) return;
    afterId = last.id;
  }
}

/** Leaves out the columns of ours that a file of refused rows brought along. */
function keptColumns(header: readonly string[]): (cells: readonly string[]) => readonly string[] {
  const own = new Set<string>(Object.values(OWN_COLUMNS));
  return (cells) => cells.filter((_, index) => !own.has(header[index] ?? ''));
}
