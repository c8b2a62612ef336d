import type { Clock } from '../domain/time';
import { writeAudit } from '../store/audit';
import type { Database } from '../store/database';
import { makeSignInLink, useSignInLink, type SignInLink } from '../store/sign-in-link';
import { addUser, findFirstAdmin, findUserByEmail, type User } from '../store/user';

/**
 * What a start prints while nobody has taken the installation over: a link that signs in as the first admin, who is made
 * where there is none. Null once that admin has a password. The link is `<address>/welcome#token=<token>`: what stands
 * behind the # is sent to no server and stands in no log. Earlier links stop working.
 */
export async function createFirstLink(db: Database, clock: Clock): Promise<SignInLink | null> {
  return await db.transaction().execute(async (tx) => {
    const now = clock();
    // Null also where another start has just made the admin; then there is one to be found.
    await addUser(tx, { name: 'Admin', email: null, role: 'admin', repId: null, isFirstAdmin: true, now });
    const admin = await findFirstAdmin(tx);
    if (admin === null || admin.hasPassword || admin.disabledAt !== null) return null;
    return await linkFor(tx, admin, { actor: 'cli:start', now });
  });
}

export type UserLinkOutcome =
  | { readonly kind: 'made'; readonly link: SignInLink; readonly user: User }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'disabled' };

/** A new link for somebody who is locked out: of that e-mail address, or, without one, for the first admin. */
export async function createUserLink(
  deps: { readonly db: Database; readonly clock: Clock },
  request: { readonly email: string | undefined; readonly actor: string },
): Promise<UserLinkOutcome> {
  return await deps.db.transaction().execute(async (tx): Promise<UserLinkOutcome> => {
    const now = deps.clock();
    if (request.email === undefined) {
      await addUser(tx, { name: 'Admin', email: null, role: 'admin', repId: null, isFirstAdmin: true, now });
    }
    const user = request.email === undefined ? await findFirstAdmin(tx) : await findUserByEmail(tx, request.email);
    if (user === null) return { kind: 'unknown' };
    if (user.disabledAt !== null) return { kind: 'disabled' };
    return { kind: 'made', user, link: await linkFor(tx, user, { actor: request.actor, now }) };
  });
}

/** Uses a link up and resolves to whom it signs in; null for one that is not, or no longer, good. */
export async function redeemLink(
  deps: { readonly db: Database; readonly clock: Clock },
  token: string,
): Promise<string | null> {
  const used = await useSignInLink(deps.db, { token, now: deps.clock() });
  return used?.userId ?? null;
}

async function linkFor(
  tx: Database,
  user: User,
  by: { readonly actor: string; readonly now: number },
): Promise<SignInLink> {
  const link = await makeSignInLink(tx, { userId: user.userId, now: by.now });
  await writeAudit(tx, { actor: by.actor, action: 'user.sign_in_link', subject: `user:${user.userId}`, now: by.now });
  return link;
}
