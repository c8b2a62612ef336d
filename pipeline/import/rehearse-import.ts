import { addCounts, noCounts, type ImportCounts } from '../../store/import-counts';
import type { EpochMs } from '../../domain/time';
import { countTypes } from './activity-types';
import { openCsv } from './csv-file';
import type { Mapping } from './mapping-schema';
import { readRows } from './read-rows';

export interface Rehearsal {
  /** Leads, and whether activities are new, are not known without the database: those counts stay 0. */
  readonly counts: ImportCounts;
  readonly activitiesByType: Readonly<Record<string, number>>;
  /** The first refusals. Codes and places only: the cells stay in the file. */
  readonly examples: readonly { readonly line: number; readonly field: string | null; readonly code: string }[];
}

const EXAMPLES = 10;

/** Reads a whole file with a mapping that was checked against it, and writes nothing anywhere. */
export async function rehearseImport(request: {
  readonly path: string;
  readonly mapping: Mapping;
  readonly now: EpochMs;
}): Promise<Rehearsal> {
  const csv = await openCsv(request.path, { delimiter: request.mapping.csv.delimiter });
  let counts = noCounts;
  const activitiesByType: Record<string, number> = {};
  const examples: Rehearsal['examples'][number][] = [];
  try {
    for await (const { row, reading } of readRows(csv, { mapping: request.mapping, startedAt: request.now, skip: 0 })) {
      counts = addCounts(counts, { ...noCounts, rows: 1 });
      if (reading.ok) {
        countTypes(activitiesByType, { reading });
        continue;
      }
      const [{ code, field }] = reading.refusals;
      counts = addCounts(counts, { ...noCounts, refused: 1, refusedByCode: { [code]: 1 } });
      if (examples.length < EXAMPLES) examples.push({ line: row.line, field, code });
    }
  } finally {
    csv.close();
  }
  return { counts, activitiesByType, examples };
}
