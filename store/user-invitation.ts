import { v7 as uuidv7 } from 'uuid';
import type { Role } from '../domain/role';
import type { EpochMs } from '../domain/time';
import { at, instant, type Database } from './database';
import { hashLinkToken, makeLinkToken } from './link-token';

const VALID_MS = 7 * 24 * 60 * 60_000;

export interface Invitation {
  readonly invitationId: string;
  readonly email: string;
  readonly role: Role;
  readonly repId: string | null;
  readonly invitedBy: string;
  readonly createdAt: EpochMs;
  readonly expiresAt: EpochMs;
}

/** Invitations that were neither accepted nor revoked, those too old included, the newest first. */
export async function listInvitations(db: Database): Promise<readonly Invitation[]> {
  const rows = await openInvitations(db).orderBy('created_at', 'desc').orderBy('id').execute();
  return rows.map(toInvitation);
}

/** Invites somebody for seven days, in the place of an earlier invitation to the same address. The token is told once. */
export async function addInvitation(
  tx: Database,
  request: {
    readonly email: string;
    readonly role: Role;
    readonly repId: string | null;
    readonly invitedBy: string;
    readonly now: EpochMs;
  },
): Promise<{ readonly invitation: Invitation; readonly token: string }> {
  const email = request.email.toLowerCase();
  const { token, hash } = makeLinkToken();
  await revokeOpen(tx, request.now).where('email', '=', email).execute();
  const invitation: Invitation = {
    invitationId: uuidv7({ msecs: request.now }),
    email,
    role: request.role,
    repId: request.repId,
    invitedBy: request.invitedBy,
    createdAt: request.now,
    expiresAt: request.now + VALID_MS,
  };
  await tx
    .insertInto('user_invitation')
    .values({
      id: invitation.invitationId,
      token_hash: hash,
      email,
      role: request.role,
      rep_id: request.repId,
      invited_by: request.invitedBy,
      created_at: at(request.now),
      expires_at: at(invitation.expiresAt),
    })
    .execute();
  return { invitation, token };
}

/** Uses an invitation up; null if it is unknown, accepted, revoked or too old, without saying which. */
export async function acceptInvitation(
  tx: Database,
  request: { readonly token: string; readonly now: EpochMs },
): Promise<Invitation | null> {
  const row = await tx
    .updateTable('user_invitation')
    .set({ accepted_at: at(request.now) })
    .where('token_hash', '=', hashLinkToken(request.token))
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', instant(request.now))
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : toInvitation(row);
}

/** Takes an invitation back. Says whether there was an open one. */
export async function revokeInvitation(
  tx: Database,
  request: { readonly invitationId: string; readonly now: EpochMs },
): Promise<boolean> {
  const row = await revokeOpen(tx, request.now)
    .where('id', '=', request.invitationId)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

const openInvitations = (db: Database) =>
  db.selectFrom('user_invitation').selectAll().where('accepted_at', 'is', null).where('revoked_at', 'is', null);

const revokeOpen = (tx: Database, now: EpochMs) =>
  tx
    .updateTable('user_invitation')
    .set({ revoked_at: at(now) })
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null);

type InvitationRow = Awaited<ReturnType<ReturnType<typeof openInvitations>['execute']>>[number];

const toInvitation = (row: InvitationRow): Invitation => ({
  invitationId: row.id,
  email: row.email,
  role: row.role,
  repId: row.rep_id,
  invitedBy: row.invited_by,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
});
