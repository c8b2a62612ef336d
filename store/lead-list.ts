import {
  sql,
  type Expression,
  type ExpressionBuilder,
  type RawBuilder,
  type SelectQueryBuilder,
  type SqlBool,
} from 'kysely';
import type { CombinedScore, Grade, Level } from '../domain/evaluation';
import type { LeadId } from '../domain/lead';
import type { Points } from '../domain/points';
import type { Stage, Zone } from '../domain/stage';
import type { EpochMs } from '../domain/time';
import { instant, type Database } from './database';
import { isFound, searchLeads, type FoundLeads } from './lead-search';
import type { Schema } from './schema';

/** Which leads; lists of alternatives, all of which must hold. Merged and erased leads are never listed. */
export interface LeadFilter {
  /** Words, each the beginning of a current alias (e-mail, source's id) or of a name or company. */
  readonly search?: string | undefined;
  readonly stages?: readonly Stage[] | undefined;
  readonly combined?: readonly CombinedScore[] | undefined;
  readonly grades?: readonly Grade[] | undefined;
  readonly levels?: readonly Level[] | undefined;
  readonly zones?: readonly Zone[] | undefined;
  /** Rep ids; `none` stands for leads nobody owns. */
  readonly owners?: readonly string[] | undefined;
  readonly sources?: readonly string[] | undefined;
}

export const LEAD_SORTS = ['score', 'created', 'stage_since'] as const;
export type LeadSort = (typeof LEAD_SORTS)[number];

/** The last row of the page before. `value` is null among the leads that have no score yet: they come after all others. */
export interface LeadCursor {
  readonly value: number | null;
  readonly leadId: LeadId;
}

/** A line of a list of leads. Score fields are null until the lead was scored for the first time. */
export interface LeadLine {
  readonly leadId: LeadId;
  readonly source: string;
  readonly createdAt: EpochMs;
  readonly stage: Stage;
  readonly stageSince: EpochMs;
  readonly ownerId: string | null;
  readonly nextDeadlineAt: EpochMs | null;
  readonly fit: Points | null;
  readonly grade: Grade | null;
  readonly engagement: Points | null;
  readonly level: Level | null;
  readonly combined: CombinedScore | null;
  readonly lastActivityAt: EpochMs | null;
}

type Joined = Schema & { lead_score: { [K in keyof Schema['lead_score']]: Schema['lead_score'][K] } };
type LeadQuery = SelectQueryBuilder<Joined, 'lead' | 'lead_track' | 'lead_score', object>;

/**
 * One page of leads, walked by an index in the order asked for, so that page 2,000 costs what page 1 costs. Leads without
 * a score come last when sorted by score, in whichever direction.
 */
export async function listLeads(
  db: Database,
  query: LeadFilter & {
    readonly sort: LeadSort;
    readonly direction: 'asc' | 'desc';
    readonly after: LeadCursor | null;
    readonly limit: number;
  },
): Promise<readonly LeadLine[]> {
  const found = await searchLeads(db, query.search);
  if (query.sort !== 'score') return await sortedBy(db, { ...query, found }, SORT_COLUMNS[query.sort]);
  const scored = query.after?.value === null ? [] : await sortedBy(db, { ...query, found }, SORT_COLUMNS.score);
  if (scored.length === query.limit) return scored;
  return [...scored, ...(await withoutScore(db, { ...query, found, limit: query.limit - scored.length }))];
}

