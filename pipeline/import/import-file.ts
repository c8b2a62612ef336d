import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { LeadlineError } from '../../domain/errors';
import type { Failpoint } from '../../domain/failpoint';
import type { Clock } from '../../domain/time';
import { writeAudit } from '../../store/audit';
import type { Database } from '../../store/database';
import { type ImportCounts } from '../../store/import-counts';
import { beginImportRun, countRefusedRows, finishImportRun, type ImportRun } from '../../store/import-run';
import { fingerprint, isUnchanged, openCsv, type CsvFile, type FileState } from './csv-file';
import { importBatch, type ReadRow } from './import-batch';
import type { Mapping } from './mapping-schema';
import { countTypes } from './activity-types';
import { readRows } from './read-rows';
import { isThere, refusedPath, writeRefusedFile } from './refused-file';

export interface ImportDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly failpoint: Failpoint;
}

export interface ImportRequest {
  readonly path: string;
  readonly mapping: Mapping;
  /** The mapping as it was written: kept with the run, and part of what makes it the same run. */
  readonly mappingText: string;
  /** Of sync errors. */
  readonly connectionId: string;
  /** First scoring of a known database: opens no clock and no task. */
  readonly quiet: boolean;
  /** For audit. */
  readonly actor: string;
  readonly signal: AbortSignal;
  /** Told once, before the first row is read: how far an earlier attempt at the same import has come. */
  readonly onBegin?: (run: Pick<ImportRun, 'fileName' | 'rowsDone' | 'finishedAt'>) => void;
  readonly onProgress: (progress: ImportProgress) => void;
}

export interface ImportProgress {
  readonly rows: number;
  readonly refused: number;
  readonly bytes: number;
  readonly totalBytes: number;
}

export interface ImportReport {
  readonly run: string;
  /** `done` now, `already_done` before, or `interrupted`: the same command again goes on. */
  readonly state: 'done' | 'already_done' | 'interrupted';
  /** Rows that an earlier, interrupted attempt had done. */
  readonly resumedAfter: number;
  readonly counts: ImportCounts;
  /** Of the rows that were read this time. */
  readonly activitiesByType: Readonly<Record<string, number>>;
  /** Refused rows that did not come back since and were not dealt with otherwise. */
  readonly refusedOpen: number;
  /** Where those are; null where there are none, and after an interruption. */
  readonly refusedFile: string | null;
}

/** Rows a transaction. Large enough that commits cost little, small enough that a crash repeats little. */
const BATCH_ROWS = 1_000;

/**
 * Imports a file whose mapping was checked against it. Each batch of rows is stored in one transaction with the position
 * reached: killed at any moment and started again, nothing is lost or doubled. A file that was imported with the same
 * mapping before is recognised by its content and left alone. Throws what `openCsv` throws, `import_elsewhere`,
 * `import_settings_differ` and `file_changed`; rows before the fault stay imported.
 */
export async function importFile(deps: ImportDeps, request: ImportRequest): Promise<ImportReport> {
  const state = await fingerprint(request.path);
  const begun = await beginRun(deps, request, state);
  request.onBegin?.(begun);
  const activitiesByType: Record<string, number> = {};
  const csv = await openCsv(request.path, { delimiter: request.mapping.csv.delimiter });
  try {
    if (begun.finishedAt !== null) {
      const refused = await keepRefusedFile(deps, { request, run: begun, csv });
      return report(begun, { state: 'already_done', resumedAfter: begun.rowsDone, activitiesByType, ...refused });
    }
    const read = await importRows(deps, { request, run: begun, csv, totalBytes: state.size, activitiesByType });
    if (request.signal.aborted) {
      const refusedOpen = await openRefusals(deps, read);
      const refused = { refusedOpen, refusedFile: null };
      return report(read, { state: 'interrupted', resumedAfter: begun.rowsDone, activitiesByType, ...refused });
    }
    if (!(await isUnchanged(request.path, state))) {
      throw new LeadlineError('file_changed', 'The file was changed while it was read.', {
        remedy: 'Import it again.',
      });
    }
    const refused = await keepRefusedFile(deps, { request, run: read, csv });
    await finish(deps, read);
    return report(read, { state: 'done', resumedAfter: begun.rowsDone, activitiesByType, ...refused });
  } finally {
    csv.close();
  }
}

