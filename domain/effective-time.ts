import type { EpochMs } from './time';

/**
 * When a fact counts as having happened. Nothing is known before it happened: where a source's clock runs ahead of ours, it
 * is the time at which we knew. It may still lie ahead of a scorer whose own clock is behind that of the host that knew.
 */
export const effectiveAt = (fact: { readonly occurredAt: EpochMs; readonly knownAt: EpochMs }): EpochMs =>
  Math.min(fact.occurredAt, fact.knownAt);
