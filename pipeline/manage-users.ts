import type { Role } from '../domain/role';
import type { Clock } from '../domain/time';
import { writeAudit } from '../store/audit';
import type { Database } from '../store/database';
import { changeUser, countActiveAdmins, findUser, readPasswordHash, savePasswordHash, type User } from '../store/user';
import { endSession, endSessionsOf, findSession } from '../store/user-session';

interface UserDeps {
  readonly db: Database;
  readonly clock: Clock;
}

/** Of at least so many characters are the passwords that people choose. */
export const SHORTEST_PASSWORD = 12;
/** A bound on what is hashed. */
export const LONGEST_PASSWORD = 128;

/** How passwords are kept: a slow hash, since people choose them. */
export interface Passwords {
  hashPassword(password: string): Promise<string>;
  verifyPassword(password: string, hash: string): Promise<boolean>;
}

export type ChangeUserOutcome =
  { readonly kind: 'changed'; readonly user: User } | { readonly kind: 'unknown' } | { readonly kind: 'last_admin' };

/** Gives a user another role, or lets them in or not; who is kept out loses their sessions at once. One admin stays. */
export async function changeAccess(
  deps: UserDeps,
  change: {
    readonly userId: string;
    readonly role: Role | undefined;
    readonly repId: string | null | undefined;
    readonly disabled: boolean | undefined;
    readonly actor: string;
  },
): Promise<ChangeUserOutcome> {
  return await deps.db.transaction().execute(async (tx): Promise<ChangeUserOutcome> => {
    const now = deps.clock();
    const admins = await countActiveAdmins(tx);
    const before = await findUser(tx, change.userId);
    if (before === null) return { kind: 'unknown' };
    const wasAdmin = before.role === 'admin' && before.disabledAt === null;
    const staysAdmin = (change.role ?? before.role) === 'admin' && change.disabled !== true;
    if (wasAdmin && !staysAdmin && admins === 1) return { kind: 'last_admin' };
    const { userId, role, repId, disabled, actor } = change;
    await changeUser(tx, { userId, role, repId, disabled, now });
    if (disabled === true) await endSessionsOf(tx, { userId });
    await writeAudit(tx, {
      actor,
      action: 'user.change',
      subject: `user:${userId}`,
      detail: { ...(role === undefined ? {} : { role }), ...(disabled === undefined ? {} : { disabled }) },
      now,
    });
    return { kind: 'changed', user: { ...before, ...(await findUser(tx, userId)) } };
  });
}

export type ChangeAccountOutcome = 'changed' | 'email_taken' | 'email_needed' | 'wrong_password';

/**
 * What people change about themselves. Who has a password gives it before password or address is changed; a new password
 * ends the other sessions.
 */
export async function changeAccount(
  deps: UserDeps & { readonly passwords: Passwords },
  change: {
    readonly userId: string;
    readonly sessionId: string;
    readonly name: string | undefined;
    readonly email: string | undefined;
    readonly password: string | undefined;
    readonly currentPassword: string | undefined;
  },
): Promise<ChangeAccountOutcome> {
  const { userId, name, email, password } = change;
  const provesMore = email !== undefined || password !== undefined;
  if (provesMore && !(await provesPassword(deps, change))) return 'wrong_password';
  // Outside the transaction, since it takes a while.
  const hash = password === undefined ? null : await deps.passwords.hashPassword(password);
  return await deps.db.transaction().execute(async (tx): Promise<ChangeAccountOutcome> => {
    const now = deps.clock();
    const user = await findUser(tx, userId);
    if (hash !== null && email === undefined && user?.email == null) return 'email_needed';
    if ((await changeUser(tx, { userId, name, email, now })) === 'email_taken') return 'email_taken';
    const by = { actor: `user:${userId}`, subject: `user:${userId}`, now };
    if (hash !== null) {
      await savePasswordHash(tx, { userId, hash, now });
      await endSessionsOf(tx, { userId, except: change.sessionId });
      await writeAudit(tx, { ...by, action: 'user.password' });
    }
    const fields = [...(name === undefined ? [] : ['name']), ...(email === undefined ? [] : ['email'])];
    if (fields.length > 0) await writeAudit(tx, { ...by, action: 'user.change', detail: { fields } });
    return 'changed';
  });
}

/** Ends a session: anybody's, or only one of `onlyOf`. Says whether there was one for the taking. */
export async function revokeSession(
  deps: UserDeps,
  request: { readonly sessionId: string; readonly onlyOf: string | undefined; readonly actor: string },
): Promise<boolean> {
  return await deps.db.transaction().execute(async (tx) => {
    const session = await findSession(tx, request.sessionId);
    if (session === null || (request.onlyOf !== undefined && session.userId !== request.onlyOf)) return false;
    if (!(await endSession(tx, request.sessionId))) return false;
    await writeAudit(tx, {
      actor: request.actor,
      action: 'user.session_end',
      subject: `user:${session.userId}`,
      detail: { session: session.sessionId },
      now: deps.clock(),
    });
    return true;
  });
}

async function provesPassword(
  deps: UserDeps & { readonly passwords: Passwords },
  claim: { readonly userId: string; readonly currentPassword: string | undefined },
): Promise<boolean> {
  const hash = await readPasswordHash(deps.db, claim.userId);
  if (hash === null) return true;
  return claim.currentPassword !== undefined && (await deps.passwords.verifyPassword(claim.currentPassword, hash));
}
