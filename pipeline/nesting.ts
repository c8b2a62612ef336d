/** The levels that a message may nest. What recurses over it (JSON.stringify, PostgreSQL's jsonb) has no room for thousands. */
export const MOST_LEVELS = 100;

/** Whether lists and objects lie deeper in each other than `levels`; the value itself is the first. Does not recurse. */
export function nestsDeeperThan(value: unknown, levels: number): boolean {
  let row = [value].filter(isNest);
  for (let level = 1; row.length > 0; level += 1) {
    if (level > levels) return true;
    row = row.flatMap((nest): readonly unknown[] => Object.values(nest)).filter(isNest);
  }
  return false;
}

const isNest = (value: unknown): value is object => typeof value === 'object' && value !== null;
