import { sql } from 'kysely';
import { CRM_VENDORS } from '../domain/connection';
import type { LeadId } from '../domain/lead';
import type { EpochMs } from '../domain/time';
import { inUse } from './connection';
import { at, instant, type Database } from './database';
import { HAND_OFF_PRIORITY } from './crm-wish';

/** What could be sent now, apart for hand-offs (with their tasks) and refreshes. */
export interface WishBacklog {
  readonly due: number;
  /** Since when the first of them has been due; null when there are none. */
  readonly oldestAt: EpochMs | null;
  readonly handOffs: DueWishes;
  readonly refreshes: DueWishes;
  /** When the next wish that is not due yet will be; null when there is none. */
  readonly nextAt: EpochMs | null;
}

export interface DueWishes {
  readonly contacts: number;
  readonly tasks: number;
  /** Since when the first and the last of them have been due; null when there are none. */
  readonly oldestAt: EpochMs | null;
  readonly newestAt: EpochMs | null;
}

/** How many hand-offs come: what tells whether more of them will follow. */
export interface HandOffInflow {
  /** Hand-offs that have come within the last ten seconds, whether they wait or have gone since. */
  readonly recentHandOffs: number;
  /** Whether a good many leads wait for their workflows, each of which may hand its lead off. */
  readonly manyLeadsWait: boolean;
}

const RECENT_MS = 10_000;
/** Some seconds of work for the workflows; more than a day's traffic leaves waiting. */
const MANY_LEADS = 100;

const NOTHING: DueWishes = { contacts: 0, tasks: 0, oldestAt: null, newestAt: null };

/** How much waits and since when. Tasks that wait for their contact, or for another mode, are not counted. */
export async function readWishBacklog(
  db: Database,
  request: { readonly connectionId: string; readonly withTasks: boolean; readonly now: EpochMs },
): Promise<WishBacklog> {
  const now = at(request.now);
  const { rows } = await sql<{
    hand_off: boolean;
    contacts: number;
    tasks: number;
    next_at: EpochMs | null;
    oldest: EpochMs | null;
    newest: EpochMs | null;
  }>`
    select priority = ${HAND_OFF_PRIORITY} as hand_off,
           count(*) filter (where not_before <= ${now} and kind = 'contact') as contacts,
           count(*) filter (where not_before <= ${now} and kind = 'task') as tasks,
           min(not_before) filter (where not_before > ${now}) as next_at,
           min(not_before) filter (where not_before <= ${now}) as oldest,
           max(not_before) filter (where not_before <= ${now}) as newest
    from crm_wish
    where connection_id = ${request.connectionId} and state in ('pending', 'sending')
      and (kind = 'contact' or (${request.withTasks} and ${ownContactWritten}))
    group by 1
  `.execute(db);
  const part = (handOff: boolean): DueWishes => {
    const row = rows.find((candidate) => candidate.hand_off === handOff);
    if (row === undefined) return NOTHING;
    return { contacts: row.contacts, tasks: row.tasks, oldestAt: row.oldest, newestAt: row.newest };
  };
  const earliest = (instants: readonly (EpochMs | null)[]): EpochMs | null => {
    const known = instants.filter((instant) => instant !== null);
    return known.length === 0 ? null : Math.min(...known);
  };
  return {
    due: rows.reduce((sum, row) => sum + row.contacts + row.tasks, 0),
    oldestAt: earliest(rows.map((row) => row.oldest)),
    handOffs: part(true),
    refreshes: part(false),
    nextAt: earliest(rows.map((row) => row.next_at)),
  };
}

/** How many hand-offs of a connection come at present. */
export async function readHandOffInflow(
  db: Database,
  request: { readonly connectionId: string; readonly now: EpochMs },
): Promise<HandOffInflow> {
  return { recentHandOffs: await countRecentHandOffs(db, request), manyLeadsWait: await manyLeadsWait(db) };
}

