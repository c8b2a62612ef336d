import { sql } from 'kysely';
import type { EpochMs } from '../domain/time';
import { at, type Database } from './database';

/** A message as it arrived. */
export interface Delivery {
  readonly connectionId: string;
  /** The sender's id of the message: delivered again, it is not stored again. */
  readonly dedupeKey: string;
  /** Who processes it, e.g. `activities`. */
  readonly kind: string;
  readonly body: Buffer;
  readonly receivedAt: EpochMs;
}

export interface WaitingDelivery extends Delivery {
  readonly id: number;
}

/** Keeps a message before its sender is told so. Returns its id, or null if it had arrived before. */
export async function keepDelivery(tx: Database, delivery: Delivery): Promise<number | null> {
  const row = await tx
    .insertInto('inbox')
    .values({
      connection_id: delivery.connectionId,
      dedupe_key: delivery.dedupeKey,
      kind: delivery.kind,
      body: delivery.body,
      received_at: at(delivery.receivedAt),
    })
    .onConflict((conflict) => conflict.columns(['connection_id', 'dedupe_key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Whether what is kept under an id is another message. False where nothing is kept any more. */
export async function isAnotherDelivery(
  tx: Database,
  delivery: Pick<Delivery, 'connectionId' | 'dedupeKey' | 'body'>,
): Promise<boolean> {
  const row = await tx
    .selectFrom('inbox')
    .select('id')
    .where('connection_id', '=', delivery.connectionId)
    .where('dedupe_key', '=', delivery.dedupeKey)
    .where('body', '<>', delivery.body)
    .executeTakeFirst();
  return row !== undefined;
}

/** Keeps messages that came together; those that had arrived before are not stored again. */
export async function keepDeliveries(tx: Database, deliveries: readonly Delivery[]): Promise<void> {
  const byKey = new Map(deliveries.map((delivery) => [`${delivery.connectionId} ${delivery.dedupeKey}`, delivery]));
  if (byKey.size === 0) return;
  const rows = [...byKey.values()].toSorted((a, b) => (a.dedupeKey < b.dedupeKey ? -1 : 1));
  await tx
    .insertInto('inbox')
    .values(
      rows.map((delivery) => ({
        connection_id: delivery.connectionId,
        dedupe_key: delivery.dedupeKey,
        kind: delivery.kind,
        body: delivery.body,
        received_at: at(delivery.receivedAt),
      })),
    )
    .onConflict((conflict) => conflict.columns(['connection_id', 'dedupe_key']).doNothing())
    .execute();
}

/** The oldest messages of a kind that wait and that nobody else has in hand; held until the transaction ends. */
export async function takeDeliveries(
  tx: Database,
  request: { readonly kind: string; readonly limit: number },
): Promise<readonly WaitingDelivery[]> {
  const rows = await tx
    .selectFrom('inbox')
    .select(['id', 'connection_id', 'dedupe_key', 'kind', 'body', 'received_at'])
    .where('processed_at', 'is', null)
    .where('kind', '=', request.kind)
    .orderBy('id')
    .limit(request.limit)
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map((row) => ({
    id: row.id,
    connectionId: row.connection_id,
    dedupeKey: row.dedupe_key,
    kind: row.kind,
    body: row.body,
    receivedAt: row.received_at,
  }));
}

export async function settleDeliveries(tx: Database, ids: readonly number[], now: EpochMs): Promise<void> {
  await sql`update inbox set processed_at = ${at(now)} where id = any(${[...ids]}::bigint[])`.execute(tx);
}

/** Puts a processed message before its processor again. False if there is no such message. */
export async function reopenDelivery(
  tx: Database,
  delivery: Pick<Delivery, 'connectionId' | 'dedupeKey'>,
): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    update inbox set processed_at = null
    where connection_id = ${delivery.connectionId} and dedupe_key = ${delivery.dedupeKey} returning id
  `.execute(tx);
  return rows.length > 0;
}
