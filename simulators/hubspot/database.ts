import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { schema } from './schema';

type Callback = () => void;

/**
 * The simulator's only storage: one SQLite file, one connection, synchronous.
 *
 * Everything an answer acknowledges is committed before the answer is written, so a SIGKILL loses nothing: committed pages of a
 * write-ahead log are in the operating system's hands, not in ours. (A power cut may lose the last moments; that is fine for a simulator.)
 */
export class Database {
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #rollbackListeners: Callback[] = [];
  #afterCommit: Callback[] = [];

  /** @param path a file, or `:memory:` */
  constructor(path: string) {
    this.#connection = new DatabaseSync(path);
    this.#connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;');
    this.#connection.exec(schema);
  }

  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  /** The first row. The row type is the caller's: only the SQL text can know it. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- a cast at every caller would say the same, less readably
  get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...values) as Row | undefined;
  }

  all<Row>(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#statement(sql).all(...values) as Row[];
  }

  /** Runs `work` in a transaction, or in a savepoint when one is open: either way a throw undoes all of it, and only it. */
  transaction<Result>(work: () => Result): Result {
    const nested = this.#connection.isTransaction;
    const callbacksBefore = this.#afterCommit.length;
    this.#connection.exec(nested ? 'SAVEPOINT step' : 'BEGIN');
    try {
      const result = work();
      this.#connection.exec(nested ? 'RELEASE step' : 'COMMIT');
      if (!nested) this.#runCallbacks();
      return result;
    } catch (error) {
      this.#connection.exec(nested ? 'ROLLBACK TO step; RELEASE step' : 'ROLLBACK');
      this.#afterCommit.length = callbacksBefore;
      for (const listener of this.#rollbackListeners) listener();
      throw error;
    }
  }

  /** Memory that mirrors the database is changed only here, so that it never shows what was rolled back. */
  afterCommit(callback: Callback): void {
    this.#afterCommit.push(callback);
    if (!this.#connection.isTransaction) this.#runCallbacks();
  }

  onRollback(listener: Callback): void {
    this.#rollbackListeners.push(listener);
  }

  close(): void {
    this.#connection.close();
  }

  #runCallbacks(): void {
    const callbacks = this.#afterCommit;
    this.#afterCommit = [];
    for (const callback of callbacks) callback();
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#connection.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
