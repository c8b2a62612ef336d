import type { Database } from '../database';
import { objectTypes, type ObjectType } from '../object-types';
import { defaultProperties, groupOf } from './defaults';
import type { PropertyDefinition, PropertyGroup } from './definition';

/** Which object type of which portal. */
export interface CatalogKey {
  readonly portalId: number;
  readonly type: ObjectType;
}

const builtIn = new Map(
  objectTypes.map(
    (type) => [type, new Map(defaultProperties(type).map((property) => [property.name, property]))] as const,
  ),
);

/** Property definitions and groups of every portal: the built-in ones, and over them what the portal added, changed or archived. */
export class PropertyCatalog {
  readonly #database: Database;
  readonly #live = new Map<string, ReadonlyMap<string, PropertyDefinition>>();
  readonly #unique = new Map<string, readonly string[]>();

  constructor(database: Database) {
    this.#database = database;
    database.onRollback(() => this.#forget());
  }

  /** Properties that are not archived, by name. */
  live(key: CatalogKey): ReadonlyMap<string, PropertyDefinition> {
    const cacheKey = cacheKeyOf(key);
    const cached = this.#live.get(cacheKey);
    if (cached) return cached;
    const live = new Map([...this.#all(key)].filter(([, property]) => property.archivedAtMs === null));
    this.#live.set(cacheKey, live);
    return live;
  }

  /** Names of the portal's own properties with unique values. */
  unique(key: CatalogKey): readonly string[] {
    const cacheKey = cacheKeyOf(key);
    const cached = this.#unique.get(cacheKey);
    if (cached) return cached;
    const unique = [...this.live(key).values()].filter(
      ({ hasUniqueValue, hubspotDefined }) => hasUniqueValue && !hubspotDefined,
    );
    const names = unique.map(({ name }) => name);
    this.#unique.set(cacheKey, names);
    return names;
  }

  archived(key: CatalogKey): readonly PropertyDefinition[] {
    return [...this.#all(key).values()].filter((property) => property.archivedAtMs !== null);
  }

  save(key: CatalogKey, definition: PropertyDefinition): void {
    this.#forget();
    this.#database.run(
      `INSERT INTO property_definition (portal_id, type_id, name, archived_at, data) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (portal_id, type_id, name) DO UPDATE SET archived_at = excluded.archived_at, data = excluded.data`,
      key.portalId,
      key.type.typeId,
      definition.name,
      definition.archivedAtMs,
      JSON.stringify(definition),
    );
  }

  groups(key: CatalogKey): readonly PropertyGroup[] {
    const rows = this.#database.all<{ data: string }>(
      'SELECT data FROM property_group WHERE portal_id = ? AND type_id = ? ORDER BY name',
      key.portalId,
      key.type.typeId,
    );
    // The data column is written by saveGroup only.
    return [groupOf(key.type), ...rows.map((row) => JSON.parse(row.data) as PropertyGroup)];
  }

  saveGroup(key: CatalogKey, group: PropertyGroup): void {
    this.#database.run(
      `INSERT INTO property_group (portal_id, type_id, name, data) VALUES (?, ?, ?, ?)
       ON CONFLICT (portal_id, type_id, name) DO UPDATE SET data = excluded.data`,
      key.portalId,
      key.type.typeId,
      group.name,
      JSON.stringify(group),
    );
  }

  removeGroup(key: CatalogKey, name: string): boolean {
    const removed = this.#database.run(
      'DELETE FROM property_group WHERE portal_id = ? AND type_id = ? AND name = ?',
      key.portalId,
      key.type.typeId,
      name,
    );
    return removed > 0;
  }

  #forget(): void {
    this.#live.clear();
    this.#unique.clear();
  }

  #all(key: CatalogKey): ReadonlyMap<string, PropertyDefinition> {
    const rows = this.#database.all<{ name: string; data: string }>(
      'SELECT name, data FROM property_definition WHERE portal_id = ? AND type_id = ? ORDER BY name',
      key.portalId,
      key.type.typeId,
    );
    // The data column is written by save only.
    const own = rows.map((row) => [row.name, JSON.parse(row.data) as PropertyDefinition] as const);
    return new Map([...(builtIn.get(key.type) ?? []), ...own]);
  }
}

function cacheKeyOf(key: CatalogKey): string {
  return `${key.portalId}/${key.type.typeId}`;
}
