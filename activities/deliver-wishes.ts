import { deliverWaiting, type DeliveryDeps } from '../pipeline/crm/deliver';
import type { LastPage } from '../pipeline/crm/linger';
import { codesOnly } from './codes-only';
import type { DeliveryActivities } from './crm-activities';
import { whileAlive } from './while-alive';

/** Drains the outbox of a CRM connection. */
export function createDeliverWishes(deps: Omit<DeliveryDeps, 'signal' | 'lastPages'>): DeliveryActivities {
  const lastPages = new Map<string, LastPage>();
  return {
    deliverWishes: codesOnly(async ({ connectionId }) => {
      const result = await whileAlive((signal) => deliverWaiting({ ...deps, signal, lastPages }, connectionId));
      return { ...result, done: result.sent };
    }),
  };
}
