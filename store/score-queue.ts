import { sql } from 'kysely';
import type { ActivityFact } from '../domain/activity';
import type { AttributeValue, LeadId } from '../domain/lead';
import type { Database } from './database';

/** `due`: time has passed; `profile`: attributes or consents are new; `recompute`: fold anew from the activity log. */
export type ScoringReason = 'profile' | 'due' | 'recompute';

/** What waits for one lead, all of it. */
export interface ScoringWork {
  readonly leadId: LeadId;
  readonly activities: readonly ActivityFact[];
  readonly profile: boolean;
  readonly recompute: boolean;
  /** Every reason to evaluate is part of a first, quiet scoring. */
  readonly quiet: boolean;
}

/** Asks for leads to be scored. Asking twice costs one row and no second evaluation while the first waits. */
export async function enqueueScoring(
  tx: Database,
  leadIds: readonly LeadId[],
  options: { readonly kind: ScoringReason; readonly quiet: boolean },
): Promise<void> {
  if (leadIds.length === 0) return;
  await sql`
    insert into score_queue (lead_id, kind, quiet)
    select id, ${options.kind}, ${options.quiet} from unnest(${[...leadIds]}::uuid[]) as id
  `.execute(tx);
}

/** How many rows wait for the scorer. */
export async function scoringBacklog(db: Database): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`select count(*) as waiting from score_queue`.execute(db);
  return rows[0]?.waiting ?? 0;
}

/**
 * Locks the leads that have waited longest and have rows among the oldest `window` of the queue. A lead that another
 * scorer holds is passed over, so scorers share the queue and never wait for each other. The lock is on `lead`, and every
 * reader of a lead's queue rows holds it: so a rebuild sees exactly the activities whose rows it removes.
 */
export async function lockWaitingLeads(
  tx: Database,
  { leads, window }: { readonly leads: number; readonly window: number },
): Promise<readonly LeadId[]> {
  const { rows } = await sql<{ id: LeadId }>`
    select lead.id
    from (
      select lead_id, min(id) as first from (select id, lead_id from score_queue order by id limit ${window}) as oldest
      group by lead_id
    ) as waiting
    join lead on lead.id = waiting.lead_id
    order by waiting.first
    limit ${leads}
    for no key update of lead skip locked
  `.execute(tx);
  return rows.map((row) => row.id);
}

/** Locks these leads, waiting for whoever holds one. In id order, so that two callers never deadlock. */
export async function lockLeads(tx: Database, leadIds: readonly LeadId[]): Promise<void> {
  await sql`
    select id from lead where id = any(${[...leadIds]}::uuid[]) order by id for no key update
  `.execute(tx);
}

interface QueueRow {
  readonly lead_id: LeadId;
  readonly kind: 'activity' | ScoringReason;
  readonly quiet: boolean;
  readonly source: string | null;
  readonly source_id: string | null;
  readonly type: string | null;
  readonly asset: string | null;
  readonly props: Record<string, AttributeValue> | null;
  readonly occurred_at: number | null;
  readonly known_at: number | null;
}

/** Takes all rows of leads that the caller has locked. */
export async function takeScoringWork(tx: Database, leadIds: readonly LeadId[]): Promise<readonly ScoringWork[]> {
  const { rows } = await sql<QueueRow>`
    delete from score_queue where lead_id = any(${[...leadIds]}::uuid[])
    returning lead_id, kind, quiet, source, source_id, type, asset, props, occurred_at, known_at
  `.execute(tx);
  const byLead = Map.groupBy(rows, (row) => row.lead_id);
  return [...byLead].map(([leadId, own]) => ({
    leadId,
    activities: own.flatMap((row) => (row.kind === 'activity' ? [activityOf(row)] : [])),
    profile: own.some((row) => row.kind === 'profile'),
    recompute: own.some((row) => row.kind === 'recompute'),
    quiet: own.every((row) => row.quiet),
  }));
}

function activityOf(row: QueueRow): ActivityFact {
  const { source, source_id: sourceId, type, occurred_at: occurredAt, known_at: knownAt } = row;
  if (source === null || sourceId === null || type === null || occurredAt === null || knownAt === null) {
    throw new Error('A queued activity lacks a column that its writer always fills.');
  }
  return {
    source,
    sourceId,
    type,
    occurredAt,
    knownAt,
    ...(row.asset === null ? {} : { asset: row.asset }),
    ...(row.props === null ? {} : { props: row.props }),
  };
}
