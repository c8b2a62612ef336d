import { sql } from 'kysely';
import type { ActivityFact } from '../domain/activity';
import type { LeadId } from '../domain/lead';
import type { Database } from './database';
import { activityOf, type ActivityRow } from './lead-facts';
import { notify } from './notify';
import { plainArray } from './plain-array';

/** `due`: time has passed; `profile`: attributes or consents are new; `recompute`: fold anew from the activity log. */
export type ScoringReason = 'profile' | 'due' | 'recompute';

/** A lead that waits for the scorer. */
export interface WaitingLead {
  readonly leadId: LeadId;
  readonly recompute: boolean;
}

/** What was taken from the queue for one lead. */
export interface ScoringWork {
  readonly activities: readonly ActivityFact[];
  readonly profile: boolean;
  /** Every reason to evaluate is part of a first, quiet scoring. */
  readonly quiet: boolean;
}

/** Asks for leads to be scored. What waits for one lead leads to one evaluation. */
export async function enqueueScoring(
  tx: Database,
  leadIds: readonly LeadId[],
  options: { readonly kind: ScoringReason; readonly quiet: boolean },
): Promise<void> {
  if (leadIds.length === 0) return;
  await sql`
    insert into score_queue (lead_id, kind, quiet)
    select id, ${options.kind}, ${options.quiet} from unnest(${plainArray(leadIds)}::uuid[]) as id
  `.execute(tx);
  await notify(tx, 'score');
}

/**
 * Locks the leads that have waited longest and have rows among the oldest `window` of the queue. A lead that another
 * scorer holds is passed over, so scorers share the queue and never wait for each other. The lock is on `lead`, and
 * whoever takes a lead's queue rows holds it: so a rebuild sees exactly the activities whose rows it removes.
 */
export async function lockWaitingLeads(
  tx: Database,
  { leads, window }: { readonly leads: number; readonly window: number },
): Promise<readonly WaitingLead[]> {
  const { rows } = await sql<{ id: LeadId; recompute: boolean }>`
    select lead.id, waiting.recompute
    from (
      select lead_id, min(id) as first, bool_or(kind = 'recompute') as recompute
      from (select id, lead_id, kind from score_queue order by id limit ${window}) as oldest
      group by lead_id
    ) as waiting
    join lead on lead.id = waiting.lead_id
    order by waiting.first
    limit ${leads}
    for no key update of lead skip locked
  `.execute(tx);
  return rows.map((row) => ({ leadId: row.id, recompute: row.recompute }));
}

/** Whether anything is in the queue, be it of leads that somebody holds. */
export async function anyWaitsForScore(db: Database): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`select exists (select from score_queue) as any`.execute(db);
  return rows[0]?.any === true;
}

/** Locks these leads; one that somebody else holds is passed over, or waited for. In id order, against deadlocks. */
export async function lockLeads(
  tx: Database,
  leadIds: readonly LeadId[],
  ifHeld: 'skip' | 'wait',
): Promise<readonly LeadId[]> {
  const { rows } = await sql<{ id: LeadId }>`
    select id from lead where id = any(${plainArray(leadIds)}::uuid[]) order by id
    for no key update ${sql.raw(ifHeld === 'skip' ? 'skip locked' : '')}
  `.execute(tx);
  return rows.map((row) => row.id);
}

interface QueueRow extends ActivityRow {
  readonly kind: 'activity' | ScoringReason;
  readonly quiet: boolean;
}

/**
 * Takes the rows of leads that the caller has locked, as far as they are among the oldest `window`. What lies further back
 * follows in the next turn: a fold does not mind in how many parts it is done. A recomputation asked for meanwhile stays.
 */
export async function takeScoringWork(
  tx: Database,
  { leadIds, window }: { readonly leadIds: readonly LeadId[]; readonly window: number },
): Promise<ReadonlyMap<LeadId, ScoringWork>> {
  if (leadIds.length === 0) return new Map();
  const { rows } = await sql<QueueRow>`
    delete from score_queue
    where id <= (select max(id) from (select id from score_queue order by id limit ${window}) as oldest)
      and lead_id = any(${plainArray(leadIds)}::uuid[]) and kind <> 'recompute'
    returning lead_id, kind, quiet, source, source_id, type, asset, props, occurred_at, known_at
  `.execute(tx);
  return new Map(
    [...Map.groupBy(rows, (row) => row.lead_id)].map(([leadId, own]) => [
      leadId,
      {
        activities: own.filter((row) => row.kind === 'activity').map(activityOf),
        profile: own.some((row) => row.kind === 'profile'),
        quiet: own.every((row) => row.quiet),
      },
    ]),
  );
}

interface LogRow extends ActivityRow {
  readonly part: 'activity' | 'loud';
}

/**
 * Reads the whole activity log of leads that the caller has locked, and removes all their queue rows. One statement sees
 * one state of the database and an activity is stored together with its queue row, so each activity is either in the log
 * read here or still in the queue, never both.
 */
export async function takeWholeLog(
  tx: Database,
  leadIds: readonly LeadId[],
): Promise<ReadonlyMap<LeadId, ScoringWork>> {
  if (leadIds.length === 0) return new Map();
  const { rows } = await sql<LogRow>`
    with taken as (delete from score_queue where lead_id = any(${plainArray(leadIds)}::uuid[]) returning lead_id, quiet)
    select 'activity' as part, lead_id, source, source_id, type, asset, props,
      (extract(epoch from occurred_at) * 1000)::bigint as occurred_at,
      (extract(epoch from known_at) * 1000)::bigint as known_at
    from activity where lead_id = any(${plainArray(leadIds)}::uuid[])
    union all
    select distinct 'loud', lead_id, null, null, null, null, null::jsonb, null::bigint, null::bigint
    from taken where not quiet
  `.execute(tx);
  const byLead = Map.groupBy(rows, (row) => row.lead_id);
  return new Map(
    leadIds.map((leadId) => {
      const own = byLead.get(leadId) ?? [];
      return [
        leadId,
        {
          activities: own.filter((row) => row.part === 'activity').map(activityOf),
          profile: true,
          quiet: !own.some((row) => row.part === 'loud'),
        },
      ];
    }),
  );
}

/** Removes everything that waits for leads the caller has locked. Their scores are then only right if folded anew. */
export async function dropScoringWork(tx: Database, leadIds: readonly LeadId[]): Promise<void> {
  if (leadIds.length === 0) return;
  await sql`delete from score_queue where lead_id = any(${plainArray(leadIds)}::uuid[])`.execute(tx);
}
