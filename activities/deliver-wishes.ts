import type { EpochMs } from '../domain/time';
import { deliverWaiting, type DeliveryDeps } from '../pipeline/crm/deliver';
import { codesOnly } from './codes-only';
import type { DeliveryActivities } from './crm-activities';
import { whileAlive } from './while-alive';

/** Drains the outbox of a CRM connection. */
export function createDeliverWishes(deps: Omit<DeliveryDeps, 'signal' | 'lastHandOffs'>): DeliveryActivities {
  const lastHandOffs = new Map<string, EpochMs>();
  return {
    deliverWishes: codesOnly(async ({ connectionId }) => {
      const result = await whileAlive((signal) => deliverWaiting({ ...deps, signal, lastHandOffs }, connectionId));
      return { ...result, done: result.sent };
    }),
  };
}
