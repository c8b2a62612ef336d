import type { EpochMs } from '../domain/time';

/**
 * When a fact counts as having happened. Nothing is known before it happened: where a source's clock runs ahead of ours, it
 * is the time at which we knew. So no fact lies in the future of the evaluation that first sees it.
 */
export const effectiveAt = (fact: { readonly occurredAt: EpochMs; readonly knownAt: EpochMs }): EpochMs =>
  Math.min(fact.occurredAt, fact.knownAt);
