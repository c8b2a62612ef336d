import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const SCRIPTS = /<(?:script[^>]+src|link[^>]+rel="modulepreload"[^>]+href)="([^"]+\.js)"/g;

/** KiB of script, gzipped, that a browser fetches before the console shows anything: what its page names. */
export async function firstLoadKiB(consoleDir: string): Promise<number> {
  const page = await readFile(join(consoleDir, 'index.html'), 'utf8');
  const files = [...page.matchAll(SCRIPTS)].map(([, path = '']) => path);
  if (files.length === 0) throw new Error('The page of the console names no script.');
  const sizes = await Promise.all(files.map(async (path) => gzipSync(await readFile(join(consoleDir, path))).length));
  return sizes.reduce((sum, size) => sum + size, 0) / 1_024;
}
