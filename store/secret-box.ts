import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { LeadlineError } from '../domain/errors';

/** A 256-bit key and the name it goes by in what it sealed. */
export interface SecretKey {
  readonly id: string;
  readonly key: Buffer;
}

/** Seals small secrets for SQL. What was sealed for one context cannot be opened in another. */
export interface SecretBox {
  seal(plaintext: string, context: string): Buffer;
  /** Throws `secret_key_unknown` when sealed by a key we do not have, `secret_damaged` when it does not open. */
  open(sealed: Buffer, context: string): string;
}

const VERSION = 1;
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM. The first key seals; the others still open what they sealed, so a key is rotated by putting a new one in
 * front. Layout: version, length of key id, key id, iv, tag, ciphertext.
 */
export function createSecretBox(keys: readonly SecretKey[]): SecretBox {
  const [current] = keys;
  if (current === undefined) throw new Error('A secret box needs a key.');
  for (const { key } of keys) if (key.length !== KEY_BYTES) throw new Error(`A secret key has ${KEY_BYTES} bytes.`);
  return {
    seal: (plaintext, context) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', current.key, iv).setAAD(Buffer.from(context));
      const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
      const keyId = Buffer.from(current.id);
      return Buffer.concat([Buffer.from([VERSION, keyId.length]), keyId, iv, cipher.getAuthTag(), ciphertext]);
    },
    open: (sealed, context) => {
      const { keyId, iv, tag, ciphertext } = takeApart(sealed);
      const found = keys.find((key) => key.id === keyId);
      if (found === undefined) {
        throw new LeadlineError('secret_key_unknown', 'A secret was sealed with a key that is not configured.', {
          remedy: 'Configure the former key beside the new one, or set the secret again with `leadline connect`.',
        });
      }
      const decipher = createDecipheriv('aes-256-gcm', found.key, iv).setAAD(Buffer.from(context)).setAuthTag(tag);
      try {
        return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8');
      } catch (cause) {
        throw damaged(cause);
      }
    },
  };
}

/** Reads a key as text: 32 bytes in base64 or hex. */
export function parseSecretKey(text: string): Buffer {
  const trimmed = text.trim();
  const key = /^[0-9a-f]{64}$/i.test(trimmed) ? Buffer.from(trimmed, 'hex') : Buffer.from(trimmed, 'base64');
  if (key.length !== KEY_BYTES) {
    throw new LeadlineError('secret_key_malformed', 'The secret key is not 32 bytes in base64 or hex.', {
      remedy: 'Make one with `openssl rand -base64 32`.',
    });
  }
  return key;
}

function takeApart(sealed: Buffer): { keyId: string; iv: Buffer; tag: Buffer; ciphertext: Buffer } {
  const keyIdLength = sealed[1] ?? 0;
  const iv = 2 + keyIdLength;
  const tag = iv + IV_BYTES;
  const ciphertext = tag + TAG_BYTES;
  if (sealed[0] !== VERSION || sealed.length < ciphertext) throw damaged();
  return {
    keyId: sealed.toString('utf8', 2, iv),
    iv: sealed.subarray(iv, tag),
    tag: sealed.subarray(tag, ciphertext),
    ciphertext: sealed.subarray(ciphertext),
  };
}

const damaged = (cause?: unknown): LeadlineError =>
  new LeadlineError('secret_damaged', 'A stored secret cannot be opened.', {
    remedy: 'Set it again with `leadline connect`.',
    ...(cause === undefined ? {} : { cause }),
  });
