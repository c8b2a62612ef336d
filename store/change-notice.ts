import { sql } from 'kysely';
import type { LeadId } from '../domain/lead';
import type { Database } from './database';
import { listen, type Listener } from './notify';

export const TOPICS = ['leads', 'sla', 'sync'] as const;
export type Topic = (typeof TOPICS)[number];

/** Something people look at has changed. Most tables tell by themselves (migration 0006). Ids only: no personal data. */
export interface ChangeNotice {
  readonly topics: readonly Topic[];
  /** Null: many, or not known which. */
  readonly leadIds: readonly LeadId[] | null;
}

/** With more leads than these, which ones they are is not told. */
export const MOST_LEAD_IDS = 50;

/** Tells, when the caller's transaction commits, that leads have new scores. */
export async function tellOfScores(tx: Database, leadIds: readonly LeadId[]): Promise<void> {
  const named = leadIds.length <= MOST_LEAD_IDS ? leadIds.join(',') : '';
  await sql`select pg_notify('leadline_change', ${`leads:${named}`})`.execute(tx);
}

/** Calls back for each notice, on a connection of its own; after a lost connection once for everything. */
export const listenForChanges = (options: {
  readonly connectionString: string;
  readonly onChange: (notice: ChangeNotice) => void;
}): Listener =>
  listen({
    connectionString: options.connectionString,
    channels: ['change'],
    onNotify: (_channel, payload) => options.onChange(readNotice(payload)),
  });

function readNotice(payload: string): ChangeNotice {
  const [name, ids = ''] = payload.split(':');
  const topic = TOPICS.find((candidate) => candidate === name);
  if (topic === undefined) return { topics: TOPICS, leadIds: null };
  return { topics: [topic], leadIds: ids === '' ? null : ids.split(',') };
}
