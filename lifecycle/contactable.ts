import { effectiveAt } from '../domain/effective-time';
import type { ConsentFact } from '../domain/lead';
import type { Policy } from './policy';

/**
 * Whether a lead may be contacted at all: at least one of the policy's channels is open. Of each channel the newest of these
 * statements holds, also where the clock that dated it runs ahead of ours: a withdrawal must not wait for that. Of two made
 * at once, the one known later holds, then the withdrawal.
 */
export function isContactable(policy: Policy, consents: readonly ConsentFact[]): boolean {
  return policy.consent.channels.some((channel) => {
    const newest = newestOf(consents.filter((fact) => fact.channel === channel));
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
  const difference =
    effectiveAt(fact) - effectiveAt(than) || fact.occurredAt - than.occurredAt || fact.knownAt - than.knownAt;
  return difference === 0 ? fact.status === 'withdrawn' : difference > 0;
}