/** How many leads a filter finds. */
export async function countLeads(db: Database, filter: LeadFilter): Promise<number> {
  const found = await searchLeads(db, filter.search);
  const row = await counted(db, { ...filter, found })
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** The value that a page's last line continues from. */
export function sortValue(line: LeadLine, sort: LeadSort): number | null {
  return { score: line.engagement, created: line.createdAt, stage_since: line.stageSince }[sort];
}

const SORT_COLUMNS = {
  score: {
    column: 'lead_score.engagement',
    id: 'lead_score.lead_id',
    bound: (value: number) => sql<number>`${value}::int`,
  },
  created: { column: 'lead.created_at', id: 'lead.id', bound: instant },
  stage_since: { column: 'lead_track.stage_since', id: 'lead_track.lead_id', bound: instant },
} as const satisfies Record<LeadSort, { column: string; id: string; bound: (value: number) => RawBuilder<number> }>;

type SearchedFilter = LeadFilter & { readonly found: FoundLeads };

type SortColumn = (typeof SORT_COLUMNS)[LeadSort];

async function sortedBy(
  db: Database,
  query: SearchedFilter & { direction: 'asc' | 'desc'; after: LeadCursor | null; limit: number },
  sort: SortColumn,
): Promise<readonly LeadLine[]> {
  let select = filtered(db, query, sort.column === 'lead_score.engagement' ? 'inner' : 'left');
  if (query.after?.value != null) {
    const beyond = sql.raw(query.direction === 'asc' ? '>' : '<');
    const after = sql`(${sort.bound(query.after.value)}, ${query.after.leadId}::uuid)`;
    select = select.where(sql<SqlBool>`(${sql.ref(sort.column)}, ${sql.ref(sort.id)}) ${beyond} ${after}`);
  }
  const rows = await withColumns(select)
    .orderBy(sort.column, query.direction)
    .orderBy(sort.id, query.direction)
    .limit(query.limit)
    .execute();
  return rows.map(toLine);
}

async function withoutScore(
  db: Database,
  query: SearchedFilter & { after: LeadCursor | null; limit: number },
): Promise<readonly LeadLine[]> {
  let select = filtered(db, query, 'left').where('lead_score.lead_id', 'is', null);
  if (query.after?.value === null) select = select.where('lead.id', '>', query.after.leadId);
  const rows = await withColumns(select).orderBy('lead.id').limit(query.limit).execute();
  return rows.map(toLine);
}

/** `inner` where the order is by score: an outer join would keep the planner from walking the score's index. */
function filtered(db: Database, filter: SearchedFilter, join: 'inner' | 'left'): LeadQuery {
  const tracks = db
    .selectFrom('lead')
    .innerJoin('lead_track', (on) =>
      on.onRef('lead_track.lead_id', '=', 'lead.id').on('lead_track.track', '=', 'main'),
    );
  const joined =
    join === 'inner'
      ? tracks.innerJoin('lead_score', 'lead_score.lead_id', 'lead.id')
      : tracks.leftJoin('lead_score', 'lead_score.lead_id', 'lead.id');
  // Both joins name the same columns; that some may be null after the left one is said by LeadLine.
  return (joined as unknown as LeadQuery)
    .where('lead.merged_into', 'is', null)
    .where('lead.erased_at', 'is', null)
    .where(isFound(filter.found))
    .where((eb) => eb.and(conditions(eb, filter)));
}

/** Without what the filter does not ask for: to join 100,000 leads only to count them takes longer than to count. */
function counted(db: Database, filter: SearchedFilter): LeadQuery {
  const { found, sources, combined, grades, levels, zones } = filter;
  if (sources !== undefined || found.leadIds !== null || found.broadWords.length > 0)
    return filtered(db, filter, 'left');
  const tracks = // Few, and from an index of their own.
    db.selectFrom('lead_track').where('lead_track.track', '=', 'main').where(sql<SqlBool>`not exists (
      select from lead as gone where gone.id = lead_track.lead_id and (gone.merged_into is not null or gone.erased_at is not null)
    )`);
  const byScore = [combined, grades, levels, zones].some((choices) => choices !== undefined);
  const joined = byScore ? tracks.innerJoin('lead_score', 'lead_score.lead_id', 'lead_track.lead_id') : tracks;
  // Nothing of lead is asked for, and of lead_score only where it is joined.
  return (joined as unknown as LeadQuery).where((eb) => eb.and(conditions(eb, filter)));
}

type Builder = ExpressionBuilder<Joined, 'lead' | 'lead_track' | 'lead_score'>;

function conditions(eb: Builder, filter: LeadFilter): readonly Expression<SqlBool>[] {
  const found: Expression<SqlBool>[] = [];
  if (filter.stages !== undefined) found.push(eb('lead_track.stage', 'in', filter.stages));
  if (filter.sources !== undefined) found.push(eb('lead.source', 'in', filter.sources));
  if (filter.owners !== undefined) found.push(ownedBy(eb, filter.owners));
  if (filter.combined !== undefined) found.push(eb('lead_score.combined', 'in', filter.combined));
  if (filter.grades !== undefined) found.push(eb('lead_score.grade', 'in', filter.grades));
  if (filter.levels !== undefined) found.push(eb('lead_score.level', 'in', filter.levels));
  if (filter.zones !== undefined) found.push(sql`lead_score.decision ->> 'zone' = any(${[...filter.zones]})`);
  return found;
}

function ownedBy(eb: Builder, owners: readonly string[]): Expression<SqlBool> {
  const named = owners.filter((owner) => owner !== 'none');
  const choices: Expression<SqlBool>[] = [];
  if (named.length > 0) choices.push(eb('lead_track.owner_id', 'in', named));
  if (named.length < owners.length) choices.push(eb('lead_track.owner_id', 'is', null));
  return eb.or(choices);
}

const withColumns = (query: LeadQuery) =>
  query.select([
    'lead.id',
    'lead.source',
    'lead.created_at',
    'lead_track.stage',
    'lead_track.stage_since',
    'lead_track.owner_id',
    'lead_track.next_deadline_at',
    'lead_score.fit',
    'lead_score.grade',
    'lead_score.engagement',
    'lead_score.level',
    'lead_score.combined',
    'lead_score.last_activity_at',
  ]);

type LeadRow = Awaited<ReturnType<ReturnType<typeof withColumns>['execute']>>[number];

const toLine = (row: LeadRow): LeadLine => ({
  leadId: row.id,
  source: row.source,
  createdAt: row.created_at,
  stage: row.stage,
  stageSince: row.stage_since,
  ownerId: row.owner_id,
  nextDeadlineAt: row.next_deadline_at,
  fit: row.fit,
  grade: row.grade,
  engagement: row.engagement,
  level: row.level,
  combined: row.combined,
  lastActivityAt: row.last_activity_at,
});
