import type { EpochMs } from '../domain/time';
import { instant, type Database } from './database';

/** A browser that somebody is signed in with. Begun and prolonged by better-auth; listed and ended here. */
export interface UserSession {
  readonly sessionId: string;
  readonly userId: string;
  readonly userAgent: string | null;
  readonly ipAddress: string | null;
  readonly createdAt: EpochMs;
  readonly lastSeenAt: EpochMs;
  readonly expiresAt: EpochMs;
}

/** The sessions of a user that have not run out, the newest first. */
export async function listSessions(
  db: Database,
  query: { readonly userId: string; readonly now: EpochMs },
): Promise<readonly UserSession[]> {
  const rows = await sessionsQuery(db)
    .where('user_id', '=', query.userId)
    .where('expires_at', '>', instant(query.now))
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(toSession);
}

/** One session; null if it is not there, or no longer. */
export async function findSession(db: Database, sessionId: string): Promise<UserSession | null> {
  const row = await sessionsQuery(db).where('id', '=', sessionId).executeTakeFirst();
  return row === undefined ? null : toSession(row);
}

/** Ends one session: every request looks it up. Says whether it was there. */
export async function endSession(tx: Database, sessionId: string): Promise<boolean> {
  const row = await tx.deleteFrom('user_session').where('id', '=', sessionId).returning('id').executeTakeFirst();
  return row !== undefined;
}

/** Ends all sessions of a user but, if named, one. Resolves to how many. */
export async function endSessionsOf(
  tx: Database,
  request: { readonly userId: string; readonly except?: string | undefined },
): Promise<number> {
  let query = tx.deleteFrom('user_session').where('user_id', '=', request.userId);
  if (request.except !== undefined) query = query.where('id', '!=', request.except);
  return (await query.returning('id').execute()).length;
}

const sessionsQuery = (db: Database) =>
  db
    .selectFrom('user_session')
    .select(['id', 'user_id', 'user_agent', 'ip_address', 'created_at', 'updated_at', 'expires_at']);

type SessionRow = Awaited<ReturnType<ReturnType<typeof sessionsQuery>['execute']>>[number];

const toSession = (row: SessionRow): UserSession => ({
  sessionId: row.id,
  userId: row.user_id,
  // better-auth writes an empty text where it knows none.
  userAgent: row.user_agent === '' ? null : row.user_agent,
  ipAddress: row.ip_address === '' ? null : row.ip_address,
  createdAt: row.created_at,
  lastSeenAt: row.updated_at,
  expiresAt: row.expires_at,
});
