/**
 * PostgreSQL's error classes that say nothing about the data: connection, transaction rolled back (deadlock), resources,
 * object in use, operator intervention, system (https://www.postgresql.org/docs/18/errcodes-appendix.html).
 */
const TRANSIENT_CLASSES: ReadonlySet<string> = new Set(['08', '40', '53', '55', '57', '58']);
const SQLSTATE = /^[0-9A-Z]{5}$/;
/** How node names a connection that could not be made or broke. */
const SYSTEM_CODE = /^E[A-Z]+$/;
/** node-postgres gives these no code. */
const CONNECTION_LOST = /^(Connection terminated|timeout exceeded when trying to connect|Cannot use a pool after)/;

/** Whether the same statement on the same data may succeed later. Everything else fails again however often it is tried. */
export function isTransient(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const code = 'code' in error ? error.code : undefined;
  if (typeof code !== 'string') return error instanceof Error && CONNECTION_LOST.test(error.message);
  return SQLSTATE.test(code) ? TRANSIENT_CLASSES.has(code.slice(0, 2)) : SYSTEM_CODE.test(code);
}

/** A failure in words, for a sync error: it may quote a person's data and so belongs into no log. */
export const reasonOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
