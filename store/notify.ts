import { setTimeout as sleep } from 'node:timers/promises';
import { sql, type RawBuilder } from 'kysely';
import pg from 'pg';
import type { Database } from './database';

/** What may have work waiting, so that loops need not poll hard. These carry no payload: the table tells. */
export const CHANNELS = ['inbox', 'score', 'wake', 'crm'] as const;

export type Channel = (typeof CHANNELS)[number];

const RECONNECT_MS = 1_000;

/** Tells listeners, when the caller's transaction commits, that a channel has work. */
export async function notify(tx: Database, channel: Channel): Promise<void> {
  await sql`select pg_notify(${channelName(channel)}, '')`.execute(tx);
}

/** The same as part of an aggregating select: tells if it counts at least one row. */
export const notifyAny = (channel: Channel): RawBuilder<unknown> =>
  sql`case when count(*) > 0 then pg_notify(${channelName(channel)}, '') end`;

export interface Listener {
  /** Resolves once it listens; a notification sent afterwards is heard. */
  readonly ready: Promise<void>;
  stop(): Promise<void>;
}

interface ListenOptions<C extends string> {
  readonly connectionString: string;
  readonly channels: readonly C[];
  /** The payload is empty where the sender gave none, and after each connect. */
  readonly onNotify: (channel: C, payload: string) => void;
}

/**
 * Calls back for each channel that is told of, on a connection of its own. A lost connection is opened again for as long
 * as it takes; since notifications may have been missed meanwhile, every channel is called once after each connect. The
 * caller still polls at leisure, so nothing depends on a notification arriving.
 */
export function listen<C extends string>(options: ListenOptions<C>): Listener {
  const stopped = new AbortController();
  let first: (() => void) | null = null;
  const ready = new Promise<void>((resolve) => (first = resolve));
  const run = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      await listenOnce(options, stopped.signal, () => first?.());
      // An abort cuts the pause short; there is nothing else that could fail here.
      await sleep(RECONNECT_MS, undefined, { signal: stopped.signal, ref: false }).catch(() => undefined);
    }
  };
  const ended = run();
  return {
    ready,
    stop: async () => {
      stopped.abort();
      await ended;
    },
  };
}

/** Listens until the connection is lost or `stop` is called. Failing to connect is the same as losing the connection. */
async function listenOnce<C extends string>(
  options: ListenOptions<C>,
  stop: AbortSignal,
  onListening: () => void,
): Promise<void> {
  const client = new pg.Client({ connectionString: options.connectionString, keepAlive: true });
  const lost = new Promise<void>((resolve) => {
    client.on('error', () => resolve());
    client.on('end', () => resolve());
    stop.addEventListener('abort', () => resolve(), { once: true });
  });
  client.on('notification', (message) => {
    const channel = options.channels.find((candidate) => channelName(candidate) === message.channel);
    if (channel !== undefined) options.onNotify(channel, message.payload ?? '');
  });
  try {
    await client.connect();
    for (const channel of options.channels) await client.query(`listen ${channelName(channel)}`);
    onListening();
    for (const channel of options.channels) options.onNotify(channel, '');
    await lost;
  } catch {
    // Not reachable yet: the caller's loop tries again, and whoever uses the pool reports the outage.
  } finally {
    await client.end().catch(() => undefined);
  }
}

const channelName = (channel: string): string => `leadline_${channel}`;
