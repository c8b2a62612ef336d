import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits for a link that is shown once, and what is kept of them. */
export function makeLinkToken(): { readonly token: string; readonly hash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashLinkToken(token) };
}

/** One SHA-256: what is random cannot be guessed, at any speed (see `createApiKey`). */
export const hashLinkToken = (token: string): Buffer => createHash('sha256').update(token).digest();
