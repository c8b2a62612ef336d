import type { EpochMs } from './time';

/** Random (UUIDv7); the only thing about a person that leaves the personal tables. */
export type LeadId = string;

/** How a source names a person: a normalised e-mail, or the source's own id. */
export type Alias =
  | { readonly kind: 'email'; readonly value: string }
  | { readonly kind: 'external'; readonly source: string; readonly value: string };

/** A value of a lead's attribute. `null` says "known to be empty" and hides older values. */
export type AttributeValue = string | number | boolean | null;

/** One dated statement about a lead. The newest by (effectiveAt, occurredAt, source, sourceId) holds. */
export interface AttributeFact {
  readonly name: string;
  readonly value: AttributeValue;
  readonly occurredAt: EpochMs;
  readonly knownAt: EpochMs;
  readonly source: string;
  readonly sourceId: string;
}

/** Consent for one channel ('email', 'phone', …); the newest statement holds. */
export interface ConsentFact {
  readonly channel: string;
  readonly status: 'granted' | 'withdrawn';
  readonly occurredAt: EpochMs;
  readonly knownAt: EpochMs;
}
