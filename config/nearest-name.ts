/** The name most like a misspelt one, if one is like it: at most a third of its letters wrong, two at least allowed. */
export function nearestName(written: string, names: readonly string[]): string | null {
  const allowed = Math.max(2, Math.floor(written.length / 3));
  let nearest: string | null = null;
  let least = allowed + 1;
  for (const name of names) {
    const distance = editDistance(plain(written), plain(name));
    if (distance < least && distance < name.length) {
      nearest = name;
      least = distance;
    }
  }
  return nearest;
}

/** `halfLifeDays` and `half-life-days` are meant as `half_life_days`. */
const plain = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase();

/** Letters to insert, remove or replace (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next.push(
        Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}
