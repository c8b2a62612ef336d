import type { Database } from '../database';
import type { ObjectType } from '../object-types';
import type { Origin } from '../change-context';
import type { CrmRecord, PropertyChanges, PropertyValues } from './record';

interface RecordRow {
  readonly id: number;
  readonly properties: string;
  readonly created_at: number;
  readonly updated_at: number;
  readonly archived_at: number | null;
}

export interface RecordKey {
  readonly portalId: number;
  readonly type: ObjectType;
  readonly id: string;
}

export interface UniqueKey {
  readonly portalId: number;
  readonly type: ObjectType;
  readonly property: string;
  readonly value: string;
}

/** A past value of a property, newest first in answers. */
export interface PastValue {
  readonly value: string;
  readonly atMs: number;
  readonly source: string;
  readonly sourceId: string;
}

const columns = 'id, properties, created_at, updated_at, archived_at';

/** Rows of records, their unique values, past values and the ids they had before a merge. No rules: those are in the writers. */
export class RecordStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Follows merges: the old id answers with the winner. Archived records are returned too. */
  find(key: RecordKey): CrmRecord | undefined {
    if (!/^\d{1,15}$/.test(key.id)) return undefined;
    const id = this.#winnerOf(key, Number(key.id));
    const row = this.#database.get<RecordRow>(
      `SELECT ${columns} FROM record WHERE portal_id = ? AND type_id = ? AND id = ?`,
      key.portalId,
      key.type.typeId,
      id,
    );
    return row && toRecord(key.type, row);
  }

  insert(portalId: number, record: CrmRecord): void {
    this.#database.run(
      `INSERT INTO record (portal_id, type_id, ${columns}) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      portalId,
      record.type.typeId,
      Number(record.id),
      JSON.stringify(record.properties),
      record.createdAtMs,
      record.updatedAtMs,
      record.archivedAtMs,
    );
  }

  update(portalId: number, record: CrmRecord): void {
    this.#database.run(
      'UPDATE record SET properties = ?, updated_at = ?, archived_at = ? WHERE portal_id = ? AND type_id = ? AND id = ?',
      JSON.stringify(record.properties),
      record.updatedAtMs,
      record.archivedAtMs,
      portalId,
      record.type.typeId,
      Number(record.id),
    );
  }

  /** Records in the order of their ids, after `afterId`. */
  page(input: {
    readonly portalId: number;
    readonly type: ObjectType;
    readonly archived: boolean;
    readonly afterId: number;
    readonly limit: number;
  }): CrmRecord[] {
    const state = input.archived ? 'IS NOT NULL' : 'IS NULL';
    return this.#database
      .all<RecordRow>(
        `SELECT ${columns} FROM record WHERE portal_id = ? AND type_id = ? AND id > ? AND archived_at ${state} ORDER BY id LIMIT ?`,
        input.portalId,
        input.type.typeId,
        input.afterId,
        input.limit,
      )
      .map((row) => toRecord(input.type, row));
  }

  holderOf(key: UniqueKey): string | undefined {
    const row = this.#database.get<{ id: number }>(
      'SELECT id FROM unique_value WHERE portal_id = ? AND type_id = ? AND property = ? AND value = ?',
      key.portalId,
      key.type.typeId,
      key.property,
      key.value,
    );
    return row && String(row.id);
  }

  claim(key: UniqueKey, id: string): void {
    this.#database.run(
      'INSERT INTO unique_value (portal_id, type_id, property, value, id) VALUES (?, ?, ?, ?, ?)',
      key.portalId,
      key.type.typeId,
      key.property,
      key.value,
      Number(id),
    );
  }

  release(key: UniqueKey): void {
    this.#database.run(
      'DELETE FROM unique_value WHERE portal_id = ? AND type_id = ? AND property = ? AND value = ?',
      key.portalId,
      key.type.typeId,
      key.property,
      key.value,
    );
  }

  /** A property that leaves the portal takes its values along. */
  dropProperty(key: Omit<UniqueKey, 'value'>): void {
    const scope = [key.portalId, key.type.typeId, key.property] as const;
    this.#database.run('DELETE FROM unique_value WHERE portal_id = ? AND type_id = ? AND property = ?', ...scope);
    this.#database.run(
      `UPDATE record SET properties = json_remove(properties, '$."' || ?3 || '"') WHERE portal_id = ?1 AND type_id = ?2`,
      ...scope,
    );
  }

  remember(
    key: RecordKey,
    input: { readonly atMs: number; readonly origin: Origin; readonly changes: PropertyChanges },
  ): void {
    this.#database.run(
      'INSERT INTO record_change (portal_id, type_id, id, at, source, source_id, changes) VALUES (?, ?, ?, ?, ?, ?, ?)',
      key.portalId,
      key.type.typeId,
      Number(key.id),
      input.atMs,
      input.origin.source,
      input.origin.sourceId,
      JSON.stringify(input.changes),
    );
  }

  history(key: RecordKey, names: readonly string[]): Readonly<Record<string, readonly PastValue[]>> {
    const rows = this.#database.all<{ at: number; source: string; source_id: string; changes: string }>(
      'SELECT at, source, source_id, changes FROM record_change WHERE portal_id = ? AND type_id = ? AND id = ? ORDER BY seq DESC',
      key.portalId,
      key.type.typeId,
      Number(key.id),
    );
    const past = Object.fromEntries(names.map((name) => [name, [] as PastValue[]]));
    for (const row of rows) {
      // The changes column is written by remember only.
      const changes = JSON.parse(row.changes) as PropertyChanges;
      for (const name of names) {
        const value = changes[name];
        if (value !== undefined) {
          past[name]?.push({ value: value ?? '', atMs: row.at, source: row.source, sourceId: row.source_id });
        }
      }
    }
    return past;
  }

  /** From now on `oldId`, and every id that was merged into it, means `winnerId`. */
  forward(input: {
    readonly portalId: number;
    readonly type: ObjectType;
    readonly oldId: string;
    readonly winnerId: string;
  }): void {
    const scope = [input.portalId, input.type.typeId] as const;
    this.#database.run(
      'UPDATE merged_record SET winner_id = ? WHERE portal_id = ? AND type_id = ? AND winner_id = ?',
      Number(input.winnerId),
      ...scope,
      Number(input.oldId),
    );
    this.#database.run(
      'INSERT INTO merged_record (portal_id, type_id, old_id, winner_id) VALUES (?, ?, ?, ?)',
      ...scope,
      Number(input.oldId),
      Number(input.winnerId),
    );
    this.#database.run(
      'DELETE FROM record WHERE portal_id = ? AND type_id = ? AND id = ?',
      ...scope,
      Number(input.oldId),
    );
  }

  #winnerOf(key: RecordKey, id: number): number {
    const row = this.#database.get<{ winner_id: number }>(
      'SELECT winner_id FROM merged_record WHERE portal_id = ? AND type_id = ? AND old_id = ?',
      key.portalId,
      key.type.typeId,
      id,
    );
    return row?.winner_id ?? id;
  }
}

function toRecord(type: ObjectType, row: RecordRow): CrmRecord {
  return {
    id: String(row.id),
    type,
    // The properties column is written by insert and update only.
    properties: JSON.parse(row.properties) as PropertyValues,
    createdAtMs: row.created_at,
    updatedAtMs: row.updated_at,
    archivedAtMs: row.archived_at,
  };
}