/** The same content read by the same mapping is the same run, whatever the file is called. */
export const runId = (fileSha256: string, mappingText: string): string =>
  createHash('sha256').update(`${fileSha256}\n${mappingText}`).digest('hex').slice(0, 16);

async function beginRun(deps: ImportDeps, request: ImportRequest, state: FileState): Promise<ImportRun> {
  const id = runId(state.sha256, request.mappingText);
  const { mapping, mappingText, quiet, connectionId } = request;
  const now = deps.clock();
  const run = await deps.db.transaction().execute(async (tx) => {
    const { run: found, begun } = await beginImportRun(tx, {
      id,
      kind: mapping.rows,
      fileName: basename(request.path),
      settings: { fileSha256: state.sha256, mapping: mappingText, source: mapping.source, connectionId, quiet },
      now,
    });
    if (begun) {
      await writeAudit(tx, {
        actor: request.actor,
        action: 'import.start',
        subject: `import:${id}`,
        detail: { quiet },
        now,
      });
    }
    deps.failpoint('import_begin.before_commit');
    return found;
  });
  deps.failpoint('import_begin.after_commit');
  if (run.finishedAt === null && run.settings.quiet !== quiet) {
    throw new LeadlineError(
      'import_settings_differ',
      `This import was begun ${run.settings.quiet ? 'quiet' : 'live'}.`,
      {
        remedy: run.settings.quiet ? 'Add --quiet to go on with it.' : 'Leave --quiet out to go on with it.',
      },
    );
  }
  return run;
}

/** Imports what is left of the file; stops between batches when asked to. */
async function importRows(
  deps: ImportDeps,
  work: {
    readonly request: ImportRequest;
    readonly run: ImportRun;
    readonly csv: CsvFile;
    readonly totalBytes: number;
    /** Counted up. */
    readonly activitiesByType: Record<string, number>;
  },
): Promise<ImportRun> {
  const { request, csv, totalBytes } = work;
  let run = work.run;
  let rows: ReadRow[] = [];
  const flush = async (): Promise<void> => {
    if (rows.length === 0) return;
    run = await importBatch(deps, { run, rows, now: deps.clock() });
    rows = [];
    request.onProgress({ rows: run.rowsDone, refused: run.counts.refused, bytes: csv.bytesRead(), totalBytes });
  };
  for await (const row of readRows(csv, { mapping: request.mapping, startedAt: run.startedAt, skip: run.rowsDone })) {
    if (request.signal.aborted) return run;
    rows.push(row);
    countTypes(work.activitiesByType, row);
    if (rows.length === BATCH_ROWS) await flush();
  }
  await flush();
  return run;
}

/**
 * Puts the rows that stand refused beside the file. After an import that was finished before, a file that is there already
 * stays: somebody may be mending it.
 */
async function keepRefusedFile(
  deps: ImportDeps,
  { request, run, csv }: { readonly request: ImportRequest; readonly run: ImportRun; readonly csv: CsvFile },
): Promise<Pick<ImportReport, 'refusedOpen' | 'refusedFile'>> {
  const refusedOpen = await openRefusals(deps, run);
  if (refusedOpen === 0) return { refusedOpen, refusedFile: null };
  const refusedFile = refusedPath(request.path);
  if (run.finishedAt === null || !(await isThere(refusedFile))) {
    const { delimiter } = request.mapping.csv;
    await writeRefusedFile(deps, { path: request.path, run, header: csv.header, delimiter });
  }
  return { refusedOpen, refusedFile };
}

const openRefusals = async ({ db }: ImportDeps, { id, counts, settings }: ImportRun): Promise<number> =>
  counts.refused === 0 ? 0 : await countRefusedRows(db, { runId: id, connectionId: settings.connectionId });

async function finish(deps: ImportDeps, run: ImportRun): Promise<void> {
  await deps.db.transaction().execute(async (tx) => {
    await finishImportRun(tx, { id: run.id, now: deps.clock() });
    deps.failpoint('import_finish.before_commit');
  });
  deps.failpoint('import_finish.after_commit');
}

const report = (run: ImportRun, end: Omit<ImportReport, 'run' | 'counts'>): ImportReport => ({
  run: run.id,
  ...end,
  counts: run.counts,
});
