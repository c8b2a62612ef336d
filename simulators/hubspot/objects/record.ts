import type { ObjectType } from '../object-types';
import { datetimeValue } from '../iso-time';

/** Property values by name; a property without a value is absent. */
export type PropertyValues = Readonly<Record<string, string>>;

/** What a write changes; null clears. */
export type PropertyChanges = Readonly<Record<string, string | null>>;

export interface CrmRecord {
  readonly id: string;
  readonly type: ObjectType;
  readonly properties: PropertyValues;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly archivedAtMs: number | null;
}

/** The properties with the three that every record derives from itself. */
export function allProperties(record: CrmRecord): PropertyValues {
  return {
    ...record.properties,
    hs_object_id: record.id,
    [record.type.createdProperty]: datetimeValue(record.createdAtMs),
    [record.type.modifiedProperty]: datetimeValue(record.updatedAtMs),
  };
}

export function withChanges(properties: PropertyValues, changes: PropertyChanges): PropertyValues {
  const merged: Record<string, string> = { ...properties };
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) Reflect.deleteProperty(merged, name);
    else merged[name] = value;
  }
  return merged;
}
