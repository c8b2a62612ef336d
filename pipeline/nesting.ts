/** The levels that a message may nest. What recurses over it (JSON.stringify, PostgreSQL's jsonb) has no room for thousands. */
export const MOST_LEVELS = 100;

/** Whether lists and objects lie deeper in each other than `levels`; the value itself is the first. Does not recurse. */
export function nestsDeeperThan(value: unknown, levels: number): boolean {
  let row: readonly unknown[] = [value];
  for (let level = 0; level <= levels; level += 1) {
    row = row
      .filter((item) => typeof item === 'object' && item !== null)
      .flatMap((item) => Object.values(item as object));
    if (row.length === 0) return false;
  }
  return row.some((item) => typeof item === 'object' && item !== null);
}
