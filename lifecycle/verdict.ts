import type { Policy, RejectAction } from './policy';

/** What a rep says of a lead, and what it leads to. */
export type Verdict = { readonly key: string } & ({ readonly kind: 'accept' } | RejectAction);

const ACCEPTED = 'accepted';

/** Reads a value of `leadline_disposition`; null for an empty or unknown one. */
export function verdictOf(policy: Policy, disposition: string | null): Verdict | null {
  if (disposition === null) return null;
  if (disposition === ACCEPTED) return { key: ACCEPTED, kind: 'accept' };
  const action = Object.hasOwn(policy.reject, disposition) ? policy.reject[disposition] : undefined;
  return action === undefined ? null : { key: disposition, ...action };
}

/** Every value that `leadline_disposition` can have, in the order of lifecycle.yaml. */
export const verdictKeys = (policy: Policy): readonly string[] => [ACCEPTED, ...Object.keys(policy.reject)];
