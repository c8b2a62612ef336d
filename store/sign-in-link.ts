import { v7 as uuidv7 } from 'uuid';
import type { EpochMs } from '../domain/time';
import { at, instant, type Database } from './database';
import { hashLinkToken, makeLinkToken } from './link-token';

const VALID_MS = 15 * 60_000;

/** The secret of a link and until when it signs in. It is told here and nowhere else. */
export interface SignInLink {
  readonly token: string;
  readonly expiresAt: EpochMs;
}

/** Makes a link that signs a user in once within 15 minutes. Earlier ones of the same user stop working. */
export async function makeSignInLink(
  tx: Database,
  request: { readonly userId: string; readonly now: EpochMs },
): Promise<SignInLink> {
  const { token, hash } = makeLinkToken();
  const expiresAt = request.now + VALID_MS;
  await tx.deleteFrom('sign_in_link').where('user_id', '=', request.userId).where('used_at', 'is', null).execute();
  await tx
    .insertInto('sign_in_link')
    .values({
      id: uuidv7({ msecs: request.now }),
      token_hash: hash,
      user_id: request.userId,
      created_at: at(request.now),
      expires_at: at(expiresAt),
    })
    .execute();
  return { token, expiresAt };
}

/** Uses a link up and resolves to whose it was; null if it is unknown, used or too old, without saying which. */
export async function useSignInLink(
  tx: Database,
  request: { readonly token: string; readonly now: EpochMs },
): Promise<{ readonly userId: string } | null> {
  const row = await tx
    .updateTable('sign_in_link')
    .set({ used_at: at(request.now) })
    .where('token_hash', '=', hashLinkToken(request.token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', instant(request.now))
    .returning('user_id')
    .executeTakeFirst();
  return row === undefined ? null : { userId: row.user_id };
}
