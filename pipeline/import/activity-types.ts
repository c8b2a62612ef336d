import { nearestName } from '../../config/nearest-name';
import type { ReadRow } from './import-batch';

/** A type of imported activities that no rule of the model names: they are kept, and are worth nothing. */
export interface UnknownType {
  readonly type: string;
  readonly activities: number;
  /** The known type that is written most like it, if one is. */
  readonly meant: string | null;
}

/** Adds the activities of a row that was understood to counts by type. */
export function countTypes(counts: Record<string, number>, { reading }: Pick<ReadRow, 'reading'>): void {
  if (!reading.ok) return;
  for (const { type } of reading.record.activities) counts[type] = (counts[type] ?? 0) + 1;
}

/** Those of the types that are not among the known ones, the most frequent first. */
export const unknownTypes = (
  counts: Readonly<Record<string, number>>,
  known: readonly string[],
): readonly UnknownType[] =>
  Object.entries(counts)
    .filter(([type]) => !known.includes(type))
    .map(([type, activities]) => ({ type, activities, meant: nearestName(type, known) }))
    .toSorted((a, b) => b.activities - a.activities);
