import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecretBox, parseSecretKey, type SecretBox } from './secret-box';

/**
 * The box of a key file's text: one key a line, the first one seals, the others still open what they sealed. So a key is
 * rotated by putting a new line in front. A key goes by the beginning of its hash: every process that reads the same file
 * knows it by the same name.
 */
export function secretBoxOf(text: string): SecretBox {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return createSecretBox(
    lines.map(parseSecretKey).map((key) => ({ id: createHash('sha256').update(key).digest('hex').slice(0, 8), key })),
  );
}

/** The box of a key file. */
export const readSecretBox = async (path: string): Promise<SecretBox> => secretBoxOf(await readFile(path, 'utf8'));
