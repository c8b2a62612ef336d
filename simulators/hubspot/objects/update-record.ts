import { refreshTouchedRecords } from '../associations/activity-times';
import type { Session } from '../parts';
import { derivedChanges } from './derived-changes';
import { withChanges, type CrmRecord, type PropertyChanges } from './record';
import { moveUniqueValues } from './unique-values';
import { checkedChanges } from './write-values';

/**
 * Writes the given properties and nothing else; a write that changes nothing leaves no trace.
 *
 * @throws ApiError when a value or a unique value is refused
 */
export function updateRecord(session: Session, record: CrmRecord, written: PropertyChanges): CrmRecord {
  const current = record.properties;
  const checked = checkedChanges(session, { type: record.type, written, current });
  return applyChanges(session, record, derivedChanges(session, { type: record.type, current, changes: checked }));
}

/** Applies changes that are already in HubSpot's form, also to properties that clients may not write. */
export function applyChanges(session: Session, record: CrmRecord, changes: PropertyChanges): CrmRecord {
  if (Object.keys(changes).length === 0) return record;
  const { parts, portal, nowMs } = session;
  const changed: CrmRecord = { ...record, properties: withChanges(record.properties, changes), updatedAtMs: nowMs };
  moveUniqueValues(session, changed, record.properties);
  parts.records.update(portal.portalId, changed);
  parts.records.remember(
    { portalId: portal.portalId, type: record.type, id: record.id },
    { atMs: nowMs, origin: session.origin, changes },
  );
  parts.search.changed(portal, changed);
  parts.outbox.propertiesChanged(session, { record: changed, changes });
  if (changes['hs_timestamp'] !== undefined) refreshTouchedRecords(session, changed);
  return changed;
}
