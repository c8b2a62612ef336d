import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { EpochMs } from '../domain/time';
import { at, instant, type Database } from './database';

export const SCOPES = ['read', 'operate', 'admin'] as const;

/** read: see everything. operate: also move leads, retry and pause. admin: also make and revoke keys. */
export type Scope = (typeof SCOPES)[number];

/** A key as lists show it: never the secret, never its hash. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: EpochMs;
  readonly lastUsedAt: EpochMs | null;
  readonly revokedAt: EpochMs | null;
}

const KEY_SHAPE = /^llk_([0-9a-f]{16})_([A-Za-z0-9_-]{43})$/;
const LAST_USED_EVERY_MS = 60_000;
const NO_HASH = Buffer.alloc(32);

/**
 * Makes a key `llk_<id>_<secret>`. The plain key is returned here and nowhere else.
 *
 * What is stored is one SHA-256 of a 256-bit random secret. A slow hash (bcrypt, scrypt, argon2) protects what people
 * choose, because it can be guessed; 2^256 equally likely secrets cannot be, at any speed, and a slow hash would put its
 * cost on every request and hand an attacker a cheap way to load the server.
 */
export async function createApiKey(
  db: Database,
  request: { readonly name: string; readonly scopes: readonly Scope[]; readonly now: EpochMs },
): Promise<{ readonly apiKey: ApiKey; readonly plainKey: string }> {
  const id = randomBytes(8).toString('hex');
  const secret = randomBytes(32).toString('base64url');
  const scopes = SCOPES.filter((scope) => request.scopes.includes(scope));
  await db
    .insertInto('api_key')
    .values({ id, name: request.name, hash: hashOf(secret), scopes, created_at: at(request.now) })
    .execute();
  return {
    apiKey: { id, name: request.name, scopes, createdAt: request.now, lastUsedAt: null, revokedAt: null },
    plainKey: `llk_${id}_${secret}`,
  };
}

/** Whose key it is; null if it is malformed, unknown or revoked, without saying which. */
export async function findApiKey(db: Database, plainKey: string): Promise<ApiKey | null> {
  const [, id, secret] = KEY_SHAPE.exec(plainKey) ?? [];
  if (id === undefined || secret === undefined) return null;
  const row = await db.selectFrom('api_key').selectAll().where('id', '=', id).executeTakeFirst();
  // Compared even where there is no such key, so that the time taken does not tell which ids exist.
  const matches = timingSafeEqual(hashOf(secret), row?.hash ?? NO_HASH);
  if (row === undefined || !matches || row.revoked_at !== null) return null;
  return toApiKey(row);
}

/** Whether a key that was let through once would be still. */
export async function isApiKeyLive(db: Database, id: string): Promise<boolean> {
  const live = db.selectFrom('api_key').select('id').where('id', '=', id).where('revoked_at', 'is', null);
  return (await live.executeTakeFirst()) !== undefined;
}

/** Notes that a key was used, at most once a minute, so that a busy client does not turn every read into a write. */
export async function noteApiKeyUse(db: Database, apiKey: ApiKey, now: EpochMs): Promise<void> {
  if (apiKey.lastUsedAt !== null && now - apiKey.lastUsedAt < LAST_USED_EVERY_MS) return;
  await db
    .updateTable('api_key')
    .set({ last_used_at: at(now) })
    .where('id', '=', apiKey.id)
    .where((eb) => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<=', instant(now - LAST_USED_EVERY_MS))]))
    .execute();
}

/** All keys, revoked ones included, the newest first. */
export async function listApiKeys(db: Database): Promise<readonly ApiKey[]> {
  const rows = await db.selectFrom('api_key').selectAll().orderBy('created_at', 'desc').orderBy('id').execute();
  return rows.map(toApiKey);
}

/** Ends a key at once: every request looks it up. Says whether it was there and whether it had been revoked before. */
export async function revokeApiKey(
  db: Database,
  id: string,
  now: EpochMs,
): Promise<'revoked' | 'already_revoked' | 'unknown'> {
  const revoked = await db
    .updateTable('api_key')
    .set({ revoked_at: at(now) })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (revoked !== undefined) return 'revoked';
  const known = await db.selectFrom('api_key').select('id').where('id', '=', id).executeTakeFirst();
  return known === undefined ? 'unknown' : 'already_revoked';
}

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly created_at: EpochMs;
  readonly last_used_at: EpochMs | null;
  readonly revoked_at: EpochMs | null;
}

function toApiKey(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    scopes: SCOPES.filter((scope) => row.scopes.includes(scope)),
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  };
}
