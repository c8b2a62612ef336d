import { datetimeValue, isoTime } from '../iso-time';
import type { Session } from '../parts';
import type { RecordKey } from './record-store';
import { allProperties, type CrmRecord } from './record';

export type RenderedRecord = Readonly<Record<string, unknown>>;

/** Which properties an answer shows. */
export interface Selection {
  /** Empty for the defaults of the type. */
  readonly properties: readonly string[];
  readonly withHistory: readonly string[];
}

/**
 * A record as the object endpoints answer it. Properties the portal does not have are left out; those without a value are null;
 * the record's id and its two times are always there.
 */
export function renderRecord(session: Session, record: CrmRecord, selection: Selection): RenderedRecord {
  const { portalId } = session.portal;
  const known = session.parts.catalog.live({ portalId, type: record.type });
  const values = allProperties(record);
  const names = selection.properties.length > 0 ? selection.properties : record.type.defaultProperties;
  const system = ['hs_object_id', record.type.createdProperty, record.type.modifiedProperty];
  const shown = [...names, ...selection.withHistory].filter((name) => known.has(name));
  const history = selection.withHistory.filter((name) => known.has(name));
  return {
    id: record.id,
    properties: Object.fromEntries([...shown, ...system].map((name) => [name, values[name] ?? null])),
    ...(history.length > 0 && {
      propertiesWithHistory: renderHistory(session, { portalId, type: record.type, id: record.id }, history),
    }),
    createdAt: isoTime(record.createdAtMs),
    updatedAt: isoTime(record.updatedAtMs),
    archived: record.archivedAtMs !== null,
    ...(record.archivedAtMs !== null && { archivedAt: isoTime(record.archivedAtMs) }),
  };
}

/** The answer to a write: the default properties and the ones that were written. */
export function renderWritten(session: Session, record: CrmRecord, written: readonly string[]): RenderedRecord {
  return renderRecord(session, record, { properties: [...record.type.defaultProperties, ...written], withHistory: [] });
}

function renderHistory(session: Session, key: RecordKey, names: readonly string[]): RenderedRecord {
  const history = session.parts.records.history(key, names);
  return Object.fromEntries(
    names.map((name) => [
      name,
      (history[name] ?? []).map((past) => ({
        value: past.value,
        timestamp: datetimeValue(past.atMs),
        sourceType: past.source,
        sourceId: past.sourceId,
      })),
    ]),
  );
}
