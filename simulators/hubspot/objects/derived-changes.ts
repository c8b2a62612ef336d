import { findDealStage } from '../accounts/pipelines';
import { invalidProperties } from '../api-error';
import { datetimeValue } from '../iso-time';
import type { ObjectType } from '../object-types';
import type { Session } from '../parts';
import { withChanges, type PropertyChanges, type PropertyValues } from './record';

interface Change {
  readonly type: ObjectType;
  readonly current: PropertyValues;
  readonly changes: PropertyChanges;
}

/** What HubSpot makes of a change by itself: stages that may not go back are kept, times and flags that follow are set. */
export function derivedChanges(session: Session, change: Change): PropertyChanges {
  const changes = keepLifecycleForward(session, change);
  return {
    ...changes,
    ...ownerAssignment(session, changes),
    ...(change.type.name === 'tasks' && taskCompletion(session, changes)),
    ...(change.type.name === 'deals' && dealClosing(session, { ...change, changes })),
  };
}

/** `lifecyclestage` moves forward only: a lower stage is ignored without an error. To go back, clear it first. */
function keepLifecycleForward(session: Session, { type, current, changes }: Change): PropertyChanges {
  const { lifecyclestage: wanted, ...others } = changes;
  const held = current['lifecyclestage'];
  if (wanted === undefined || wanted === null || held === undefined) return changes;
  const definition = session.parts.catalog.live({ portalId: session.portal.portalId, type }).get('lifecyclestage');
  const order = [...(definition?.options ?? [])].sort((left, right) => left.displayOrder - right.displayOrder);
  const rank = (stage: string) => order.findIndex(({ value }) => value === stage);
  return rank(wanted) < rank(held) ? others : changes;
}

function ownerAssignment(session: Session, changes: PropertyChanges): PropertyChanges {
  const owner = changes['hubspot_owner_id'];
  if (owner === undefined) return {};
  return { hubspot_owner_assigneddate: owner === null ? null : datetimeValue(session.nowMs) };
}

function taskCompletion(session: Session, changes: PropertyChanges): PropertyChanges {
  const status = changes['hs_task_status'];
  if (status === undefined) return {};
  return { hs_task_completion_date: status === 'COMPLETED' ? datetimeValue(session.nowMs) : null };
}

function dealClosing(session: Session, { current, changes }: Change): PropertyChanges {
  const { pipeline, dealstage } = withChanges(current, changes);
  if (dealstage === undefined) return {};
  const stage = findDealStage(pipeline ?? 'default', dealstage);
  if (!stage) {
    const message = `${dealstage} was not one of the stages of pipeline ${pipeline ?? 'default'}`;
    throw invalidProperties([{ name: 'dealstage', error: 'INVALID_OPTION', message }], session.portal.portalId);
  }
  const closed = stage.metadata.isClosed === 'true';
  const derived = {
    hs_is_closed: String(closed),
    hs_is_closed_won: String(closed && stage.metadata.probability === '1.0'),
  };
  return Object.fromEntries(Object.entries(derived).filter(([name, value]) => current[name] !== value));
}
