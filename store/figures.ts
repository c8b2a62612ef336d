import { sql } from 'kysely';
import type { EpochMs } from '../domain/time';
import { at, type Database } from './database';

/** What is in the database at an instant, for graphs and alarms: numbers by ids of configuration, never of people. */
export interface Figures {
  readonly inboxMessages: number;
  /** How long the oldest unprocessed message has waited; 0 when none waits. */
  readonly inboxAgeMs: number;
  readonly scoreQueueRows: number;
  readonly wakes: number;
  readonly crmChanges: number;
  readonly wishes: readonly Counted<'connectionId' | 'kind' | 'state'>[];
  readonly openSyncErrors: readonly Counted<'connectionId' | 'direction'>[];
  /** `overdue`: running past its deadline, until the CRM has been asked. */
  readonly slaClocks: Readonly<Record<'running' | 'overdue' | 'met' | 'breached' | 'stopped', number>>;
  readonly connections: readonly {
    readonly id: string;
    readonly connected: boolean;
    readonly paused: boolean;
    readonly resting: boolean;
  }[];
}

type Counted<Label extends string> = Readonly<Record<Label, string>> & { readonly count: number };

/** Reads them one after the other on one connection: a scrape is to disturb nothing. */
export async function readFigures(db: Database, now: EpochMs): Promise<Figures> {
  return await db.connection().execute(async (session) => ({
    ...(await readQueues(session, now)),
    wishes: await session
      .selectFrom('crm_wish')
      .select(['connection_id as connectionId', 'kind', 'state', (eb) => eb.fn.countAll<number>().as('count')])
      .groupBy(['connection_id', 'kind', 'state'])
      .execute(),
    openSyncErrors: await session
      .selectFrom('sync_error')
      .select(['connection_id as connectionId', 'direction', (eb) => eb.fn.countAll<number>().as('count')])
      .where('state', '=', 'open')
      .groupBy(['connection_id', 'direction'])
      .execute(),
    slaClocks: await readClocks(session, now),
    connections: await readConnections(session, now),
  }));
}

async function readQueues(db: Database, now: EpochMs) {
  const { rows } = await sql<{
    inbox: number;
    oldest: EpochMs | null;
    scoring: number;
    wakes: number;
    changes: number;
  }>`
    select
      (select count(*) from inbox where processed_at is null) as inbox,
      (select received_at from inbox where processed_at is null order by id limit 1) as oldest,
      (select count(*) from score_queue) as scoring,
      (select count(*) from wake) as wakes,
      (select count(*) from crm_change) as changes
  `.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('A select without from gives one row.');
  return {
    inboxMessages: row.inbox,
    inboxAgeMs: row.oldest === null ? 0 : Math.max(now - row.oldest, 0),
    scoreQueueRows: row.scoring,
    wakes: row.wakes,
    crmChanges: row.changes,
  };
}

async function readClocks(db: Database, now: EpochMs): Promise<Figures['slaClocks']> {
  const { rows } = await sql<{ state: keyof Figures['slaClocks']; count: number }>`
    select case when state = 'running' and due_at <= ${at(now)} then 'overdue' else state end as state, count(*) as count
    from sla_clock group by 1
  `.execute(db);
  return { running: 0, overdue: 0, met: 0, breached: 0, stopped: 0, ...Object.fromEntries(rows.map(count)) };
}

const count = (row: { readonly state: string; readonly count: number }) => [row.state, row.count] as const;

async function readConnections(db: Database, now: EpochMs): Promise<Figures['connections']> {
  const { rows } = await sql<Figures['connections'][number]>`
    select id, secrets is not null as connected, paused_at is not null as paused,
      coalesce(breaker_until > ${at(now)}, false) as resting
    from connection order by id
  `.execute(db);
  return rows;
}
