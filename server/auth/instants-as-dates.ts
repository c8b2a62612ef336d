import type { KyselyPlugin } from 'kysely';

const INSTANTS: ReadonlySet<string> = new Set(['created_at', 'updated_at', 'expires_at', 'disabled_at']);

/** Our pool reads instants as epoch milliseconds; better-auth expects Dates. */
export const instantsAsDates: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: ({ result }) => Promise.resolve({ ...result, rows: result.rows.map((row) => mapInstants(row)) }),
};

const mapInstants = (row: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      INSTANTS.has(name) && typeof value === 'number' ? new Date(value) : value,
    ]),
  );
