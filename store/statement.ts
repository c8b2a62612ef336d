import { sql } from 'kysely';
import type { AttributeValue, LeadId } from '../domain/lead';
import type { EpochMs } from '../domain/time';
import type { Database } from './database';
import { newestConsentFirst, newestFirst } from './statement-order';

/** Something said about a lead: an attribute, a consent or an outcome. */
export interface Statement {
  readonly leadId: LeadId;
  /** The attribute, the channel or the outcome's kind. */
  readonly name: string;
  readonly value: AttributeValue;
  readonly occurredAt: EpochMs;
  /** Whether its time is its own. One without is news only where it differs from what holds now. */
  readonly dated: boolean;
}

const HOMES = {
  attribute: { table: 'lead_attribute', name: sql.ref('name'), value: sql.ref('value'), newestFirst },
  consent: {
    table: 'lead_consent',
    name: sql.ref('channel'),
    value: sql`to_jsonb(status)`,
    newestFirst: newestConsentFirst,
  },
  outcome: { table: 'outcome', name: sql.ref('kind'), value: sql.ref('value'), newestFirst },
} as const;

/**
 * The statements that say something SQL does not hold yet, in the order given. A dated one is news unless `source` has said
 * the same of the same instant; an undated one unless the same holds now, whoever said so. So a list that is imported again
 * every week stores and scores what changed, and nothing else.
 */
export async function newStatements<T extends Statement>(
  tx: Database,
  request: { readonly home: keyof typeof HOMES; readonly source: string; readonly statements: readonly T[] },
): Promise<readonly T[]> {
  if (request.statements.length === 0) return [];
  const current = await currentValues(tx, request);
  const dated = await datedValues(tx, request);
  return request.statements.filter((statement) => {
    const known = statement.dated ? dated : current;
    const key = statement.dated ? datedKey(statement) : currentKey(statement);
    const value = JSON.stringify(statement.value);
    if (known.get(key) === value) return false;
    known.set(key, value);
    return true;
  });
}

type Request = Parameters<typeof newStatements>[1];

interface ValueRow {
  readonly leadId: LeadId;
  readonly name: string;
  readonly value: AttributeValue;
  readonly occurredAt: EpochMs;
}

const currentKey = (row: Pick<ValueRow, 'leadId' | 'name'>): string => `${row.leadId} ${row.name}`;
const datedKey = (row: Pick<ValueRow, 'leadId' | 'name' | 'occurredAt'>): string =>
  `${currentKey(row)} ${row.occurredAt}`;

async function currentValues(tx: Database, { home, statements }: Request): Promise<Map<string, string>> {
  const wanted = statements.filter((statement) => !statement.dated);
  if (wanted.length === 0) return new Map();
  const { table, name, value, newestFirst: newest } = HOMES[home];
  // Lead by lead through the key: a plan for the whole list would read the table while it has no statistics.
  const { rows } = await sql<ValueRow>`
    select lead_id as "leadId", held.* from unnest(${leadIdsOf(wanted)}::uuid[]) as wanted (lead_id)
    cross join lateral (
      select distinct on (${name}) ${name} as name, ${value} as value, occurred_at as "occurredAt"
      from ${sql.table(table)} where lead_id = wanted.lead_id
      order by ${name}, ${newest}
    ) as held
  `.execute(tx);
  return new Map(rows.map((row) => [currentKey(row), JSON.stringify(row.value)]));
}

async function datedValues(tx: Database, { home, source, statements }: Request): Promise<Map<string, string>> {
  const wanted = statements.filter((statement) => statement.dated);
  if (wanted.length === 0) return new Map();
  const { table, name, value } = HOMES[home];
  const { rows } = await sql<ValueRow>`
    select lead_id as "leadId", said.* from unnest(${leadIdsOf(wanted)}::uuid[]) as wanted (lead_id)
    cross join lateral (
      select distinct on (${name}, occurred_at) ${name} as name, ${value} as value, occurred_at as "occurredAt"
      from ${sql.table(table)} where lead_id = wanted.lead_id and source = ${source}
      order by ${name}, occurred_at, source_id collate "C" desc
    ) as said
  `.execute(tx);
  return new Map(rows.map((row) => [datedKey(row), JSON.stringify(row.value)]));
}

const leadIdsOf = (statements: readonly Statement[]): LeadId[] => [...new Set(statements.map(({ leadId }) => leadId))];
