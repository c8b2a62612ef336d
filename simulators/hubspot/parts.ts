import type { AccountStore } from './accounts/account-store';
import type { OwnerStore } from './accounts/owner-store';
import type { AssociationStore } from './associations/association-store';
import type { CallCounters } from './call-counters';
import type { ChangeContext } from './change-context';
import type { SimulatorClock } from './clock';
import type { Database } from './database';
import type { RecordStore } from './objects/record-store';
import type { PropertyCatalog } from './properties/catalog';
import type { SeededRandom } from './random';
import type { RateLimiter } from './rate-limit';
import type { SearchIndex } from './search/search-index';
import type { WebhookOutbox } from './webhooks/outbox';
import type { SubscriptionStore } from './webhooks/subscription-store';

/** What the endpoints work with; put together in `simulator.ts`. */
export interface Parts {
  readonly database: Database;
  readonly clock: SimulatorClock;
  readonly random: SeededRandom;
  readonly accounts: AccountStore;
  readonly owners: OwnerStore;
  readonly catalog: PropertyCatalog;
  readonly records: RecordStore;
  readonly associations: AssociationStore;
  readonly search: SearchIndex;
  readonly limits: RateLimiter;
  readonly counters: CallCounters;
  readonly subscriptions: SubscriptionStore;
  readonly outbox: WebhookOutbox;
}

/** One call's view: which portal, on whose behalf, at what time. */
export interface Session extends ChangeContext {
  readonly parts: Parts;
}
