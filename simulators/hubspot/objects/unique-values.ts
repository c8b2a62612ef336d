import { ApiError, contactExists } from '../api-error';
import type { ObjectType } from '../object-types';
import type { Session } from '../parts';
import type { CrmRecord, PropertyValues } from './record';

interface UniqueEntry {
  readonly property: string;
  readonly value: string;
}

/**
 * Moves the record's claims on unique values from `before` to `after`.
 *
 * A contact's additional e-mail addresses count as e-mail addresses: they lead to the contact and nobody else may have them.
 *
 * @throws ApiError 409 for a contact's e-mail, 400 for a unique property, when another record has the value
 */
export function moveUniqueValues(session: Session, record: CrmRecord, before: PropertyValues): void {
  const wanted = uniqueEntries(session, record.type, record.properties);
  const held = uniqueEntries(session, record.type, before);
  const { records } = session.parts;
  const key = { portalId: session.portal.portalId, type: record.type };
  for (const entry of held) {
    if (!wanted.some((other) => sameEntry(entry, other))) records.release({ ...key, ...entry });
  }
  for (const entry of wanted) {
    if (held.some((other) => sameEntry(entry, other))) continue;
    const holder = records.holderOf({ ...key, ...entry });
    if (holder !== undefined) throw takenError(session, record, entry, holder);
    records.claim({ ...key, ...entry }, record.id);
  }
}

/** Of a record that goes: others may have its values now. */
export function releaseUniqueValues(session: Session, record: CrmRecord): void {
  moveUniqueValues(session, { ...record, properties: {} }, record.properties);
}

function uniqueEntries(session: Session, type: ObjectType, properties: PropertyValues): readonly UniqueEntry[] {
  const unique = session.parts.catalog.unique({ portalId: session.portal.portalId, type });
  const entries = unique.flatMap((property) => {
    const value = properties[property];
    return value === undefined ? [] : [{ property, value }];
  });
  return type.name === 'contacts' ? [...entries, ...emailEntries(properties)] : entries;
}

function emailEntries(properties: PropertyValues): readonly UniqueEntry[] {
  const emails = [properties['email'], ...(properties['hs_additional_emails']?.split(';') ?? [])];
  return [...new Set(emails)].flatMap((value) => (value === undefined ? [] : [{ property: 'email', value }]));
}

function sameEntry(left: UniqueEntry, right: UniqueEntry): boolean {
  return left.property === right.property && left.value === right.value;
}

function takenError(session: Session, record: CrmRecord, entry: UniqueEntry, holder: string): ApiError {
  if (record.type.name === 'contacts' && entry.property === 'email') return contactExists(holder);
  const coordinates =
    `PropertyValueCoordinates{portalId=${session.portal.portalId}, objectTypeId=ObjectTypeId{legacyObjectType=` +
    `${record.type.singular.toUpperCase()}}, propertyName=${entry.property}, value=${entry.value}}`;
  return new ApiError({
    status: 400,
    message: `Cannot set ${coordinates} on ${record.id}. ${holder} already has that value.`,
    category: 'VALIDATION_ERROR',
  });
}
