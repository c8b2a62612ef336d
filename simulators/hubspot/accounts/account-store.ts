import type { Database } from '../database';
import type { App, Token } from './app';
import type { Portal } from './portal';

interface TokenRow {
  readonly token: string;
  readonly kind: Token['kind'];
  readonly app_id: number;
  readonly portal_id: number;
  readonly scopes: string;
  readonly expires_at: number | null;
  readonly lifetime_ms: number;
}

/** Reserved record ids: `next` up to, but without, `end`. */
interface IdBlock {
  readonly next: number;
  readonly end: number;
}

const idBlockSize = 1_000;

/** Portals, apps, which app is installed where, and the tokens they hold. Portals and apps are cached: every call needs them. */
export class AccountStore {
  readonly #database: Database;
  readonly #portals = new Map<number, Portal>();
  readonly #apps = new Map<number, App>();
  readonly #installed = new Map<number, readonly number[]>();
  readonly #idBlocks = new Map<number, IdBlock>();

  constructor(database: Database) {
    this.#database = database;
    database.onRollback(() => {
      this.#portals.clear();
      this.#apps.clear();
      this.#installed.clear();
      // A block that was reserved by what is undone is no longer ours.
      this.#idBlocks.clear();
    });
  }

  portal(portalId: number): Portal | undefined {
    const cached = this.#portals.get(portalId);
    if (cached) return cached;
    const row = this.#database.get<{ data: string }>('SELECT data FROM portal WHERE portal_id = ?', portalId);
    if (!row) return undefined;
    // The data column is written by savePortal only.
    const portal = JSON.parse(row.data) as Portal;
    this.#portals.set(portalId, portal);
    return portal;
  }

  portalIds(): readonly number[] {
    return this.#database
      .all<{ portal_id: number }>('SELECT portal_id FROM portal ORDER BY portal_id')
      .map((row) => row.portal_id);
  }

  savePortal(portal: Portal): void {
    this.#portals.delete(portal.portalId);
    this.#database.run(
      `INSERT INTO portal (portal_id, next_id, data) VALUES (?, 1001, ?)
       ON CONFLICT (portal_id) DO UPDATE SET data = excluded.data`,
      portal.portalId,
      JSON.stringify(portal),
    );
  }

  /**
   * A fresh record id; ids are never shared between types, so that mixing them up is noticed. They are reserved in blocks: a restart
   * leaves a gap, as HubSpot's ids have them.
   */
  nextId(portalId: number): number {
    const block = this.#idBlocks.get(portalId);
    const { next, end } = block && block.next < block.end ? block : this.#reserveIds(portalId);
    this.#idBlocks.set(portalId, { next: next + 1, end });
    return next;
  }

  app(appId: number): App | undefined {
    const cached = this.#apps.get(appId);
    if (cached) return cached;
    const row = this.#database.get<{ data: string }>('SELECT data FROM app WHERE app_id = ?', appId);
    if (!row) return undefined;
    // The data column is written by saveApp only.
    const app = JSON.parse(row.data) as App;
    this.#apps.set(appId, app);
    return app;
  }

  apps(): readonly App[] {
    return this.#database
      .all<{ data: string }>('SELECT data FROM app ORDER BY app_id')
      .map((row) => JSON.parse(row.data) as App);
  }

  saveApp(app: App): void {
    this.#apps.delete(app.appId);
    this.#database.run(
      'INSERT INTO app (app_id, data) VALUES (?, ?) ON CONFLICT (app_id) DO UPDATE SET data = excluded.data',
      app.appId,
      JSON.stringify(app),
    );
  }

  install(appId: number, portalId: number): void {
    this.#installed.delete(portalId);
    this.#database.run('INSERT OR IGNORE INTO installation (app_id, portal_id) VALUES (?, ?)', appId, portalId);
  }

  /** Asked for at every change, hence cached. */
  installedApps(portalId: number): readonly number[] {
    const cached = this.#installed.get(portalId);
    if (cached) return cached;
    const rows = this.#database.all<{ app_id: number }>(
      'SELECT app_id FROM installation WHERE portal_id = ?',
      portalId,
    );
    const installed = rows.map((row) => row.app_id);
    this.#installed.set(portalId, installed);
    return installed;
  }

  token(token: string): Token | undefined {
    const row = this.#database.get<TokenRow>('SELECT * FROM token WHERE token = ?', token);
    if (!row) return undefined;
    return {
      token: row.token,
      kind: row.kind,
      appId: row.app_id,
      portalId: row.portal_id,
      // The scopes column is written by saveToken only.
      scopes: JSON.parse(row.scopes) as string[],
      expiresAtMs: row.expires_at,
      lifetimeMs: row.lifetime_ms,
    };
  }

  saveToken(token: Token): void {
    this.#database.run(
      `INSERT OR REPLACE INTO token (token, kind, app_id, portal_id, scopes, expires_at, lifetime_ms) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      token.token,
      token.kind,
      token.appId,
      token.portalId,
      JSON.stringify(token.scopes),
      token.expiresAtMs,
      token.lifetimeMs,
    );
  }

  removeToken(token: string): boolean {
    return this.#database.run('DELETE FROM token WHERE token = ?', token) > 0;
  }

  #reserveIds(portalId: number): IdBlock {
    const row = this.#database.get<{ end: number }>(
      'UPDATE portal SET next_id = next_id + ? WHERE portal_id = ? RETURNING next_id AS end',
      idBlockSize,
      portalId,
    );
    if (!row) throw new Error(`no portal ${portalId}`);
    return { next: row.end - idBlockSize, end: row.end };
  }
}
