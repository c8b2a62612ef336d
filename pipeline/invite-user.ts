import type { Role } from '../domain/role';
import type { Clock } from '../domain/time';
import { writeAudit } from '../store/audit';
import type { Database } from '../store/database';
import { addUser, findUserByEmail, savePasswordHash } from '../store/user';
import { acceptInvitation, addInvitation, revokeInvitation, type Invitation } from '../store/user-invitation';
import type { Passwords } from './manage-users';

interface InviteDeps {
  readonly db: Database;
  readonly clock: Clock;
}

/** Invites somebody; an earlier invitation to the same address stops working. The token is told once. */
export async function inviteUser(
  deps: InviteDeps,
  request: { readonly email: string; readonly role: Role; readonly repId: string | null; readonly actor: string },
): Promise<{ readonly invitation: Invitation; readonly token: string } | 'email_taken'> {
  return await deps.db.transaction().execute(async (tx) => {
    const now = deps.clock();
    if ((await findUserByEmail(tx, request.email)) !== null) return 'email_taken';
    const { actor, ...rest } = request;
    const made = await addInvitation(tx, { ...rest, invitedBy: actor, now });
    await writeAudit(tx, {
      actor,
      action: 'invitation.create',
      subject: `invitation:${made.invitation.invitationId}`,
      detail: { role: request.role },
      now,
    });
    return made;
  });
}

/** Takes an invitation back. Says whether there was an open one. */
export async function withdrawInvitation(
  deps: InviteDeps,
  request: { readonly invitationId: string; readonly actor: string },
): Promise<boolean> {
  return await deps.db.transaction().execute(async (tx) => {
    const now = deps.clock();
    if (!(await revokeInvitation(tx, { invitationId: request.invitationId, now }))) return false;
    const subject = `invitation:${request.invitationId}`;
    await writeAudit(tx, { actor: request.actor, action: 'invitation.revoke', subject, now });
    return true;
  });
}

/** Makes the account somebody was invited to and resolves to its id; null for a link that is not, or no longer, good. */
export async function joinByInvitation(
  deps: InviteDeps & { readonly passwords: Passwords },
  request: { readonly token: string; readonly name: string; readonly password: string },
): Promise<string | null> {
  return await deps.db.transaction().execute(async (tx) => {
    const now = deps.clock();
    const invitation = await acceptInvitation(tx, { token: request.token, now });
    if (invitation === null) return null;
    const { email, role, repId } = invitation;
    const userId = await addUser(tx, { name: request.name, email, role, repId, now });
    // Somebody has taken the address since.
    if (userId === null) return null;
    await savePasswordHash(tx, { userId, hash: await deps.passwords.hashPassword(request.password), now });
    await writeAudit(tx, {
      actor: `user:${userId}`,
      action: 'invitation.accept',
      subject: `invitation:${invitation.invitationId}`,
      now,
    });
    return userId;
  });
}
