import { refreshTouchedRecords } from '../associations/activity-times';
import type { Session } from '../parts';
import { applyChanges } from './apply-changes';
import { derivedChanges } from './derived-changes';
import type { CrmRecord, PropertyChanges } from './record';
import { checkedChanges } from './write-values';

/**
 * Writes the given properties and nothing else; a write that changes nothing leaves no trace.
 *
 * @throws ApiError when a value or a unique value is refused
 */
export function updateRecord(session: Session, record: CrmRecord, written: PropertyChanges): CrmRecord {
  const current = record.properties;
  const checked = checkedChanges(session, { type: record.type, written, current });
  const changes = derivedChanges(session, { type: record.type, current, changes: checked });
  const updated = applyChanges(session, record, changes);
  if (changes['hs_timestamp'] !== undefined) refreshTouchedRecords(session, updated);
  return updated;
}
