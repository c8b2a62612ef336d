import type { AccountStore } from '../accounts/account-store';
import type { Database } from '../database';
import type { CrmRecord, PropertyChanges } from '../objects/record';
import type { ObjectType } from '../object-types';
import type { ChangeContext } from '../change-context';
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

  created(context: ChangeContext, record: CrmRecord): void {
    this.#emit(context, [{ ...subject(record), kind: 'creation', details: { changeFlag: 'CREATED' } }]);
  }

  deleted(context: ChangeContext, record: CrmRecord): void {
    this.#emit(context, [{ ...subject(record), kind: 'deletion', details: { changeFlag: 'DELETED' } }]);
  }

  restored(context: ChangeContext, record: CrmRecord): void {
    this.#emit(context, [{ ...subject(record), kind: 'restore', details: { changeFlag: 'RESTORED' } }]);
  }

  propertiesChanged(
    context: ChangeContext,
    change: { readonly record: CrmRecord; readonly changes: PropertyChanges },
  ): void {
    const occurrences = Object.entries(change.changes).map(([propertyName, value]) => ({
      ...subject(change.record),
      kind: 'propertyChange' as const,
      propertyName,
      details: { propertyName, propertyValue: value ?? '' },
    }));
    this.#emit(context, occurrences);
  }

  merged(
    context: ChangeContext,
    merge: { readonly winner: CrmRecord; readonly mergedId: string; readonly propertiesMoved: number },
  ): void {
    const details = {
      primaryObjectId: Number(merge.winner.id),
      mergedObjectIds: [Number(merge.mergedId)],
      newObjectId: Number(merge.winner.id),
      numberOfPropertiesMoved: merge.propertiesMoved,
    };
    this.#emit(context, [{ ...subject(merge.winner), kind: 'merge', details }]);
  }

  /** One event for each side. */
  associated(
    context: ChangeContext,
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
    this.#emit(context, [side(change.from, change.to), side(change.to, change.from)]);
  }

  #emit(context: ChangeContext, occurrences: readonly Occurrence[]): void {
    if (context.quiet === true) return;
    const { accounts, subscriptions, database } = this.#parts;
    let emitted = false;
    for (const appId of accounts.installedApps(context.portal.portalId)) {
      const active = subscriptions.active(appId);
      if (active.length === 0) continue;
      for (const occurrence of occurrences) {
        for (const subscription of active.filter((candidate) => concerns(candidate, occurrence))) {
          const event = this.#event(context, subscription, occurrence);
          database.run('INSERT INTO webhook_event (app_id, data) VALUES (?, ?)', appId, JSON.stringify(event));
          emitted = true;
        }
      }
    }
    if (emitted) database.afterCommit(() => this.#onEvents());
  }

  #event(context: ChangeContext, subscription: Subscription, occurrence: Occurrence): WebhookEvent {
    return {
      eventId: this.#parts.random.integer(4_000_000_000),
      subscriptionId: subscription.id,
      portalId: context.portal.portalId,
      appId: subscription.appId,
      occurredAt: context.nowMs,
      subscriptionType: subscription.eventType,
      ...(subscription.objectTypeId !== null && { objectTypeId: subscription.objectTypeId }),
      ...(occurrence.kind !== 'associationChange' && { objectId: Number(occurrence.objectId) }),
      ...occurrence.details,
      changeSource: context.origin.source,
      sourceId: context.origin.sourceId,
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
