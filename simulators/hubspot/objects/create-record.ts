import { ApiError } from '../api-error';
import { associateInline, type InlineAssociation } from '../associations/associate';
import type { ObjectType } from '../object-types';
import type { Session } from '../parts';
import { derivedChanges } from './derived-changes';
import { withChanges, type CrmRecord, type PropertyChanges, type PropertyValues } from './record';
import { moveUniqueValues } from './unique-values';
import { checkedChanges } from './write-values';

export interface CreateInput {
  readonly type: ObjectType;
  readonly properties: PropertyChanges;
  readonly associations: readonly InlineAssociation[];
}

/** @throws ApiError when a value, a required property, a unique value or an association is refused; the caller's transaction undoes the rest */
export function createRecord(session: Session, input: CreateInput): CrmRecord {
  const { parts, portal, nowMs } = session;
  const { type } = input;
  const changes = initialChanges(session, input);
  requireProperties(type, changes);
  const record: CrmRecord = {
    id: String(parts.accounts.nextId(portal.portalId)),
    type,
    properties: withChanges({}, changes),
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    archivedAtMs: null,
  };
  moveUniqueValues(session, record, {});
  parts.records.insert(portal.portalId, record);
  parts.records.remember(
    { portalId: portal.portalId, type, id: record.id },
    { atMs: nowMs, origin: session.origin, changes },
  );
  parts.search.changed(portal, record);
  parts.outbox.created(session, record);
  parts.outbox.propertiesChanged(session, { record, changes });
  if (input.associations.length === 0) return record;
  associateInline(session, record, input.associations);
  // An association to an engagement may have set the record's activity times.
  return parts.records.find({ portalId: portal.portalId, type, id: record.id }) ?? record;
}

function initialChanges(session: Session, { type, properties }: CreateInput): PropertyChanges {
  const written = checkedChanges(session, {
    type,
    written: { ...startingValues(session, type), ...properties },
    current: {},
  });
  const present = Object.fromEntries(Object.entries(written).filter(([, value]) => value !== null));
  return {
    ...derivedChanges(session, { type, current: {}, changes: present }),
    hs_object_source: session.origin.source,
  };
}

function startingValues(session: Session, type: ObjectType): PropertyValues {
  const { defaultLifecycleStage } = session.portal.behaviour;
  switch (type.name) {
    case 'contacts':
      return defaultLifecycleStage === null ? {} : { lifecyclestage: defaultLifecycleStage };
    case 'deals':
      return { pipeline: 'default' };
    case 'tasks':
      return { hs_task_status: 'NOT_STARTED' };
    default:
      return {};
  }
}

function requireProperties(type: ObjectType, values: PropertyChanges): void {
  const missing = type.required.filter((name) => values[name] === undefined);
  const anyPresent = type.requiredAnyOf.length === 0 || type.requiredAnyOf.some((name) => values[name] !== undefined);
  if (missing.length === 0 && anyPresent) return;
  throw new ApiError({
    status: 400,
    message: `Error creating ${type.singular.toUpperCase()}. Some required properties were not set.`,
    category: 'VALIDATION_ERROR',
    context: { properties: [...missing, ...(anyPresent ? [] : type.requiredAnyOf)] },
  });
}
