import { notFound, validationError } from '../api-error';
import type { ObjectType } from '../object-types';
import type { Session } from '../parts';
import type { CrmRecord } from './record';

/** A record as a client names it: by id, or by the value of a property with unique values. */
export interface RecordReference {
  readonly type: ObjectType;
  readonly id: string;
  readonly idProperty: string | undefined;
}

/**
 * The record that is in use under this name; an archived one is not found.
 *
 * @throws ApiError 400 when `idProperty` does not name a property with unique values
 */
export function findRecord(session: Session, reference: RecordReference): CrmRecord | undefined {
  const record = findAnyRecord(session, reference);
  return record?.archivedAtMs === null ? record : undefined;
}

/** Only by its id can an archived record be found: its unique values are free again. */
export function findAnyRecord(session: Session, reference: RecordReference): CrmRecord | undefined {
  const key = { portalId: session.portal.portalId, type: reference.type };
  const property = uniqueIdProperty(session, reference);
  if (property === undefined) return session.parts.records.find({ ...key, id: reference.id });
  const id = session.parts.records.holderOf({ ...key, property, value: uniqueIdValue(reference) });
  return id === undefined ? undefined : session.parts.records.find({ ...key, id });
}

/** @throws ApiError 404 when there is none in use */
export function requireRecord(session: Session, reference: RecordReference): CrmRecord {
  const record = findRecord(session, reference);
  if (!record) throw notFound('resource not found', { id: [reference.id] });
  return record;
}

/** The value as unique values are kept: e-mail addresses in lower case. */
export function uniqueIdValue(reference: Pick<RecordReference, 'id' | 'idProperty'>): string {
  return reference.idProperty === 'email' ? reference.id.trim().toLowerCase() : reference.id;
}

function uniqueIdProperty(session: Session, { type, idProperty }: RecordReference): string | undefined {
  if (idProperty === undefined || idProperty === 'hs_object_id') return undefined;
  if (idProperty === 'email' && type.name === 'contacts') return idProperty;
  const unique = session.parts.catalog.unique({ portalId: session.portal.portalId, type });
  if (unique.includes(idProperty)) return idProperty;
  throw validationError(
    `idProperty "${idProperty}" is not a property with unique values of ${type.singular.toUpperCase()}`,
    {
      idProperty: [idProperty],
    },
  );
}