async function countRecentHandOffs(
  db: Database,
  { connectionId, now }: { readonly connectionId: string; readonly now: EpochMs },
): Promise<number> {
  const lately = instant(now - RECENT_MS);
  const handOffs = db
    .selectFrom('crm_wish')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('connection_id', '=', connectionId)
    .where('kind', '=', 'contact')
    .where('priority', '=', HAND_OFF_PRIORITY)
    .where('not_before', '>', lately);
  const waiting = handOffs.where('state', 'in', ['pending', 'sending']).where('not_before', '<=', instant(now));
  // Whatever came lately went lately: that is what the index of those sent is by.
  const gone = handOffs.where('state', '=', 'sent').where('sent_at', '>', lately);
  const rows = await waiting.unionAll(gone).execute();
  return rows.reduce((sum, { count }) => sum + count, 0);
}

async function manyLeadsWait(db: Database): Promise<boolean> {
  const { rows } = await sql<{ many: boolean }>`
    select count(*) = ${MANY_LEADS} as many from (select from wake limit ${MANY_LEADS}) as waiting
  `.execute(db);
  return rows[0]?.many === true;
}

/** Counts by state, for `sync status`. */
export async function countWishes(
  db: Database,
  connectionId: string,
): Promise<readonly { readonly kind: 'contact' | 'task'; readonly state: string; readonly count: number }[]> {
  return db
    .selectFrom('crm_wish')
    .select(['kind', 'state', (eb) => eb.fn.countAll<number>().as('count')])
    .where('connection_id', '=', connectionId)
    .groupBy(['kind', 'state'])
    .orderBy('kind')
    .orderBy('state')
    .execute();
}

/**
 * How far the wishes of each connection that are due have come. The number rises with every wish and with everything that
 * may let waiting ones go (resumed, connected, configured anew): whoever pokes the deliveries pokes those that rose.
 * Connections that are not in use or paused, or whose breaker is open, are absent.
 */
export async function newestWishes(
  db: Database,
  now: EpochMs,
): Promise<readonly { readonly connectionId: string; readonly number: number }[]> {
  const { rows } = await sql<{ connectionId: string; number: number }>`
    select id as "connectionId", greatest(changed_no, coalesce((
      select max(version) from crm_wish
      where connection_id = connection.id and state in ('pending', 'sending') and not_before <= ${at(now)}
    ), 0)) as number
    from connection
    where vendor = any(${[...CRM_VENDORS]}::text[]) and ${inUse} and paused_at is null
      and (breaker_until is null or breaker_until <= ${at(now)})
  `.execute(db);
  return rows;
}

/** Whether a delivery would find anything to send now. It passes over what waits for its day: to be asked seldom. */
export async function anyWishDue(
  db: Database,
  request: { readonly connectionId: string; readonly now: EpochMs },
): Promise<boolean> {
  const { rows } = await sql<{ due: boolean }>`
    select exists (
      select from crm_wish join connection on connection.id = crm_wish.connection_id
      where crm_wish.connection_id = ${request.connectionId} and state in ('pending', 'sending')
        and not_before <= ${at(request.now)} and (kind = 'contact' or (connection.mode = 'tasks' and ${ownContactWritten}))
    ) as due
  `.execute(db);
  return rows[0]?.due === true;
}

/**
 * The leads among these whose hand-off has not reached the CRM, whether it waits, has failed or is held: no rep was told of it.
 */
export async function undeliveredHandOffs(
  db: Database,
  request: { readonly connectionId: string; readonly leadIds: readonly LeadId[] },
): Promise<ReadonlySet<LeadId>> {
  if (request.leadIds.length === 0) return new Set();
  const rows = await db
    .selectFrom('crm_wish')
    .select('lead_id')
    .where('connection_id', '=', request.connectionId)
    .where('kind', '=', 'contact')
    .where('purpose', '=', 'hand_off')
    .where('state', 'not in', ['sent', 'withdrawn'])
    .where('lead_id', 'in', [...request.leadIds])
    .execute();
  return new Set(rows.map((row) => row.lead_id));
}

/** A task's contact is in the CRM and its hand-off is not still on the way. */
export const ownContactWritten = sql<boolean>`exists (
  select from crm_wish as contact
  where contact.connection_id = crm_wish.connection_id and contact.ref = 'contact/' || crm_wish.lead_id
    and contact.sent_version > 0 and (contact.purpose <> 'hand_off' or contact.state = 'sent')
)`;
