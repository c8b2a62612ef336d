import { datetimeValue, parseTime } from '../iso-time';
import { applyChanges } from '../objects/apply-changes';
import type { CrmRecord } from '../objects/record';
import { objectTypes, type ObjectType } from '../object-types';
import type { Parts, Session } from '../parts';

interface Ends {
  readonly from: CrmRecord;
  readonly to: CrmRecord;
}

const countedTypes = objectTypes.filter((type) => isCounted(type));
const timedTypes = objectTypes.filter((type) => type.engagement === 'none');

/**
 * `notes_last_contacted` is the latest time at which a call, e-mail, meeting or message was logged on the record, `notes_last_updated`
 * counts notes too. Tasks count for neither: completing one is no contact. What is planned for later counts once its time has come.
 */
export function refreshAfterAssociation(session: Session, ends: Ends, options: { readonly mayGoBack: boolean }): void {
  if (isCounted(ends.from.type) && isTimed(ends.to.type)) refreshTimes(session, ends.to, options);
  if (isCounted(ends.to.type) && isTimed(ends.from.type)) refreshTimes(session, ends.from, options);
}

/** After an engagement has changed its time, was archived or restored. */
export function refreshTouchedRecords(session: Session, engagement: CrmRecord): void {
  if (!isCounted(engagement.type)) return;
  const { portalId } = session.portal;
  for (const type of timedTypes) {
    for (const id of session.parts.associations.neighbours(portalId, engagement, type)) {
      const record = session.parts.records.find({ portalId, type, id });
      if (record) refreshTimes(session, record, { mayGoBack: true });
    }
  }
}

/** Counts engagements that were logged ahead of time and whose time has come. */
export function settleDueTouches(parts: Parts): void {
  const nowMs = parts.clock.now();
  const due = parts.database.all<{ at: number; portal_id: number; type_id: string; id: number }>(
    'SELECT * FROM due_touch WHERE at <= ? ORDER BY at',
    nowMs,
  );
  if (due.length === 0) return;
  parts.database.transaction(() => {
    for (const row of due) {
      const portal = parts.accounts.portal(row.portal_id);
      const type = objectTypes.find(({ typeId }) => typeId === row.type_id);
      const record = portal && type && parts.records.find({ portalId: row.portal_id, type, id: String(row.id) });
      const session = portal && { parts, portal, nowMs, origin: { source: 'CALCULATED', sourceId: '' } as const };
      if (record && session) refreshTimes(session, record, { mayGoBack: false });
    }
    parts.database.run('DELETE FROM due_touch WHERE at <= ?', nowMs);
  });
}

/** @param options `mayGoBack` when what was counted before may be gone, so that the times held are not trusted */
export function refreshTimes(session: Session, stale: CrmRecord, { mayGoBack }: { readonly mayGoBack: boolean }): void {
  const record = session.parts.records.find({ portalId: session.portal.portalId, type: stale.type, id: stale.id });
  if (!record) return;
  const engagements = engagementTimes(session, record);
  for (const { atMs } of engagements) {
    if (atMs > session.nowMs) planRefresh(session, record, atMs);
  }
  const past = engagements.filter(({ atMs }) => atMs <= session.nowMs);
  const changes = {
    ...newTime(
      record,
      'notes_last_contacted',
      past.filter(({ type }) => type.engagement === 'touch'),
      mayGoBack,
    ),
    ...newTime(record, 'notes_last_updated', past, mayGoBack),
  };
  applyChanges({ ...session, origin: { source: 'CALCULATED', sourceId: '' } }, record, changes);
}

interface EngagementTime {
  readonly type: ObjectType;
  readonly atMs: number;
}

function engagementTimes(session: Session, record: CrmRecord): readonly EngagementTime[] {
  return countedTypes.flatMap((type) =>
    session.parts.database
      .all<{ time: string }>(
        `SELECT json_extract(r.properties, '$.hs_timestamp') AS time
         FROM association a JOIN record r ON r.portal_id = a.portal_id AND r.type_id = a.to_type AND r.id = a.to_id
         WHERE a.portal_id = ? AND a.from_type = ? AND a.from_id = ? AND a.to_type = ? AND r.archived_at IS NULL`,
        session.portal.portalId,
        record.type.typeId,
        Number(record.id),
        type.typeId,
      )
      .map(({ time }) => ({ type, atMs: parseTime(time) ?? 0 })),
  );
}

function newTime(
  record: CrmRecord,
  property: string,
  counted: readonly EngagementTime[],
  mayGoBack: boolean,
): Readonly<Record<string, string | null>> {
  const held = record.properties[property];
  const heldMs = held === undefined ? -Infinity : (parseTime(held) ?? -Infinity);
  const latestMs = Math.max(mayGoBack ? -Infinity : heldMs, ...counted.map(({ atMs }) => atMs));
  if (latestMs === heldMs) return {};
  return { [property]: latestMs === -Infinity ? null : datetimeValue(latestMs) };
}

function planRefresh(session: Session, record: CrmRecord, atMs: number): void {
  session.parts.database.run(
    'INSERT OR IGNORE INTO due_touch (at, portal_id, type_id, id) VALUES (?, ?, ?, ?)',
    atMs,
    session.portal.portalId,
    record.type.typeId,
    Number(record.id),
  );
}

function isCounted(type: ObjectType): boolean {
  return type.engagement === 'touch' || type.engagement === 'note';
}

function isTimed(type: ObjectType): boolean {
  return type.engagement === 'none';
}
