import type { CompiledRule } from './compiled-model';

/** Most occurrences one bucket counts: keeps the sums exact whatever a source sends. */
export const MAX_COUNT = 10_000;

/**
 * Adds occurrences to a bucket of a counted rule, then drops what is too old to be worth anything ever again. Both depend on
 * the set of activities alone: the bound on a bucket and the horizon behind the newest day do not look at the order.
 */
export function addToBucket(pairs: number[], rule: CompiledRule, bucket: number, occurrences: number): void {
  let at = pairs.length;
  // Most activities are new, so the search starts at the newest bucket.
  while (at > 0 && (pairs[at - 2] ?? 0) > bucket) at -= 2;
  if (at > 0 && pairs[at - 2] === bucket) pairs[at - 1] = Math.min(MAX_COUNT, (pairs[at - 1] ?? 0) + occurrences);
  else pairs.splice(at, 0, bucket, Math.min(MAX_COUNT, occurrences));
  dropWorthless(pairs, rule);
}

function dropWorthless(pairs: number[], { points, horizonDays }: CompiledRule): void {
  if (horizonDays === Infinity) return;
  const newest = Math.floor((pairs[pairs.length - 2] ?? 0) / points.length);
  let drop = 0;
  while (newest - Math.floor((pairs[drop] ?? newest) / points.length) > horizonDays) drop += 2;
  if (drop > 0) pairs.splice(0, drop);
}

/** Keeps the earliest bucket of a rule that counts once. */
export function keepFirst(pairs: number[], bucket: number): void {
  if (pairs.length === 0) pairs.push(bucket, 1);
  else if (bucket < (pairs[0] ?? bucket)) pairs[0] = bucket;
}

/** Keeps the earliest bucket of an asset, in rising order of the assets' hashes. */
export function keepFirstByHash(pairs: number[], hash: number, bucket: number): void {
  let low = 0;
  let high = pairs.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pairs[2 * middle] ?? 0) < hash) low = middle + 1;
    else high = middle;
  }
  const at = 2 * low;
  if (pairs[at] !== hash) pairs.splice(at, 0, hash, bucket);
  else if (bucket < (pairs[at + 1] ?? bucket)) pairs[at + 1] = bucket;
}
