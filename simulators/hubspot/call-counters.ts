import type { Database } from './database';

export interface CountedCall {
  /** 0 for calls that belong to no portal. */
  readonly portalId: number;
  /** Method and path with the object type, without ids, e.g. `POST /crm/v3/objects/contacts/batch/upsert`. */
  readonly endpoint: string;
  /** 0 for a connection that was cut without an answer. */
  readonly status: number;
}

export interface CallFigures {
  readonly total: number;
  readonly byEndpoint: Readonly<Record<string, number>>;
  readonly byStatus: Readonly<Record<string, number>>;
  /** Minutes of real time, since a set clock would lump a run into one. */
  readonly perMinute: readonly { readonly minute: string; readonly calls: number }[];
}

/** How often each endpoint was called; kept on disk, so that a restart does not hide calls. */
export class CallCounters {
  readonly #database: Database;
  readonly #wallMs: () => number;

  constructor(database: Database, wallMs: () => number) {
    this.#database = database;
    this.#wallMs = wallMs;
  }

  count(call: CountedCall): void {
    this.#database.run(
      `INSERT INTO call_count (portal_id, endpoint, status, minute, calls) VALUES (?, ?, ?, ?, 1)
       ON CONFLICT (portal_id, endpoint, status, minute) DO UPDATE SET calls = calls + 1`,
      call.portalId,
      call.endpoint,
      call.status,
      Math.floor(this.#wallMs() / 60_000),
    );
  }

  figures(portalId: number | undefined): CallFigures {
    const sum = (column: string) =>
      this.#database.all<{ name: string | number; calls: number }>(
        `SELECT ${column} AS name, sum(calls) AS calls FROM call_count WHERE ?1 IS NULL OR portal_id = ?1 GROUP BY 1 ORDER BY 1`,
        portalId ?? null,
      );
    const table = (column: string) => Object.fromEntries(sum(column).map(({ name, calls }) => [String(name), calls]));
    const minutes = sum('minute');
    return {
      total: minutes.reduce((total, { calls }) => total + calls, 0),
      byEndpoint: table('endpoint'),
      byStatus: table('status'),
      perMinute: minutes.map(({ name, calls }) => ({ minute: new Date(Number(name) * 60_000).toISOString(), calls })),
    };
  }

  reset(): void {
    this.#database.run('DELETE FROM call_count');
  }
}
