import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { noFailpoint } from '../../../domain/failpoint';
import { importFile } from '../../../pipeline/import/import-file';
import { loadMapping } from '../../../pipeline/import/load-mapping';
import { forgetYear, heroes, writeYear, YEAR_FILES, type Company } from './company';
import type { DemoParts, DemoProgress } from './demo-parts';

/** Where refused rows would be reported, as those of any import. */
const CONNECTION = 'import';
const HEROES_KEPT = 50;
const ROWS_BETWEEN_REPORTS = 20_000;

/**
 * Imports the year, quietly: stages are set, no clock starts. Interrupted, it goes on where it stopped, since the same files are
 * made again. `onFirst` is called when those are in whom a visitor will look at.
 */
export async function backFill(
  parts: DemoParts,
  progress: DemoProgress,
  request: { readonly company: Company; readonly onFirst: () => Promise<void> },
): Promise<void> {
  const folder = join(parts.dataDir, 'demo');
  const startedAt = parts.clock();
  let done = 0;
  let told = 0;
  for (const { file, kind } of await writeYear(request.company, folder)) {
    const before = done;
    const report = await importOne(parts, file, kind, (rows) => {
      done = before + rows;
      if (done - told < ROWS_BETWEEN_REPORTS) return;
      told = done;
      parts.log(
        `Demo: ${done.toLocaleString('en')} of ${request.company.items.length.toLocaleString('en')} activities are in.`,
      );
    });
    if (report === 'interrupted') return;
    if (file.endsWith(`${YEAR_FILES[0]}.csv`)) await request.onFirst();
  }
  await forgetYear(folder);
  await progress.save({
    filledAt: parts.clock(),
    heroes: heroes(request.company)
      .slice(0, HEROES_KEPT)
      .map(({ index }) => index),
  });
  const seconds = ((parts.clock() - startedAt) / 1_000).toFixed(0);
  parts.log(
    `Demo: the year of ${request.company.people.length.toLocaleString('en')} people is in after ${seconds} s; Leadline is scoring them.`,
  );
}

async function importOne(
  parts: DemoParts,
  path: string,
  kind: 'activities' | 'outcomes',
  onRows: (rows: number) => void,
): Promise<'done' | 'already_done' | 'interrupted'> {
  const mappingText = await readFile(join(parts.mappingsDir, `${kind}.yaml`), 'utf8');
  const reading = loadMapping(`${kind}.yaml`, mappingText);
  if (!reading.ok) throw new Error(`The mapping ${kind}.yaml of the examples cannot be used.`);
  const report = await importFile(
    { db: parts.db, clock: parts.clock, failpoint: noFailpoint },
    {
      path,
      mapping: reading.mapping,
      mappingText,
      connectionId: CONNECTION,
      quiet: true,
      actor: parts.actor,
      signal: parts.signal,
      onProgress: ({ rows }) => onRows(rows),
    },
  );
  return report.state;
}
