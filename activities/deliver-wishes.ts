import { deliverWaiting, type DeliveryDeps } from '../pipeline/crm/deliver';
import { codesOnly } from './codes-only';
import type { DeliveryActivities } from './crm-activities';
import { whileAlive } from './while-alive';

/** Drains the outbox of a CRM connection. */
export const createDeliverWishes = (deps: Omit<DeliveryDeps, 'signal'>): DeliveryActivities => ({
  deliverWishes: codesOnly(async ({ connectionId }) => {
    const result = await whileAlive((signal) => deliverWaiting({ ...deps, signal }, connectionId));
    return { ...result, done: result.sent };
  }),
});
