import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { LeadId } from '../domain/lead';
import type { Database } from './database';

/** Words that few leads match are turned into ids at once; more than this many would not help the planner. */
const FEW = 1_000;

/** What a search comes to: the leads that the rare words leave (null: there is no rare word), and the words that many match. */
export interface FoundLeads {
  readonly leadIds: readonly LeadId[] | null;
  readonly broadWords: readonly string[];
}

/**
 * Looks words up, each the beginning of a current alias or of a name or company. A rare word is answered from the index and
 * becomes a list of ids. A broad one ("a") stays a condition: a list in some order meets a page of its leads soon enough.
 * Either way no table is read from end to end, which no single statement achieves for both.
 */
export async function searchLeads(db: Database, search: string | undefined): Promise<FoundLeads> {
  let leadIds: ReadonlySet<LeadId> | null = null;
  const broadWords: string[] = [];
  for (const word of wordsOf(search)) {
    const found = await fewMatches(db, word);
    if (found === null) broadWords.push(word);
    else leadIds = leadIds === null ? found : bothOf(leadIds, found);
  }
  return { leadIds: leadIds === null ? null : [...leadIds], broadWords };
}

const bothOf = (a: ReadonlySet<LeadId>, b: ReadonlySet<LeadId>): ReadonlySet<LeadId> =>
  new Set([...a].filter((id) => b.has(id)));

/** The condition on `lead` that stands for a search. */
export function isFound({ leadIds, broadWords }: FoundLeads): RawBuilder<SqlBool> {
  // Scalar subqueries with a limit, because the planner answers an `exists` by hashing every match first.
  const conditions = broadWords.map(
    (word) => sql<SqlBool>`coalesce(
      (select true from lead_alias alias where alias.lead_id = lead.id and ${aliasMatches(word)} limit 1),
      (select true from lead_attribute attribute where attribute.lead_id = lead.id and ${nameMatches(word)} limit 1),
      false
    )`,
  );
  if (leadIds !== null) conditions.push(sql<SqlBool>`lead.id = any(${[...leadIds]}::uuid[])`);
  return conditions.length === 0 ? sql<SqlBool>`true` : sql.join<SqlBool>(conditions, sql` and `);
}

/** Null where more than a few leads match. */
async function fewMatches(db: Database, word: string): Promise<ReadonlySet<LeadId> | null> {
  const { rows } = await sql<{ lead_id: LeadId }>`
    (select lead_id from lead_alias alias where ${aliasMatches(word)} limit ${FEW + 1})
    union
    (select lead_id from lead_attribute attribute where ${nameMatches(word)} limit ${FEW + 1})
  `.execute(db);
  return rows.length > FEW ? null : new Set(rows.map((row) => row.lead_id));
}

const wordsOf = (search: string | undefined): readonly string[] =>
  (search ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');

const aliasMatches = (word: string) => sql`alias.valid_to is null and lower(alias.value) like ${prefixPattern(word)}`;

// The names, and how much of a text is looked at, are literals: they match the index over them.
const nameMatches = (word: string) => sql`attribute.name in ('first_name', 'last_name', 'company')
  and left(lower(attribute.value #>> '{}'), 200) like ${prefixPattern(word)}`;

/** Of a longer word its beginning is looked for: no more of a text than that is in the index. */
const MOST_LOOKED_AT = 200;

const prefixPattern = (word: string): string =>
  `${Array.from(word)
    .slice(0, MOST_LOOKED_AT)
    .join('')
    .replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
