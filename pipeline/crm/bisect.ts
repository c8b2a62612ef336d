import { CrmCallError, type RowResult } from '../../connectors/crm-port';

/**
 * Sends rows in one call. Where the CRM refuses the call as a whole, tries halves, so that only the rows at fault fail. A
 * property that does not exist is at fault in every row: then no halves are tried. Other failures are thrown.
 */
export async function sendBisecting<Row>(
  rows: readonly Row[],
  send: (rows: readonly Row[]) => Promise<readonly RowResult[]>,
): Promise<readonly RowResult[]> {
  try {
    return await send(rows);
  } catch (error) {
    if (!(error instanceof CrmCallError) || error.kind !== 'rejected') throw error;
    const { row: refusal } = error;
    if (refusal !== null && (rows.length <= 1 || refusal.code === 'unknown_property')) return rows.map(() => refusal);
    if (rows.length <= 1) throw error;
    const middle = Math.ceil(rows.length / 2);
    const first = await sendBisecting(rows.slice(0, middle), send);
    return [...first, ...(await sendBisecting(rows.slice(middle), send))];
  }
}

/** Values refused on their own after which the question itself is at fault. */
const MOST_REFUSED = 5;

/**
 * Asks for values in one call. A value the CRM will not even look up, an address that is none, is told apart by halves, so
 * that it holds up no other; when value after value is refused, it is the question that is wrong, and the refusal is thrown.
 */
export async function findBisecting<Found>(
  values: readonly string[],
  find: (values: readonly string[]) => Promise<readonly Found[]>,
): Promise<{ readonly found: readonly Found[]; readonly refused: readonly string[] }> {
  const refused: string[] = [];
  const search = async (some: readonly string[]): Promise<readonly Found[]> => {
    try {
      return await find(some);
    } catch (error) {
      if (!(error instanceof CrmCallError) || error.kind !== 'rejected') throw error;
      if (some.length <= 1) {
        refused.push(...some);
        if (refused.length >= MOST_REFUSED) throw error;
        return [];
      }
      const middle = Math.ceil(some.length / 2);
      const first = await search(some.slice(0, middle));
      return [...first, ...(await search(some.slice(middle)))];
    }
  };
  return { found: await search(values), refused };
}

/** Splits rows into calls. */
export function inBatches<Row>(rows: readonly Row[], size: number): readonly (readonly Row[])[] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, index) =>
    rows.slice(index * size, (index + 1) * size),
  );
}
