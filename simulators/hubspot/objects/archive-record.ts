import { refreshTouchedRecords } from '../associations/activity-times';
import type { Session } from '../parts';
import type { CrmRecord } from './record';
import { moveUniqueValues, releaseUniqueValues } from './unique-values';

/** Into the recycling bin: reads answer 404 unless `archived=true`, search forgets it, its unique values are free again. */
export function archiveRecord(session: Session, record: CrmRecord): void {
  const { parts, portal, nowMs } = session;
  const archived: CrmRecord = { ...record, archivedAtMs: nowMs };
  parts.records.update(portal.portalId, archived);
  releaseUniqueValues(session, record);
  parts.search.changed(portal, archived);
  parts.outbox.deleted(session, archived);
  refreshTouchedRecords(session, archived);
}

/** @throws ApiError 409 or 400 when another record has taken one of its unique values meanwhile */
export function restoreRecord(session: Session, record: CrmRecord): CrmRecord {
  const { parts, portal, nowMs } = session;
  const restored: CrmRecord = { ...record, archivedAtMs: null, updatedAtMs: nowMs };
  moveUniqueValues(session, restored, {});
  parts.records.update(portal.portalId, restored);
  parts.search.changed(portal, restored);
  parts.outbox.restored(session, restored);
  refreshTouchedRecords(session, restored);
  return restored;
}
