import { refreshTimes } from '../associations/activity-times';
import { validationError } from '../api-error';
import type { ObjectType } from '../object-types';
import type { Session } from '../parts';
import { derivedChanges } from './derived-changes';
import { releaseUniqueValues } from './unique-values';
import { requireRecord } from './find-record';
import type { CrmRecord, PropertyChanges } from './record';
import { applyChanges } from './apply-changes';

export interface MergeInput {
  readonly type: ObjectType;
  readonly primaryId: string;
  readonly otherId: string;
}

/**
 * Merges the other record into the primary one: the primary's values win, its blanks are filled, associations move over, the other
 * contact's addresses become additional ones, and the other id answers with the winner from now on.
 */
export function mergeRecords(session: Session, input: MergeInput): CrmRecord {
  const winner = requireRecord(session, { type: input.type, id: input.primaryId, idProperty: undefined });
  const other = requireRecord(session, { type: input.type, id: input.otherId, idProperty: undefined });
  if (winner.id === other.id) throw validationError('Cannot merge an object with itself.');
  const { parts, portal, nowMs } = session;
  const move = { portalId: portal.portalId, type: input.type, oldId: other.id, winnerId: winner.id };
  releaseUniqueValues(session, other);
  parts.associations.move(move);
  parts.records.forward(move);
  parts.search.changed(portal, { ...other, archivedAtMs: nowMs });
  const changes = mergedChanges(session, winner, other);
  const merged = applyChanges(session, winner, changes);
  refreshTimes(session, merged, { mayGoBack: false });
  parts.outbox.merged(session, { winner: merged, mergedId: other.id, propertiesMoved: Object.keys(changes).length });
  return merged;
}

function mergedChanges(session: Session, winner: CrmRecord, other: CrmRecord): PropertyChanges {
  const blanks = Object.entries(other.properties).filter(([name]) => winner.properties[name] === undefined);
  const stage = other.properties['lifecyclestage'];
  const filled = derivedChanges(session, {
    type: winner.type,
    current: winner.properties,
    changes: { ...Object.fromEntries(blanks), ...(stage !== undefined && { lifecyclestage: stage }) },
  });
  const mergedIds = [winner.properties['hs_merged_object_ids'], other.properties['hs_merged_object_ids'], other.id];
  return {
    ...filled,
    ...(winner.type.name === 'contacts' && mergedEmails(winner, other)),
    hs_merged_object_ids: mergedIds.filter((ids) => ids !== undefined).join(';'),
  };
}

function mergedEmails(winner: CrmRecord, other: CrmRecord): PropertyChanges {
  const [own, theirs] = [winner, other].map(({ properties }) => [
    properties['email'],
    ...(properties['hs_additional_emails']?.split(';') ?? []),
  ]);
  const [primary, ...additional] = new Set([...(own ?? []), ...(theirs ?? [])].filter((email) => email !== undefined));
  return primary === undefined
    ? {}
    : { email: primary, hs_additional_emails: additional.length > 0 ? additional.join(';') : null };
}
