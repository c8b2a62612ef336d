import { sql, type Selectable } from 'kysely';
import { LeadlineError } from '../domain/errors';
import type { EpochMs } from '../domain/time';
import { at, type Database } from './database';
import { noCounts, type ImportCounts } from './import-counts';
import type { Schema } from './schema';

/** One file, imported with one mapping, once. */
export interface ImportRun {
  /** From the contents of file and mapping: the same two are the same run. */
  readonly id: string;
  readonly kind: string;
  readonly fileName: string;
  readonly settings: ImportSettings;
  /** What `import_start` in a mapping stands for; the same after a resumption. */
  readonly startedAt: EpochMs;
  readonly rowsDone: number;
  readonly counts: ImportCounts;
  readonly finishedAt: EpochMs | null;
}

/** What the run was begun with. The mapping is kept, so that what was done can be read later. */
export interface ImportSettings {
  readonly fileSha256: string;
  readonly mapping: string;
  readonly source: string;
  /** Of sync errors. */
  readonly connectionId: string;
  readonly quiet: boolean;
}

/** Begins the run, or finds the one that was begun. Resolves to it and to whether it is new. */
export async function beginImportRun(
  tx: Database,
  run: Pick<ImportRun, 'id' | 'kind' | 'fileName' | 'settings'> & { readonly now: EpochMs },
): Promise<{ readonly run: ImportRun; readonly begun: boolean }> {
  const begun = await tx
    .insertInto('import_run')
    .values({
      id: run.id,
      kind: run.kind,
      file_name: run.fileName,
      settings: JSON.stringify(run.settings),
      started_at: at(run.now),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  const found = await findImportRun(tx, run.id);
  if (found === null) throw new Error('An import run that was just begun is not there.');
  return { run: found, begun: begun !== undefined };
}

export async function findImportRun(db: Database, id: string): Promise<ImportRun | null> {
  const row = await db.selectFrom('import_run').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toRun(row);
}

/**
 * Locks the run for a batch that begins after `rowsDone` rows. Throws `import_elsewhere` if it is not there any more:
 * another process imports the same file, and both going on would refuse and count rows twice.
 */
export async function lockImportRun(
  tx: Database,
  run: { readonly id: string; readonly rowsDone: number },
): Promise<void> {
  const row = await tx
    .selectFrom('import_run')
    .select('rows_done')
    .where('id', '=', run.id)
    .forUpdate()
    .executeTakeFirst();
  if (row?.rows_done === run.rowsDone) return;
  throw new LeadlineError('import_elsewhere', 'Another process is importing the same file.', {
    remedy: 'Let it finish; if it was ended meanwhile, run the same command again.',
  });
}

/** Moves a locked run past a batch, in the transaction of the batch. `counts` are those of the whole run. */
export async function advanceImportRun(
  tx: Database,
  run: { readonly id: string; readonly rowsDone: number; readonly counts: ImportCounts },
): Promise<void> {
  await tx
    .updateTable('import_run')
    .set({ rows_done: run.rowsDone, rows_refused: run.counts.refused, counts: JSON.stringify(run.counts) })
    .where('id', '=', run.id)
    .execute();
}

export async function finishImportRun(
  tx: Database,
  run: { readonly id: string; readonly now: EpochMs },
): Promise<void> {
  await tx
    .updateTable('import_run')
    .set({ finished_at: at(run.now) })
    .where('id', '=', run.id)
    .execute();
}

/** The name of a refused row among sync errors. */
export const refusalOrigin = (runId: string, row: number): string => `import:${runId}:${row}`;

export interface RefusedRow {
  readonly id: number;
  readonly origin: string;
  readonly cells: readonly string[];
  readonly reason: string;
}

/** What a sync error of a refused row keeps of it. */
export interface RefusalRecord {
  readonly row: number;
  readonly line: number;
  readonly cells: readonly string[];
}

/** Rows of a run that stand refused, in the order of the file. `afterId` pages. */
export async function listRefusedRows(
  db: Database,
  page: { readonly runId: string; readonly connectionId: string; readonly afterId: number; readonly limit: number },
): Promise<readonly RefusedRow[]> {
  const { rows } = await sql<{ id: number; origin: string; record: RefusalRecord; message: string }>`
    select id, origin, record, message from sync_error
    where connection_id = ${page.connectionId} and state = 'open' and id > ${page.afterId}
      and starts_with(origin, ${`import:${page.runId}:`})
    order by id limit ${page.limit}
  `.execute(db);
  return rows.map((row) => ({ id: row.id, origin: row.origin, cells: row.record.cells, reason: row.message }));
}

/** How many rows of a run stand refused. */
export async function countRefusedRows(
  db: Database,
  run: { readonly runId: string; readonly connectionId: string },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from sync_error
    where connection_id = ${run.connectionId} and state = 'open' and starts_with(origin, ${`import:${run.runId}:`})
  `.execute(db);
  return rows[0]?.count ?? 0;
}

/** Closes refusals whose rows came again: `resolved` where they were taken, `retried` where they were refused anew. */
export async function closeRefusals(
  tx: Database,
  change: { readonly origins: readonly string[]; readonly state: 'retried' | 'resolved'; readonly now: EpochMs },
): Promise<void> {
  if (change.origins.length === 0) return;
  await sql`
    update sync_error set state = ${change.state}, closed_at = ${at(change.now)}
    where origin = any(${[...change.origins]}::text[]) and starts_with(origin, 'import:') and state = 'open'
  `.execute(tx);
}

function toRun(row: Selectable<Schema['import_run']>): ImportRun {
  return {
    id: row.id,
    kind: row.kind,
    fileName: row.file_name,
    settings: row.settings as unknown as ImportSettings, // written by beginImportRun only
    startedAt: row.started_at,
    rowsDone: row.rows_done,
    counts: { ...noCounts, ...row.counts }, // written by advanceImportRun only
    finishedAt: row.finished_at,
  };
}
