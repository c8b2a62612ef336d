import type { Database } from './database';

/** Values of the control plane that outlive a restart: clock, faults, switches. Values are JSON. */
export class Settings {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The value type is the caller's: every key is written and read by one module only. */
  read<Value>(key: string, byDefault: Value): Value {
    const row = this.#database.get<{ value: string }>('SELECT value FROM setting WHERE key = ?', key);
    return row === undefined ? byDefault : (JSON.parse(row.value) as Value);
  }

  write(key: string, value: unknown): void {
    this.#database.run(
      'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      key,
      JSON.stringify(value),
    );
  }
}
