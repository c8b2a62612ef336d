import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

const KEY_BYTES = 32;

/**
 * Makes sure that the key which encrypts connection secrets exists: 32 random bytes in base64, in a file that only its owner
 * may read. Made once; whoever loses it has to connect the systems again.
 */
export async function ensureSecretKeyFile(path: string): Promise<void> {
  try {
    await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    await mkdir(dirname(path), { recursive: true });
    // wx: two starts at once must not overwrite each other's key.
    await writeFile(path, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  }
}
