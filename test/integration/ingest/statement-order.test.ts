import { sql } from 'kysely';
import type { AttributeFact, ConsentFact, LeadId } from '../../../domain/lead';
import { isContactable } from '../../../lifecycle/contactable';
import { valuesFor } from '../../../pipeline/crm/render-contact';
import { scoreProfile } from '../../../scoring/fit';
import { currentAttributes } from '../../../store/lead-attributes';
import { readContactFacts } from '../../../store/contact-facts';
import { loadProfiles } from '../../../store/lead-facts';
import { resolveLeads } from '../../../store/lead-identity';
import { readLeadNames } from '../../../store/lead-name';
import { storeProfiles } from '../../../store/lead-profile';
import { readLeadRecord } from '../../../store/lead-record';
import { newStatements } from '../../../store/statement';
import { createTestDatabase, type TestDatabase } from '../harness/database';
import { defaultWorkspace } from '../harness/default-workspace';

const START = Date.UTC(2026, 4, 4, 9);
const HOUR = 3_600_000;
const { model, policy } = defaultWorkspace();
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase({ language: 'en-US' });
});
afterAll(() => database.drop());

type Told = Partial<Pick<AttributeFact, 'occurredAt' | 'knownAt' | 'source' | 'sourceId'>>;

let names = 0;
const newLead = async (): Promise<LeadId> => {
  const alias = { kind: 'external' as const, source: 'test', value: `p${(names += 1)}` };
  const [lead] = await database.db
    .transaction()
    .execute((tx) => resolveLeads(tx, { references: [[alias]], source: 'test', now: START }));
  return lead!.leadId;
};

const dated = (leadId: LeadId, told: Told) => ({
  leadId,
  occurredAt: START,
  knownAt: START,
  source: 'web',
  sourceId: '1',
  ...told,
});

const tell = (leadId: LeadId, country: 'DE' | 'FR', told: Told): Promise<unknown> => {
  const fact = dated(leadId, told);
  const attributes = ['country', 'company'].map((name) => ({ ...fact, name, value: country }));
  return database.db.transaction().execute((tx) => storeProfiles(tx, { attributes }, { quiet: false }));
};

const say = (leadId: LeadId, status: ConsentFact['status'], told: Told): Promise<unknown> => {
  const consents = ['email', 'phone'].map((channel) => ({ ...dated(leadId, told), channel, status }));
  return database.db.transaction().execute((tx) => storeProfiles(tx, { consents }, { quiet: false }));
};

const profileOf = async (leadId: LeadId) => (await loadProfiles(database.db, [leadId])).get(leadId)!;

/** The country that gave the points of the lead's fit. */
const scored = async (leadId: LeadId): Promise<string | undefined> => {
  const { attributes } = await profileOf(leadId);
  const { lines } = scoreProfile(model, attributes);
  const alone = (value: string) => attributes.filter((fact) => fact.name === 'country' && fact.value === value);
  return ['DE', 'FR'].find(
    (value) => JSON.stringify(scoreProfile(model, alone(value)).lines) === JSON.stringify(lines),
  );
};

it('the database orders letters by the language', async () => {
  const { rows } = await sql<{ before: boolean }>`select 'a' < 'B' as before`.execute(database.db);
  expect(rows).toEqual([{ before: true }]);
});

describe.each<[string, Told, Told]>([
  ['two sources at one instant', { source: 'a' }, { source: 'B' }],
  ['one source twice at one instant', { sourceId: 'a' }, { sourceId: 'B' }],
  [
    'a source that is hours ahead, and a later one',
    { occurredAt: START + HOUR, knownAt: START + HOUR },
    { occurredAt: START + 5 * HOUR, knownAt: START },
  ],
])('of what is told by %s, what was scored', (_, holds, other) => {
  it('is what the page shows, what decides the territory and what is written into a CRM', async () => {
    const leadId = await newLead();
    await tell(leadId, 'DE', holds);
    await tell(leadId, 'FR', other);
    const { db } = database;
    expect(await scored(leadId)).toBe('DE');
    expect(await currentAttributes(db, leadId)).toMatchObject({ country: 'DE', company: 'DE' });
    expect((await readLeadNames(db, [leadId])).get(leadId)).toMatchObject({ company: 'DE' });
    const record = await readLeadRecord(db, leadId);
    expect(record?.attributes.map(({ name, value }) => [name, value])).toEqual([
      ['company', 'DE'],
      ['country', 'DE'],
    ]);
    const facts = (await readContactFacts(db, { connectionId: 'crm', leadIds: [leadId] })).get(leadId)!;
    const { attributes } = await profileOf(leadId);
    expect(valuesFor({ attribute: 'country' }, { facts, attributes })).toEqual(['DE']);
  });

  it('is no news to an import that says it again', async () => {
    const leadId = await newLead();
    await tell(leadId, 'DE', holds);
    await tell(leadId, 'FR', other);
    const again = ['DE', 'FR'].map((value) => ({
      ...{ leadId, name: 'country', value, occurredAt: START + 9 * HOUR, dated: false },
    }));
    for (const [statement, isNews] of [
      [again[0]!, false],
      [again[1]!, true],
    ] as const) {
      const found = await newStatements(database.db, { home: 'attribute', source: 'list', statements: [statement] });
      expect(found).toHaveLength(isNews ? 1 : 0);
    }
  });
});

it('of consents told at one instant the page shows the withdrawal that the scorer heeds', async () => {
  const leadId = await newLead();
  await say(leadId, 'withdrawn', { source: 'a', sourceId: '1' });
  await say(leadId, 'granted', { source: 'b', sourceId: '2' });
  expect(isContactable(policy, (await profileOf(leadId)).consents)).toBe(false);
  const record = await readLeadRecord(database.db, leadId);
  expect(record?.consents).toMatchObject([{ status: 'withdrawn' }, { status: 'withdrawn' }]);
  const statement = { leadId, name: 'email', value: 'withdrawn', occurredAt: START + HOUR, dated: false };
  expect(await newStatements(database.db, { home: 'consent', source: 'list', statements: [statement] })).toEqual([]);
});
