import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { LeadlineError } from '../../domain/errors';

/** The leads of X Education, or the first of them. */
export interface RealFile {
  readonly path: string;
  readonly leads: number;
  /** Those that the CRM holds before, spread over the whole file. */
  readonly inCrm: readonly string[];
}

const ID = 'Prospect ID';

/**
 * Reads the file and, where fewer rows are wanted, writes the first of them to `folder`.
 *
 * @throws {LeadlineError} `file_not_found`: the file is not ours to ship
 */
export async function openRealFile(options: {
  readonly path: string;
  readonly folder: string;
  readonly rows: number;
  readonly inCrm: number;
}): Promise<RealFile> {
  const text = await readFile(options.path, 'utf8').catch((cause: unknown) => {
    throw new LeadlineError('file_not_found', `The leads of X Education are not at ${options.path}.`, {
      remedy:
        'Give its path with --file or in LEADLINE_X_EDUCATION_CSV; examples/x-education/README.md says what file it is.',
      cause,
    });
  });
  const rows: Record<string, string>[] = parse(text, { columns: true, to: options.rows });
  const path = join(options.folder, 'leads.csv');
  await writeFile(path, stringify(rows, { header: true }));
  const ids = rows.map((row) => row[ID] ?? '');
  const inCrm = Array.from(
    { length: options.inCrm },
    (_, index) => ids[Math.floor((index * ids.length) / options.inCrm)] ?? '',
  );
  return { path, leads: ids.length, inCrm };
}
