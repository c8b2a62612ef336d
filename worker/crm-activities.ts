import { setTimeout as sleep } from 'node:timers/promises';
import type { ChangeActivities, DeliveryActivities, PastActivities } from '../activities/crm-activities';
import { createDeliverWishes } from '../activities/deliver-wishes';
import { createReadCrmChanges } from '../activities/read-crm-changes';
import { createReadCrmPast } from '../activities/read-crm-past';
import type { Workspace } from '../config/workspace';
import type { MadeCall } from '../connectors/hubspot/call';
import { createHubspotPort } from '../connectors/hubspot/hubspot-port';
import type { Failpoint } from '../domain/failpoint';
import type { Clock } from '../domain/time';
import { createCrmConnections } from '../pipeline/crm/crm-connection';
import { createQuotaNotes } from '../pipeline/crm/note-quota';
import type { Trail } from '../pipeline/trail';
import type { Database } from '../store/database';
import type { SecretBox } from '../store/secret-box';

/** The activities that talk to CRMs, over one set of connections: they share each vendor's rate limit. */
export function createCrmActivities(parts: {
  readonly db: Database;
  readonly clock: Clock;
  readonly failpoint: Failpoint;
  readonly secretBox: SecretBox;
  readonly workspace: () => Workspace;
  readonly trail?: Trail | undefined;
  /** For counting. */
  readonly onCall?: (call: MadeCall & { readonly connectionId: string }) => void;
  readonly onDelivery?: (delivery: { connectionId: string; sent: number; failed: number }) => void;
}): DeliveryActivities & ChangeActivities & PastActivities {
  const { clock } = parts;
  const pause = (ms: number): Promise<void> => sleep(ms);
  const noteQuota = createQuotaNotes(parts);
  const connections = createCrmConnections({
    ...parts,
    makePort: ({ connectionId, ...options }) =>
      createHubspotPort({
        ...options,
        clock,
        sleep: pause,
        onCall: (call) => parts.onCall?.({ ...call, connectionId }),
        onQuota: (quota) => noteQuota(connectionId, quota),
      }),
  });
  const deps = { ...parts, connections, sleep: pause };
  const delivery = createDeliverWishes(deps);
  return {
    deliverWishes: async (request) => {
      const result = await delivery.deliverWishes(request);
      parts.onDelivery?.({ connectionId: request.connectionId, sent: result.done, failed: result.failed });
      return result;
    },
    ...createReadCrmChanges(deps),
    ...createReadCrmPast(deps),
  };
}
