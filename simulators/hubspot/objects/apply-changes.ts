import type { Session } from '../parts';
import { withChanges, type CrmRecord, type PropertyChanges } from './record';
import { moveUniqueValues } from './unique-values';

/** Applies changes that are already in HubSpot's form, also to properties that clients may not write. None leave no trace. */
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
  return changed;
}
