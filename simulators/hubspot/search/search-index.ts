import type { Portal } from '../accounts/portal';
import type { SimulatorClock } from '../clock';
import type { Database } from '../database';
import { allProperties, type CrmRecord, type PropertyValues } from '../objects/record';
import type { RecordStore } from '../objects/record-store';
import type { ObjectType } from '../object-types';

/** What search knows of a record from some moment on; null when it is gone. */
interface Version {
  readonly atMs: number;
  readonly indexed: IndexedRecord | null;
}

export interface IndexedRecord {
  readonly id: number;
  readonly record: CrmRecord;
  /** With the properties that the record derives from itself. */
  readonly properties: PropertyValues;
}

/**
 * The eventually consistent index behind search. It sees a change only after the portal's lag, and for the flapping time after that
 * every other search still shows the state before. Held in memory: built from the records at the first search of a type, then told of
 * every committed change.
 */
export class SearchIndex {
  readonly #parts: { readonly database: Database; readonly records: RecordStore; readonly clock: SimulatorClock };
  readonly #indexes = new Map<string, Map<number, readonly Version[]>>();
  #searches = 0;

  constructor(parts: { readonly database: Database; readonly records: RecordStore; readonly clock: SimulatorClock }) {
    this.#parts = parts;
  }

  /** To be told of each write, in its transaction. */
  changed(portal: Portal, record: CrmRecord): void {
    if (!this.#indexes.has(indexKey(portal, record.type))) return;
    this.#parts.database.afterCommit(() => {
      const versions = this.#indexes.get(indexKey(portal, record.type));
      versions?.set(Number(record.id), this.#appended(portal, versions.get(Number(record.id)) ?? [], record));
    });
  }

  /** Forgets what it knows; the next search reads the records again. */
  rebuild(): void {
    this.#indexes.clear();
  }

  /** Every record of the type as this search sees it, in the order of ids. */
  visible(portal: Portal, type: ObjectType): IndexedRecord[] {
    const versions = this.#indexes.get(indexKey(portal, type)) ?? this.#build(portal, type);
    const nowMs = this.#parts.clock.now();
    const { searchLagMs, searchFlappingMs } = portal.behaviour;
    this.#searches += 1;
    const flapping = searchFlappingMs > 0 && this.#searches % 2 === 0;
    const horizonMs = nowMs - searchLagMs - (flapping ? searchFlappingMs : 0);
    const found: IndexedRecord[] = [];
    for (const history of versions.values()) {
      const indexed = history.findLast(({ atMs }) => atMs <= horizonMs)?.indexed;
      if (indexed) found.push(indexed);
    }
    return found.sort((left, right) => left.id - right.id);
  }

  #build(portal: Portal, type: ObjectType): Map<number, readonly Version[]> {
    const versions = new Map<number, readonly Version[]>();
    const page = { portalId: portal.portalId, type, archived: false, afterId: 0, limit: Number.MAX_SAFE_INTEGER };
    for (const record of this.#parts.records.page(page)) {
      versions.set(Number(record.id), [{ atMs: record.createdAtMs, indexed: toIndexed(record) }]);
    }
    this.#indexes.set(indexKey(portal, type), versions);
    return versions;
  }

  /** Older versions are dropped once no search can see them any more. */
  #appended(portal: Portal, versions: readonly Version[], record: CrmRecord): readonly Version[] {
    const nowMs = this.#parts.clock.now();
    const settledMs = nowMs - portal.behaviour.searchLagMs - portal.behaviour.searchFlappingMs;
    const settled = versions.findLastIndex(({ atMs }) => atMs <= settledMs);
    return [...versions.slice(Math.max(settled, 0)), { atMs: nowMs, indexed: toIndexed(record) }];
  }
}

function toIndexed(record: CrmRecord): IndexedRecord | null {
  if (record.archivedAtMs !== null) return null;
  return { id: Number(record.id), record, properties: allProperties(record) };
}

function indexKey(portal: Portal, type: ObjectType): string {
  return `${portal.portalId}/${type.typeId}`;
}
