import type { Database } from '../database';
import type { ObjectType } from '../object-types';
import { hubspotDefinedTypes, type AssociationCategory, type AssociationType } from './association-types';

/** Two records, in a direction. */
export interface Pair {
  readonly portalId: number;
  readonly from: RecordEnd;
  readonly to: RecordEnd;
}

export interface RecordEnd {
  readonly type: ObjectType;
  readonly id: string;
}

export interface AssociatedRecord {
  readonly toId: string;
  readonly types: readonly { readonly category: AssociationCategory; readonly labelId: number }[];
}

interface LabelRow {
  readonly from_type: string;
  readonly to_type: string;
  readonly label_id: number;
  readonly inverse_id: number;
  readonly label: string;
}

/** Rows of associations, one per direction and label. Associations to archived records are kept but not listed. */
export class AssociationStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Labels between two types: HubSpot's own and the portal's. */
  typesBetween(portalId: number, from: ObjectType, to: ObjectType): readonly AssociationType[] {
    const builtIn = hubspotDefinedTypes.filter(
      (type) => type.fromTypeId === from.typeId && type.toTypeId === to.typeId,
    );
    const rows = this.#database.all<LabelRow>(
      'SELECT * FROM association_label WHERE portal_id = ? AND from_type = ? AND to_type = ? ORDER BY label_id',
      portalId,
      from.typeId,
      to.typeId,
    );
    return [...builtIn, ...rows.map(toUserType)];
  }

  addLabel(portalId: number, type: AssociationType & { readonly name: string }): void {
    this.#database.run(
      `INSERT INTO association_label (portal_id, from_type, to_type, label_id, inverse_id, label, name) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      portalId,
      type.fromTypeId,
      type.toTypeId,
      type.labelId,
      type.inverseId,
      type.label,
      type.name,
    );
  }

  nextLabelId(portalId: number): number {
    const row = this.#database.get<{ top: number | null }>(
      'SELECT max(label_id) AS top FROM association_label WHERE portal_id = ?',
      portalId,
    );
    return (row?.top ?? 10_000) + 1;
  }

  typesOf(pair: Pair): readonly { readonly category: AssociationCategory; readonly labelId: number }[] {
    return this.#database
      .all<{ category: AssociationCategory; label_id: number }>(
        `SELECT category, label_id FROM association
         WHERE portal_id = ? AND from_type = ? AND from_id = ? AND to_type = ? AND to_id = ?`,
        ...pairValues(pair),
      )
      .map((row) => ({ category: row.category, labelId: row.label_id }));
  }

  /** Writes one label in both directions. */
  add(pair: Pair, type: AssociationType): void {
    const sql = `INSERT OR IGNORE INTO association (portal_id, from_type, from_id, to_type, to_id, category, label_id)
      VALUES (?, ?, ?, ?, ?, ?, ?)`;
    this.#database.run(sql, ...pairValues(pair), type.category, type.labelId);
    this.#database.run(sql, ...pairValues(inverse(pair)), type.category, type.inverseId);
  }

  remove(pair: Pair, type: AssociationType): void {
    const sql = `DELETE FROM association WHERE portal_id = ? AND from_type = ? AND from_id = ? AND to_type = ? AND to_id = ?
      AND category = ? AND label_id = ?`;
    this.#database.run(sql, ...pairValues(pair), type.category, type.labelId);
    this.#database.run(sql, ...pairValues(inverse(pair)), type.category, type.inverseId);
  }

  removeAll(pair: Pair): boolean {
    const sql =
      'DELETE FROM association WHERE portal_id = ? AND from_type = ? AND from_id = ? AND to_type = ? AND to_id = ?';
    this.#database.run(sql, ...pairValues(inverse(pair)));
    return this.#database.run(sql, ...pairValues(pair)) > 0;
  }

  /** Associated records in the order of their ids, after `afterId`; archived ones are left out. */
  list(input: {
    readonly portalId: number;
    readonly from: RecordEnd;
    readonly to: ObjectType;
    readonly afterId: number;
    readonly limit: number;
  }): AssociatedRecord[] {
    const rows = this.#database.all<{ to_id: number; labels: string }>(
      `SELECT a.to_id, group_concat(a.category || ':' || a.label_id) AS labels
       FROM association a JOIN record r ON r.portal_id = a.portal_id AND r.type_id = a.to_type AND r.id = a.to_id
       WHERE a.portal_id = ? AND a.from_type = ? AND a.from_id = ? AND a.to_type = ? AND a.to_id > ? AND r.archived_at IS NULL
       GROUP BY a.to_id ORDER BY a.to_id LIMIT ?`,
      input.portalId,
      input.from.type.typeId,
      Number(input.from.id),
      input.to.typeId,
      input.afterId,
      input.limit,
    );
    return rows.map((row) => ({ toId: String(row.to_id), types: row.labels.split(',').map(parseLabel) }));
  }

  /** After a merge: whatever the old record was associated with, the winner is. */
  move(input: {
    readonly portalId: number;
    readonly type: ObjectType;
    readonly oldId: string;
    readonly winnerId: string;
  }): void {
    const rows = this.#database.all<{ to_type: string; to_id: number }>(
      'SELECT DISTINCT to_type, to_id FROM association WHERE portal_id = ? AND from_type = ? AND from_id = ?',
      input.portalId,
      input.type.typeId,
      Number(input.oldId),
    );
    const [oldId, winnerId] = [Number(input.oldId), Number(input.winnerId)];
    this.#database.run(
      'UPDATE OR REPLACE association SET from_id = ? WHERE portal_id = ? AND from_type = ? AND from_id = ?',
      winnerId,
      input.portalId,
      input.type.typeId,
      oldId,
    );
    for (const row of rows) {
      // Through the other record's rows: the key starts with the side that points.
      this.#database.run(
        `UPDATE OR REPLACE association SET to_id = ?
         WHERE portal_id = ? AND from_type = ? AND from_id = ? AND to_type = ? AND to_id = ?`,
        winnerId,
        input.portalId,
        row.to_type,
        row.to_id,
        input.type.typeId,
        oldId,
      );
    }
  }

  /** Ids of all records of a type that the record is associated with, archived ones too. */
  neighbours(portalId: number, from: RecordEnd, to: ObjectType): readonly string[] {
    return this.#database
      .all<{ to_id: number }>(
        'SELECT DISTINCT to_id FROM association WHERE portal_id = ? AND from_type = ? AND from_id = ? AND to_type = ?',
        portalId,
        from.type.typeId,
        Number(from.id),
        to.typeId,
      )
      .map((row) => String(row.to_id));
  }
}

export function inverse(pair: Pair): Pair {
  return { portalId: pair.portalId, from: pair.to, to: pair.from };
}

function pairValues(pair: Pair): [number, string, number, string, number] {
  return [pair.portalId, pair.from.type.typeId, Number(pair.from.id), pair.to.type.typeId, Number(pair.to.id)];
}

function parseLabel(text: string): { category: AssociationCategory; labelId: number } {
  const [category, labelId] = text.split(':');
  // Both halves were joined by the query above.
  return { category: category as AssociationCategory, labelId: Number(labelId) };
}

function toUserType(row: LabelRow): AssociationType {
  return {
    fromTypeId: row.from_type,
    toTypeId: row.to_type,
    category: 'USER_DEFINED',
    labelId: row.label_id,
    inverseId: row.inverse_id,
    label: row.label,
    primary: false,
  };
}
