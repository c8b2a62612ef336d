import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { decodeText } from '../../config/read-text';
import type { ConfigProblem } from '../../domain/config-problem';
import { LeadlineError } from '../../domain/errors';
import { openCsv } from '../../pipeline/import/csv-file';
import { loadMapping, type MappingReading } from '../../pipeline/import/load-mapping';
import { CliFailure } from '../cli-failure';
import { EXIT, type ExitCode } from '../exit-codes';

export interface MappingFile {
  readonly text: string;
  readonly reading: Extract<MappingReading, { ok: true }>;
}

/** Reads the mapping and checks it against the file's columns and the kind of rows asked for. */
export async function readInputs(request: {
  readonly kind: string;
  readonly path: string;
  readonly mappingPath: string;
}): Promise<MappingFile> {
  const bytes = await readFile(request.mappingPath).catch((cause: unknown) => {
    throw new CliFailure(EXIT.notFound, 'file_not_found', `The mapping ${request.mappingPath} cannot be read.`, {
      remedy: 'Check the path.',
      cause,
    });
  });
  const name = basename(request.mappingPath);
  const decoded = decodeText(name, bytes);
  if (!decoded.ok) throw badMapping([decoded.problem]);
  const { text } = decoded;
  const reading = loadMapping(name, text);
  if (!reading.ok) throw badMapping(reading.problems);
  const { rows, csv: format } = reading.mapping;
  if (request.kind !== 'auto' && request.kind !== rows) {
    throw new CliFailure(EXIT.usage, 'wrong_kind', `By this mapping rows are ${rows}, not ${request.kind}.`, {
      remedy: `Write "import ${rows}", or name the other mapping.`,
    });
  }
  const csv = await openCsv(request.path, { delimiter: format.delimiter });
  csv.close();
  const problems = reading.checkAgainst(csv.header);
  if (problems.length > 0) throw badMapping(problems);
  return { text, reading };
}

/** All problems at once, a line each, as an editor would list them. */
export function badMapping(problems: readonly ConfigProblem[]): CliFailure {
  const lines = problems.map(
    ({ file, line, path, message, remedy }) =>
      `  ${file}${line === null ? '' : `:${line}`}${path === '' ? '' : ` ${path}`}: ${message} ${remedy}`,
  );
  return new CliFailure(EXIT.refused, 'bad_mapping', ['The mapping cannot be used.', ...lines].join('\n'));
}

const EXIT_BY_CODE: Readonly<Record<string, ExitCode>> = {
  file_not_found: EXIT.notFound,
  file_unreadable: EXIT.notFound,
  import_elsewhere: EXIT.conflict,
  import_settings_differ: EXIT.conflict,
  file_changed: EXIT.conflict,
};

/** An expected failure of the import, as the command line tells it. Anything else is a bug and passes through. */
export function asCliFailure(error: unknown): never {
  if (!(error instanceof LeadlineError)) throw error;
  const status = EXIT_BY_CODE[error.code] ?? (error.code.startsWith('csv_') ? EXIT.refused : EXIT.failure);
  throw new CliFailure(status, error.code, error.message, {
    ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
    cause: error,
  });
}
