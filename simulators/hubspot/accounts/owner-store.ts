import type { Database } from '../database';

export interface Owner {
  readonly id: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  /** Not the owner id: records refer to `id`. */
  readonly userId: number;
  readonly teams: readonly { readonly id: string; readonly name: string; readonly primary: boolean }[];
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly archived: boolean;
}

export class OwnerStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  all(portalId: number): readonly Owner[] {
    return this.#database
      .all<{ data: string }>('SELECT data FROM owner WHERE portal_id = ? ORDER BY id', portalId)
      .map((row) => JSON.parse(row.data) as Owner);
  }

  byId(portalId: number, id: string): Owner | undefined {
    if (!/^\d{1,15}$/.test(id)) return undefined;
    const row = this.#database.get<{ data: string }>(
      'SELECT data FROM owner WHERE portal_id = ? AND id = ?',
      portalId,
      Number(id),
    );
    // The data column is written by save only.
    return row && (JSON.parse(row.data) as Owner);
  }

  save(portalId: number, owner: Owner): void {
    this.#database.run(
      'INSERT INTO owner (portal_id, id, data) VALUES (?, ?, ?) ON CONFLICT (portal_id, id) DO UPDATE SET data = excluded.data',
      portalId,
      Number(owner.id),
      JSON.stringify(owner),
    );
  }
}
