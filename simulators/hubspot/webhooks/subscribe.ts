import { z } from 'zod';
import { validationError } from '../api-error';
import { findObjectType } from '../object-types';
import type { Parts } from '../parts';
import { eventKinds, namedEventTypes, silentProperties, type Subscription } from './subscription';

export const subscriptionCreate = z.object({
  eventType: z.string(),
  propertyName: z.string().nullish(),
  objectTypeId: z.string().nullish(),
  active: z.boolean().nullish(),
});

/** Subscriptions that one app may have. */
export const subscriptionLimit = 1_000;

const eventTypes: readonly string[] = [...namedEventTypes, 'object'].flatMap((subject) =>
  eventKinds.map((kind) => `${subject}.${kind}`),
);

/**
 * A new subscription is paused unless it is made active.
 *
 * @throws ApiError 400 for an event type the simulator does not fire, a property that cannot be subscribed to, or one too many
 */
export function subscribe(parts: Parts, appId: number, input: z.infer<typeof subscriptionCreate>): Subscription {
  const propertyName = input.propertyName ?? null;
  const objectTypeId = input.objectTypeId ?? null;
  if (!eventTypes.includes(input.eventType)) throw validationError(`Unknown event type: ${input.eventType}`);
  if (input.eventType.endsWith('.propertyChange') !== (propertyName !== null)) {
    throw validationError('propertyName must be given for property changes, and for them only.');
  }
  if (propertyName !== null && silentProperties.includes(propertyName)) {
    throw validationError(`Property ${propertyName} cannot be subscribed to.`);
  }
  if (input.eventType.startsWith('object.') && !findObjectType(objectTypeId ?? '')) {
    throw validationError(`Unknown objectTypeId: ${objectTypeId ?? ''}`);
  }
  if (parts.subscriptions.all(appId).length >= subscriptionLimit) {
    throw validationError(`An app may have at most ${subscriptionLimit} subscriptions.`);
  }
  const nowMs = parts.clock.now();
  const subscription: Subscription = {
    id: parts.subscriptions.nextId(),
    appId,
    eventType: input.eventType,
    propertyName,
    objectTypeId,
    active: input.active ?? false,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
  parts.subscriptions.save(subscription);
  return subscription;
}
