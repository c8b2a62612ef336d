import { LONGEST } from '../../domain/limits';
import type { ImportRecord } from './import-record';
import { quote, type RowRefusal } from './row-scope';

/** What of a row is longer than is kept of anything. Cells that the mapping does not use may be as long as they like. */
export function checkLengths(record: ImportRecord): readonly RowRefusal[] {
  return [
    ...record.aliases.map(({ kind, value }) => tooLong(kind === 'email' ? 'e-mail' : 'id', value, LONGEST.identifier)),
    ...record.attributes.map(({ name, value }) => tooLong(name, value, LONGEST.value)),
    ...record.activities.flatMap(({ sourceId, type, asset, props = {} }) => [
      tooLong('id of the activity', sourceId, LONGEST.identifier),
      tooLong('type of the activity', type, LONGEST.type),
      tooLong('asset', asset, LONGEST.asset),
      ...Object.entries(props).map(([name, value]) => tooLong(name, value, LONGEST.value)),
    ]),
    ...record.outcomes.flatMap(({ kind, value, sourceId }) => [
      tooLong('kind of the outcome', kind, LONGEST.type),
      tooLong(kind, value, LONGEST.value),
      tooLong('id of the outcome', sourceId, LONGEST.identifier),
    ]),
  ].filter((refusal) => refusal !== null);
}

function tooLong(what: string, value: unknown, longest: number): RowRefusal | null {
  if (typeof value !== 'string' || value.length <= longest) return null;
  return {
    code: 'value_too_long',
    field: what,
    message: `${quote(value)} has ${value.length} characters; at most ${longest} are kept.`,
    remedy: 'Shorten it at its source, or leave the column out of the mapping.',
  };
}
