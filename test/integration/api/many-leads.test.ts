import { sql } from 'kysely';
import pg from 'pg';
import type { Database } from '../../../store/database';
import { createLeadTallies } from '../../../store/lead-tallies';
import { expectDocumented } from './document';
import { startApi, type ApiInstance } from './instance';

const LEADS = 100_000;

let api: ApiInstance;
let pool: pg.Pool;
beforeAll(async () => {
  api = await startApi();
  pool = new pg.Pool({ connectionString: api.connectionString, max: 1 });
  await fill(api.db);
}, 120_000);
afterAll(async () => {
  await pool.end();
  await api.close();
});

/** Leads of all stages, most without an owner, in one SQL statement a table. */
async function fill(db: Database): Promise<void> {
  await sql`
    insert into lead (id, source, created_at)
    select ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'source-' || n % 5,
      timestamptz '2026-01-01' + n / 10 * interval '1 minute'
    from generate_series(1, ${LEADS}) as n
  `.execute(db);
  await sql`
    insert into lead_alias (lead_id, kind, source, value, valid_from)
    select id, 'email', '', 'person' || row_number() over (order by id) || '@acme.test', created_at from lead
  `.execute(db);
  await sql`
    insert into lead_attribute (lead_id, name, value, occurred_at, known_at, source, source_id)
    select id, name, to_jsonb(name || right(id::text, 6)), created_at, created_at, 'x', 'x'
    from lead cross join unnest(array['first_name', 'country']) as name
  `.execute(db);
  await sql`
    insert into lead_track (lead_id, stage, stage_since, owner_id)
    select id, (array['subscriber', 'nurture', 'prospect', 'recycled'])[1 + hash % 4], created_at, null
    from (select id, created_at, abs(hashtext(id::text)) as hash from lead) as lead
  `.execute(db);
  await sql`
    update lead_track set stage = 'mql', owner_id = 'rep-' || abs(hashtext(lead_id::text)) % 20
    where abs(hashtext(lead_id::text)) % 40 = 0
  `.execute(db);
  await sql`
    insert into lead_score (lead_id, evaluation_no, workspace_id, fold, profile, grade, fit, engagement, interest, intent, level,
      combined, decision, quiet, evaluated_at)
    select id, 1, 'w', jsonb_build_object('buckets', repeat('x', 1000)), '{}', 'A', 5000, hash % 10001, 0, 0, 1 + hash % 4,
      (array['A', 'B', 'C', 'D'])[1 + hash / 7 % 4] || (1 + hash % 4), '{"zone": "none"}', false, created_at
    from (select id, created_at, abs(hashtext(id::text)) as hash from lead) as lead
  `.execute(db);
  await sql`vacuum analyze`.execute(db);
}

interface Page {
  readonly leads: readonly { readonly leadId: string; readonly engagement: number; readonly createdAt: string }[];
  readonly nextCursor: string | null;
}

async function page(path: string): Promise<Page> {
  const response = await api.get(path);
  expectDocumented('listLeads', response);
  return response.body as Page;
}

describe('with 100,000 leads', () => {
  it.each(['created', 'score', 'stage_since'])('every one is met once when paging by %s', async (sort) => {
    const seen = new Set<string>();
    let cursor = '';
    let pages = 0;
    let last = Infinity;
    do {
      const { leads, nextCursor } = await page(`/api/leads?sort=${sort}&limit=200&stage=mql${cursor}`);
      for (const lead of leads) seen.add(lead.leadId);
      if (sort === 'score') {
        for (const lead of leads) {
          expect(lead.engagement).toBeLessThanOrEqual(last);
          last = lead.engagement;
        }
      }
      cursor = nextCursor === null ? '' : `&cursor=${nextCursor}`;
      pages += 1;
    } while (cursor !== '');
    const { body } = (await api.get('/api/leads/count?stage=mql')) as { body: unknown };
    expect({ count: seen.size }).toEqual(body);
    expect(pages).toBeGreaterThan(10);
  });

  it.each([
    'sort=created',
    'sort=score',
    'sort=score&direction=asc',
    'sort=stage_since',
    'sort=score&stage=mql',
    'sort=score&combined=A4',
    'sort=score&owner=rep-3',
    'search=person4711',
    'search=first_name00ab',
    'search=person',
    'search=person+first_name00ab',
  ])('a page of %s reads no table from end to end', async (query) => {
    const statements = await statementsOf(async () => {
      await page(`/api/leads?${query}`);
    });
    expect(statements.length).toBeGreaterThan(1);
    const scanned: string[] = [];
    for (const statement of statements) scanned.push(...(await tablesScanned(statement)));
    expect(scanned).toEqual([]);
  });

  it('a page far down costs what the first one costs: it is found by position', async () => {
    const first = await page('/api/leads?sort=created&direction=asc&limit=1');
    const start = Buffer.from(JSON.stringify(['created', 'asc', Date.parse('2026-01-07'), first.leads[0]!.leadId]));
    const [statement] = await statementsOf(async () => {
      await page(`/api/leads?sort=created&direction=asc&cursor=${start.toString('base64url')}`);
    });
    expect(await tablesScanned(statement!)).toEqual([]);
    expect(await rowsRead(statement!)).toBeLessThan(1_000);
  });

  it('the matrix and the facets are counted from indexes', async () => {
    const tallies = () => createLeadTallies({ db: api.db, clock: api.clock });
    for (const counted of [await tallies().standings(), await tallies().sources()]) {
      expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(LEADS);
    }
    const statements = await statementsOf(async () => {
      await tallies().standings();
      await tallies().sources();
    });
    expect(statements).toHaveLength(2);
    // The rows of lead_track are hardly wider than its index: the planner may take either.
    for (const statement of statements)
      expect(['lead_track']).toEqual(expect.arrayContaining([...(await tablesScanned(statement))]));
  });
});

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** The statements that reach PostgreSQL meanwhile, but for those about keys. */
async function statementsOf(run: () => Promise<void>): Promise<readonly Statement[]> {
  const spy = jest.spyOn(pg.Client.prototype, 'query');
  await run();
  // pg types the calls by its last overload; Kysely's driver calls with a text and values.
  const calls = spy.mock.calls as unknown as readonly (readonly [text: unknown, values: readonly unknown[]])[];
  spy.mockRestore();
  return calls
    .flatMap(([text, values]) => (typeof text === 'string' ? [{ text, values }] : []))
    .filter(({ text }) => !text.includes('"api_key"') && /^\s*(select|with)/i.test(text));
}

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly Plans?: readonly Plan[];
}

async function explain({ text, values }: Statement): Promise<readonly Plan[]> {
  const { rows } = await pool.query<{ 'QUERY PLAN': readonly { Plan: Plan }[] }>(
    `explain (analyze, format json) ${text}`,
    [...values],
  );
  const nodesOf = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
  return nodesOf(rows[0]!['QUERY PLAN'][0]!.Plan);
}

/** Large tables that a statement reads from end to end. */
async function tablesScanned(statement: Statement): Promise<readonly string[]> {
  const scans = (await explain(statement)).filter((node) => node['Node Type'] === 'Seq Scan');
  return scans.map((node) => node['Relation Name'] ?? '').filter((table) => table.startsWith('lead'));
}

const rowsRead = async (statement: Statement): Promise<number> =>
  (await explain(statement)).reduce((sum, node) => sum + node['Actual Rows'], 0);
