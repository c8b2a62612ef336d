import type { Failpoint } from '../../domain/failpoint';
import type { EpochMs } from '../../domain/time';
import type { Database } from '../../store/database';
import { addCounts, noCounts, type ImportCounts } from '../../store/import-counts';
import { advanceImportRun, closeRefusals, lockImportRun, refusalOrigin, type ImportRun } from '../../store/import-run';
import { resolveLeads } from '../../store/lead-identity';
import { notify } from '../../store/notify';
import { recordSyncErrors } from '../../store/sync-error';
import type { CsvRow } from './csv-file';
import type { ImportRecord } from './import-record';
import type { RowRefusal } from './row-scope';
import { refusedPath } from './refused-file';
import { storeAccepted, type AcceptedRow } from './store-accepted';

/** A row that was read, and what came of it. */
export interface ReadRow {
  readonly row: CsvRow;
  /** The sync error that this row had become in an earlier import; null for a row that comes for the first time. */
  readonly formerOrigin: string | null;
  readonly reading:
    | { readonly ok: true; readonly record: ImportRecord }
    | { readonly ok: false; readonly refusals: readonly [RowRefusal, ...RowRefusal[]] };
}

interface RefusedRow {
  readonly row: CsvRow;
  readonly formerOrigin: string | null;
  readonly refusals: readonly [RowRefusal, ...RowRefusal[]];
}

/**
 * Writes some rows and how far the run has come, in one transaction. Throws `import_elsewhere` where another process has
 * moved the run meanwhile. Resolves to the run as it stands then.
 */
export async function importBatch(
  deps: { readonly db: Database; readonly failpoint: Failpoint },
  batch: { readonly run: ImportRun; readonly rows: readonly ReadRow[]; readonly now: EpochMs },
): Promise<ImportRun> {
  const { run, rows, now } = batch;
  const advanced = await deps.db.transaction().execute(async (tx) => {
    await lockImportRun(tx, run);
    const { accepted, refused } = await settleIdentities(tx, batch);
    const stored = await storeAccepted(tx, { run, accepted });
    await storeRefused(tx, { run, refused, now });
    await closeRefusals(tx, { origins: originsOf(accepted), state: 'resolved', now });
    await closeRefusals(tx, { origins: originsOf(refused), state: 'retried', now });
    const counts = addCounts(run.counts, countsOf({ rows: rows.length, accepted, refused, stored }));
    const next = { ...run, rowsDone: run.rowsDone + rows.length, counts };
    await advanceImportRun(tx, next);
    await notify(tx, 'score');
    deps.failpoint('import_batch.before_commit');
    return next;
  });
  deps.failpoint('import_batch.after_commit');
  return advanced;
}

/** Finds or creates the leads. A row whose aliases belong to two leads is refused: which one is meant cannot be told. */
async function settleIdentities(
  tx: Database,
  { run, rows, now }: { readonly run: ImportRun; readonly rows: readonly ReadRow[]; readonly now: EpochMs },
): Promise<{ readonly accepted: readonly AcceptedRow[]; readonly refused: readonly RefusedRow[] }> {
  const accepted: AcceptedRow[] = [];
  const refused: RefusedRow[] = [];
  const readable: Omit<AcceptedRow, 'lead'>[] = [];
  for (const { row, formerOrigin, reading } of rows) {
    if (reading.ok) readable.push({ row, formerOrigin, record: reading.record });
    else refused.push({ row, formerOrigin, refusals: reading.refusals });
  }
  const leads = await resolveLeads(tx, {
    references: readable.map(({ record }) => record.aliases),
    source: run.settings.source,
    quiet: run.settings.quiet,
    now,
  });
  readable.forEach((entry, index) => {
    const lead = leads[index];
    if (lead === undefined) throw new Error('Every record is resolved to a lead.');
    if (lead.conflict === null) accepted.push({ ...entry, lead });
    else refused.push({ row: entry.row, formerOrigin: entry.formerOrigin, refusals: [IDENTITY_CONFLICT] });
  });
  return { accepted, refused: refused.toSorted((a, b) => a.row.number - b.row.number) };
}

const IDENTITY_CONFLICT: RowRefusal = {
  code: 'identity_conflict',
  field: null,
  message: 'The id and the e-mail of this row belong to two different leads.',
  remedy: 'Leave one of the two empty, or correct it.',
};

async function storeRefused(
  tx: Database,
  { run, refused, now }: { readonly run: ImportRun; readonly refused: readonly RefusedRow[]; readonly now: EpochMs },
): Promise<void> {
  const reports = refused.map(({ row, refusals }) => ({
    connectionId: run.settings.connectionId,
    direction: 'in' as const,
    code: refusals[0].code,
    ...(refusals[0].field === null ? {} : { field: refusals[0].field }),
    message: `${run.fileName}, line ${row.line}: ${refusals.map(wording).join(' ')}`,
    remedy: `${refusals[0].remedy} Mend it in ${refusedPath(run.fileName)} and import that with the same mapping.`,
    record: { row: row.number, line: row.line, cells: row.cells },
    origin: refusalOrigin(run.id, row.number),
  }));
  await recordSyncErrors(tx, reports, now);
}

const wording = (refusal: RowRefusal): string =>
  refusal.field === null ? refusal.message : `${refusal.field}: ${refusal.message}`;

const originsOf = (rows: readonly { readonly formerOrigin: string | null }[]): readonly string[] =>
  rows.flatMap(({ formerOrigin }) => (formerOrigin === null ? [] : [formerOrigin]));

function countsOf(batch: {
  readonly rows: number;
  readonly accepted: readonly AcceptedRow[];
  readonly refused: readonly RefusedRow[];
  readonly stored: { readonly stored: number; readonly repeated: number };
}): ImportCounts {
  const refusedByCode: Record<string, number> = {};
  for (const { refusals } of batch.refused)
    refusedByCode[refusals[0].code] = (refusedByCode[refusals[0].code] ?? 0) + 1;
  const created = new Set(batch.accepted.filter(({ lead }) => lead.created).map(({ lead }) => lead.leadId));
  return {
    ...noCounts,
    rows: batch.rows,
    leadsNew: created.size,
    rowsOfKnownLeads: batch.accepted.filter(({ lead }) => !lead.created).length,
    activitiesNew: batch.stored.stored,
    activitiesRepeated: batch.stored.repeated,
    refused: batch.refused.length,
    refusedByCode,
  };
}
