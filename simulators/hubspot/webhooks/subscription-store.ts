import type { Database } from '../database';
import type { Subscription, WebhookSettings } from './subscription';

/** Webhook targets and subscriptions of apps. They belong to the app, not to a portal. */
export class SubscriptionStore {
  readonly #database: Database;
  readonly #active = new Map<number, readonly Subscription[]>();

  constructor(database: Database) {
    this.#database = database;
    database.onRollback(() => this.#active.clear());
  }

  settings(appId: number): WebhookSettings | undefined {
    const row = this.#database.get<{ data: string }>('SELECT data FROM webhook_settings WHERE app_id = ?', appId);
    // The data column is written by saveSettings only.
    return row && (JSON.parse(row.data) as WebhookSettings);
  }

  saveSettings(appId: number, settings: WebhookSettings): void {
    this.#active.delete(appId);
    this.#database.run(
      'INSERT INTO webhook_settings (app_id, data) VALUES (?, ?) ON CONFLICT (app_id) DO UPDATE SET data = excluded.data',
      appId,
      JSON.stringify(settings),
    );
  }

  removeSettings(appId: number): void {
    this.#active.delete(appId);
    this.#database.run('DELETE FROM webhook_settings WHERE app_id = ?', appId);
  }

  all(appId: number): readonly Subscription[] {
    return this.#database
      .all<{ data: string }>('SELECT data FROM webhook_subscription WHERE app_id = ? ORDER BY id', appId)
      .map((row) => JSON.parse(row.data) as Subscription);
  }

  byId(appId: number, id: number): Subscription | undefined {
    return this.all(appId).find((subscription) => subscription.id === id);
  }

  /** Subscriptions that fire: active, and the app has a target. Asked for at every write, hence cached. */
  active(appId: number): readonly Subscription[] {
    const cached = this.#active.get(appId);
    if (cached) return cached;
    const active = this.settings(appId) ? this.all(appId).filter((subscription) => subscription.active) : [];
    this.#active.set(appId, active);
    return active;
  }

  nextId(): number {
    const row = this.#database.get<{ top: number | null }>('SELECT max(id) AS top FROM webhook_subscription');
    return (row?.top ?? 10) + 1;
  }

  save(subscription: Subscription): void {
    this.#active.delete(subscription.appId);
    this.#database.run(
      'INSERT INTO webhook_subscription (id, app_id, data) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET data = excluded.data',
      subscription.id,
      subscription.appId,
      JSON.stringify(subscription),
    );
  }

  remove(appId: number, id: number): boolean {
    this.#active.delete(appId);
    return this.#database.run('DELETE FROM webhook_subscription WHERE app_id = ? AND id = ?', appId, id) > 0;
  }
}
