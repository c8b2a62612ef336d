import type { Database } from '../database';
import type { WebhookEvent } from './outbox';

export interface Delivery {
  readonly id: number;
  readonly appId: number;
  readonly events: readonly WebhookEvent[];
  /** 0 for the first attempt. */
  readonly attempt: number;
  /** Wall time, epoch milliseconds. */
  readonly dueAtMs: number;
}

interface DeliveryRow {
  readonly id: number;
  readonly app_id: number;
  readonly events: string;
  readonly attempt: number;
  readonly due_at: number;
}

/** Events that wait to be put into a request, and requests that wait to be sent. */
export class DeliveryStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  appsWithEvents(): readonly number[] {
    return this.#database.all<{ app_id: number }>('SELECT DISTINCT app_id FROM webhook_event').map((row) => row.app_id);
  }

  events(appId: number): readonly { readonly seq: number; readonly event: WebhookEvent }[] {
    return this.#database
      .all<{ seq: number; data: string }>('SELECT seq, data FROM webhook_event WHERE app_id = ? ORDER BY seq', appId)
      .map((row) => ({ seq: row.seq, event: JSON.parse(row.data) as WebhookEvent }));
  }

  /** Moves an app's events into requests, at once or not at all. */
  pack(appId: number, upTo: number, requests: readonly Pick<Delivery, 'events' | 'dueAtMs'>[]): void {
    this.#database.transaction(() => {
      for (const { events, dueAtMs } of requests) {
        this.#database.run(
          'INSERT INTO webhook_delivery (app_id, events, attempt, due_at) VALUES (?, ?, 0, ?)',
          appId,
          JSON.stringify(events),
          dueAtMs,
        );
      }
      this.#database.run('DELETE FROM webhook_event WHERE app_id = ? AND seq <= ?', appId, upTo);
    });
  }

  due(nowMs: number): Delivery[] {
    return this.#database
      .all<DeliveryRow>('SELECT * FROM webhook_delivery WHERE due_at <= ? ORDER BY due_at, id', nowMs)
      .map((row) => ({
        id: row.id,
        appId: row.app_id,
        // The events column is written by pack only.
        events: JSON.parse(row.events) as WebhookEvent[],
        attempt: row.attempt,
        dueAtMs: row.due_at,
      }));
  }

  nextDueAtMs(): number | undefined {
    return this.#database.get<{ at: number | null }>('SELECT min(due_at) AS at FROM webhook_delivery')?.at ?? undefined;
  }

  retry(id: number, attempt: number, dueAtMs: number): void {
    this.#database.run('UPDATE webhook_delivery SET attempt = ?, due_at = ? WHERE id = ?', attempt, dueAtMs, id);
  }

  remove(id: number): void {
    this.#database.run('DELETE FROM webhook_delivery WHERE id = ?', id);
  }

  waiting(): { readonly events: number; readonly requests: number } {
    const row = this.#database.get<{ events: number; requests: number }>(
      'SELECT (SELECT count(*) FROM webhook_event) AS events, (SELECT count(*) FROM webhook_delivery) AS requests',
    );
    return row ?? { events: 0, requests: 0 };
  }

  clear(): void {
    this.#database.run('DELETE FROM webhook_event');
    this.#database.run('DELETE FROM webhook_delivery');
  }
}
