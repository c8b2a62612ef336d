import { createHash, hkdfSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecretBox, parseSecretKey, type SecretBox } from './secret-box';

/**
 * The box of a key file's text: one key a line, the first one seals, the others still open what they sealed. So a key is
 * rotated by putting a new line in front. A key goes by the beginning of its hash: every process that reads the same file
 * knows it by the same name.
 */
export function secretBoxOf(text: string): SecretBox {
  return createSecretBox(
    keysOf(text).map((key) => ({ id: createHash('sha256').update(key).digest('hex').slice(0, 8), key })),
  );
}

/** The box of a key file. */
export const readSecretBox = async (path: string): Promise<SecretBox> => secretBoxOf(await readFile(path, 'utf8'));

/**
 * A secret for one other purpose, derived from the first key of the file: what it protects (e.g. the signature of a cookie)
 * ends with that key. 256 bits in base64url.
 */
export async function deriveSecret(path: string, purpose: string): Promise<string> {
  const [key] = keysOf(await readFile(path, 'utf8'));
  if (key === undefined) throw new Error('A secret key file has at least one key.');
  return Buffer.from(hkdfSync('sha256', key, '', `leadline ${purpose}`, 32)).toString('base64url');
}

const keysOf = (text: string): readonly Buffer[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(parseSecretKey);
