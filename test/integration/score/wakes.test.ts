import { resolveLeads } from '../../../store/lead-identity';
import { settleWakes, waitingWakeCount, waitingWakes, wakeLeads } from '../../../store/wake';
import { createTestDatabase, type TestDatabase } from '../harness/database';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const newLeads = async (count: number, prefix: string) => {
  const references = Array.from({ length: count }, (_, index) => [
    { kind: 'email' as const, value: `${prefix}${index}@acme.test` },
  ]);
  const leads = await database.db
    .transaction()
    .execute((tx) => resolveLeads(tx, { references, source: 'test', now: Date.UTC(2026, 4, 4) }));
  return leads.map(({ leadId }) => leadId);
};

describe('what workflows are to be told', () => {
  it('a lead who does something now is not told of after all of an import, nor does the import wait', async () => {
    const { db } = database;
    const imported = await newLeads(1_000, 'imported');
    for (const leadId of imported) await wakeLeads(db, [leadId]);
    const [now = ''] = await newLeads(1, 'now');
    await wakeLeads(db, [now]);

    const first = await waitingWakes(db, 200);

    expect(first).toHaveLength(200);
    expect(first.map(({ leadId }) => leadId)).toContain(now);
    expect(first.slice(0, 150).map(({ leadId }) => leadId)).toEqual(imported.slice(0, 150));
  });

  it('each is taken once, however few are left', async () => {
    const { db } = database;
    const seen: string[] = [];
    for (let wakes = await waitingWakes(db, 200); wakes.length > 0; wakes = await waitingWakes(db, 200)) {
      seen.push(...wakes.map(({ leadId }) => leadId));
      await settleWakes(db, wakes);
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(1_001);
    expect(await waitingWakeCount(db)).toBe(0);
  });
});
