import { proxyActivities } from '@temporalio/workflow';
import type { ChangeActivities, DeliveryActivities } from '../activities/crm-activities';
import { drainOnPoke } from './crm-drain';
import type { CrmDrainInput } from './crm-messages';

/** A run ends by itself within a minute; one whose process died is taken over after a few missed heartbeats. */
const OPTIONS = {
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute', maximumAttempts: 10 },
} as const;

const { deliverWishes } = proxyActivities<DeliveryActivities>({ ...OPTIONS, summary: 'Send what waits' });
const { readCrmChanges } = proxyActivities<ChangeActivities>({ ...OPTIONS, summary: 'Read what changed' });

/** Sends contacts and tasks to one CRM connection, for ever. One per connection. */
export async function crmDelivery(input: CrmDrainInput): Promise<void> {
  await drainOnPoke(input, deliverWishes);
}

/** Reads what changed in one CRM connection, for ever. One per connection, apart from the delivery: neither waits for the other. */
export async function crmChanges(input: CrmDrainInput): Promise<void> {
  await drainOnPoke(input, readCrmChanges);
}
