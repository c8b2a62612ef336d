/** Where an app's events go. */
export interface WebhookSettings {
  readonly targetUrl: string;
  readonly maxConcurrentRequests: number;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

export interface Subscription {
  readonly id: number;
  readonly appId: number;
  /** e.g. `contact.propertyChange`, or `object.propertyChange` together with an object type. */
  readonly eventType: string;
  readonly propertyName: string | null;
  readonly objectTypeId: string | null;
  readonly active: boolean;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

export const eventKinds = ['creation', 'deletion', 'propertyChange', 'associationChange', 'merge', 'restore'] as const;
export type EventKind = (typeof eventKinds)[number];

/** Types that have events under their own name; all others come as `object.*` with a type id. */
export const namedEventTypes: readonly string[] = ['contact', 'company', 'deal'];

/** HubSpot refuses subscriptions to these. */
export const silentProperties: readonly string[] = ['num_unique_conversion_events', 'hs_lastmodifieddate'];
