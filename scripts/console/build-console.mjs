import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withProgress } from '../progress.mjs';
import { withLock } from '../provision/file-lock.mjs';
import { CannotProvision } from '../provision/cannot-provision.mjs';
import { CommandFailed, runQuietly } from '../run-quietly.mjs';

/** What the build is made of; a change of any of them makes it stale. */
const SOURCES = ['console/src', 'console/public', 'console/index.html', 'scripts/console', 'package-lock.json'];

/**
 * Builds the console into console/dist when it is missing or stale: told by a hash of its sources, not by times, so that a
 * checkout of what was built before builds nothing. The new build takes the place of the old one when it is complete.
 *
 * @param {{ root: string, node: string, env: NodeJS.ProcessEnv }} runtime
 */
export async function provisionConsole({ root, node, env }) {
  const stamp = hashOf(root);
  if (isCurrent(root, stamp)) return;
  await withProgress('Building the console', () =>
    withLock(join(root, '.cache', 'console.lock'), async () => {
      if (isCurrent(root, stamp)) return;
      const partial = join(root, '.cache', 'console');
      await rm(partial, { recursive: true, force: true });
      await mkdir(join(root, '.cache'), { recursive: true });
      try {
        const script = join(root, 'scripts', 'console', 'run-vite.mjs');
        await runQuietly(node, [script, 'build', partial], { cwd: root, env });
      } catch (error) {
        if (!(error instanceof CommandFailed)) throw error;
        throw new CannotProvision('The console could not be built.', error);
      }
      await writeFile(join(partial, STAMP), stamp);
      await rm(join(root, 'console', 'dist'), { recursive: true, force: true });
      await rename(partial, join(root, 'console', 'dist'));
    }),
  );
}

const STAMP = '.stamp';

/**
 * @param {string} root
 * @param {string} stamp
 */
function isCurrent(root, stamp) {
  const file = join(root, 'console', 'dist', STAMP);
  return existsSync(file) && readFileSync(file, 'utf8') === stamp;
}

/** @param {string} root */
function hashOf(root) {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((source) => filesUnder(root, source))) {
    hash.update(`${file}\n`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {string} path of a file or folder, relative
 * @returns {readonly string[]}
 */
function filesUnder(root, path) {
  /** @type {readonly import('node:fs').Dirent[]} */
  let entries;
  try {
    entries = readdirSync(join(root, path), { withFileTypes: true });
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOTDIR') return [path];
    throw error;
  }
  return entries
    .map(({ name }) => `${path}/${name}`)
    .toSorted()
    .flatMap((entry) => filesUnder(root, entry));
}
