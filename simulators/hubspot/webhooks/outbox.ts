import type { AccountStore } from '../accounts/account-store';
import type { Database } from '../database';
import type { CrmRecord, PropertyChanges } from '../objects/record';
import type { ObjectType } from '../object-types';
import type { Session } from '../parts';
import type { SeededRandom } from '../random';
import { namedEventTypes, type EventKind, type Subscription } from './subscription';
import type { SubscriptionStore } from './subscription-store';

/** One event as it goes over the wire; `attemptNumber` is added when it is sent. */
export type WebhookEvent = Readonly<Record<string, unknown>>;

export interface OutboxParts {
  readonly database: Database;
  readonly accounts: AccountStore;
  readonly subscriptions: SubscriptionStore;
  readonly random: SeededRandom;
}

interface Occurrence {
  readonly kind: EventKind;
  readonly type: ObjectType;
  readonly objectId: string;
  readonly propertyName?: string;
  readonly details: WebhookEvent;
}

/**
 * Turns changes into webhook events of the apps that subscribed, in the transaction of the change: what was acknowledged is told, also
 * after a kill. A client's own writes are told to it as well, with the change source `INTEGRATION`.
 */
export class WebhookOutbox {
  readonly #parts: OutboxParts;
  #onEvents: () => void = () => undefined;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  /** @param listener told after each commit that left events behind */
  notify(listener: () => void): void {
    this.#onEvents = listener;
  }

  created(session: Session, record: CrmRecord): void {
    this.#emit(session, [{ ...subject(record), kind: 'creation', details: { changeFlag: 'CREATED' } }]);
  }

  deleted(session: Session, record: CrmRecord): void {
    this.#emit(session, [{ ...subject(record), kind: 'deletion', details: { changeFlag: 'DELETED' } }]);
  }

  restored(session: Session, record: CrmRecord): void {
    this.#emit(session, [{ ...subject(record), kind: 'restore', details: { changeFlag: 'RESTORED' } }]);
  }

  propertiesChanged(session: Session, change: { readonly record: CrmRecord; readonly changes: PropertyChanges }): void {
    const occurrences = Object.entries(change.changes).map(([propertyName, value]) => ({
      ...subject(change.record),
      kind: 'propertyChange' as const,
      propertyName,
      details: { propertyName, propertyValue: value ?? '' },
    }));
    this.#emit(session, occurrences);
  }

  merged(
    session: Session,
    merge: { readonly winner: CrmRecord; readonly mergedId: string; readonly propertiesMoved: number },
  ): void {
    const details = {
      primaryObjectId: Number(merge.winner.id),
      mergedObjectIds: [Number(merge.mergedId)],
      newObjectId: Number(merge.winner.id),
      numberOfPropertiesMoved: merge.propertiesMoved,
    };
    this.#emit(session, [{ ...subject(merge.winner), kind: 'merge', details }]);
  }

  /** One event for each side. */
  associated(
    session: Session,
    change: { readonly from: CrmRecord; readonly to: CrmRecord; readonly removed: boolean; readonly primary: boolean },
  ): void {
    const side = (from: CrmRecord, to: CrmRecord): Occurrence => ({
      ...subject(from),
      kind: 'associationChange',
      details: {
        associationType: `${from.type.singular.toUpperCase()}_TO_${to.type.singular.toUpperCase()}`,
        fromObjectId: Number(from.id),
        toObjectId: Number(to.id),
        associationRemoved: change.removed,
        isPrimaryAssociation: change.primary,
      },
    });
    this.#emit(session, [side(change.from, change.to), side(change.to, change.from)]);
  }

  #emit(session: Session, occurrences: readonly Occurrence[]): void {
    if (session.quiet === true) return;
    const { accounts, subscriptions, database } = this.#parts;
    let emitted = false;
    for (const appId of accounts.installedApps(session.portal.portalId)) {
      const active = subscriptions.active(appId);
      if (active.length === 0) continue;
      for (const occurrence of occurrences) {
        for (const subscription of active.filter((candidate) => concerns(candidate, occurrence))) {
          const event = this.#event(session, subscription, occurrence);
          database.run('INSERT INTO webhook_event (app_id, data) VALUES (?, ?)', appId, JSON.stringify(event));
          emitted = true;
        }
      }
    }
    if (emitted) database.afterCommit(() => this.#onEvents());
  }

  #event(session: Session, subscription: Subscription, occurrence: Occurrence): WebhookEvent {
    return {
      eventId: this.#parts.random.integer(4_000_000_000),
      subscriptionId: subscription.id,
      portalId: session.portal.portalId,
      appId: subscription.appId,
      occurredAt: session.nowMs,
      subscriptionType: subscription.eventType,
      ...(subscription.objectTypeId !== null && { objectTypeId: subscription.objectTypeId }),
      ...(occurrence.kind !== 'associationChange' && { objectId: Number(occurrence.objectId) }),
      ...occurrence.details,
      changeSource: session.origin.source,
      sourceId: session.origin.sourceId,
    };
  }
}

function subject(record: CrmRecord): { readonly type: ObjectType; readonly objectId: string } {
  return { type: record.type, objectId: record.id };
}

function concerns(subscription: Subscription, { kind, type, propertyName }: Occurrence): boolean {
  const named = namedEventTypes.includes(type.singular) && subscription.eventType === `${type.singular}.${kind}`;
  const generic = subscription.eventType === `object.${kind}` && subscription.objectTypeId === type.typeId;
  return (named || generic) && (kind !== 'propertyChange' || subscription.propertyName === propertyName);
}
