import fc from 'fast-check';
import { CrmCallError, type RowResult } from '../../../connectors/crm-port';
import { findBisecting, sendBisecting } from '../../../pipeline/crm/bisect';

const ok = (row: number): RowResult => ({ ok: true, crmId: String(row), created: false });
const refusal = (code: 'invalid_value' | 'unknown_property') =>
  ({ ok: false, code, field: 'x', message: 'no', existingCrmId: null }) as const;

/** A CRM that refuses a call as a whole if any of its rows is bad. */
function crm(bad: ReadonlySet<number>, code: 'invalid_value' | 'unknown_property' = 'invalid_value') {
  const written: number[] = [];
  let calls = 0;
  const send = (rows: readonly number[]): Promise<readonly RowResult[]> => {
    calls += 1;
    if (rows.some((row) => bad.has(row))) {
      return Promise.reject(new CrmCallError('rejected', code, { row: refusal(code) }));
    }
    written.push(...rows);
    return Promise.resolve(rows.map(ok));
  };
  return { send, written, calls: () => calls };
}

describe('sending with halves', () => {
  it('writes every good row once and gives every bad row its failure, in the order of the rows', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 100 }),
        fc.array(fc.integer({ min: 0, max: 99 })),
        async (count, picked) => {
          const rows = Array.from({ length: count }, (_, index) => index);
          const bad = new Set(picked.filter((row) => row < count));
          const { send, written } = crm(bad);

          const results = await sendBisecting(rows, send);

          expect(results).toEqual(rows.map((row) => (bad.has(row) ? refusal('invalid_value') : ok(row))));
          expect(written.toSorted((a, b) => a - b)).toEqual(rows.filter((row) => !bad.has(row)));
        },
      ),
    );
  });

  it('finds one bad row among a hundred in fifteen calls', async () => {
    const { send, calls } = crm(new Set([37]));
    await sendBisecting(
      Array.from({ length: 100 }, (_, index) => index),
      send,
    );
    expect(calls()).toBeLessThanOrEqual(15);
  });

  it('tries no halves when a property is missing, since it is missing for all', async () => {
    const { send, calls } = crm(new Set([1]), 'unknown_property');
    expect(await sendBisecting([1, 2, 3], send)).toEqual([1, 2, 3].map(() => refusal('unknown_property')));
    expect(calls()).toBe(1);
  });

  it('throws what is no refusal', async () => {
    const cut = new CrmCallError('unsure', 'connection_lost');
    await expect(sendBisecting([1, 2], () => Promise.reject(cut))).rejects.toBe(cut);
    await expect(sendBisecting([1, 2], () => Promise.reject(new TypeError('bug')))).rejects.toThrow(TypeError);
  });
});

describe('looking up with halves', () => {
  const asking = (bad: ReadonlySet<string>) => {
    let calls = 0;
    const find = (values: readonly string[]): Promise<readonly string[]> => {
      calls += 1;
      return values.some((value) => bad.has(value))
        ? Promise.reject(new CrmCallError('rejected', 'rejected'))
        : Promise.resolve(values.map((value) => `found ${value}`));
    };
    return { find, calls: () => calls };
  };
  const values = Array.from({ length: 100 }, (_, index) => `v${index}`);

  it('names the values the CRM will not look up, and finds all others', async () => {
    const { find } = asking(new Set(['v7', 'v63']));
    const { found, refused } = await findBisecting(values, find);
    expect(refused).toEqual(['v7', 'v63']);
    expect(found).toHaveLength(98);
  });

  it('gives up when it is the question that is refused', async () => {
    const { find, calls } = asking(new Set(values));
    await expect(findBisecting(values, find)).rejects.toThrow(CrmCallError);
    expect(calls()).toBeLessThan(20);
  });
});
