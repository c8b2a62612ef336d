import type { ConsentFact } from '../domain/lead';
import type { EpochMs } from '../domain/time';
import type { Policy } from './policy';

/**
 * Whether a lead may be contacted at all: at least one of the policy's channels is open. Of each channel the newest
 * statement made by `asOf` holds; of two made at once, the one known later, then the withdrawal.
 */
export function isContactable(policy: Policy, consents: readonly ConsentFact[], asOf: EpochMs): boolean {
  return policy.consent.channels.some((channel) => {
    const newest = newestOf(consents.filter((fact) => fact.channel === channel && fact.occurredAt <= asOf));
    return policy.consent.openIf === 'granted' ? newest?.status === 'granted' : newest?.status !== 'withdrawn';
  });
}

function newestOf(facts: readonly ConsentFact[]): ConsentFact | undefined {
  return facts.reduce<ConsentFact | undefined>(
    (newest, fact) => (newest === undefined || isNewer(fact, newest) ? fact : newest),
    undefined,
  );
}

function isNewer(fact: ConsentFact, than: ConsentFact): boolean {
  if (fact.occurredAt !== than.occurredAt) return fact.occurredAt > than.occurredAt;
  if (fact.knownAt !== than.knownAt) return fact.knownAt > than.knownAt;
  return fact.status === 'withdrawn';
}
