import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { withProgress } from '../progress.mjs';
import { installPart } from '../provision/cache.mjs';
import { CannotProvision } from '../provision/cannot-provision.mjs';
import { withLock } from '../provision/file-lock.mjs';
import { CommandFailed, runQuietly } from '../run-quietly.mjs';

/** What the build is made of; a change of any of them makes it stale. */
const SOURCES = ['console/src', 'console/public', 'console/index.html', 'scripts/console', 'package-lock.json'];

/**
 * Sees to console/dist where it is missing or stale: told by a hash of its sources, not by times, so that a checkout of what
 * was built before builds nothing, nor does a second clone. A new build takes the place of the old one when it is complete.
 *
 * @param {{ root: string, cache: string, node: string, env: NodeJS.ProcessEnv }} runtime
 */
export async function provisionConsole({ root, cache, node, env }) {
  const stamp = hashOf(root);
  if (isCurrent(root, stamp)) return;
  const part = { cache, name: `console-${stamp.slice(0, 16)}`, entry: 'index.html' };
  const built = await installPart(part, (folder) =>
    withProgress('Building the console', () => build(folder, { root, node, env })),
  );
  await withLock(join(root, '.cache', 'console.lock'), async () => {
    const partial = join(root, '.cache', 'console');
    await rm(partial, { recursive: true, force: true });
    await cp(dirname(built), partial, { recursive: true });
    await writeFile(join(partial, STAMP), stamp);
    await rm(join(root, 'console', 'dist'), { recursive: true, force: true });
    await rename(partial, join(root, 'console', 'dist'));
  });
}

/**
 * @param {string} folder
 * @param {{ root: string, node: string, env: NodeJS.ProcessEnv }} runtime
 */
async function build(folder, { root, node, env }) {
  try {
    const script = join(root, 'scripts', 'console', 'run-vite.mjs');
    await runQuietly(node, [script, 'build', folder], { cwd: root, env });
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    throw new CannotProvision('The console could not be built.', error);
  }
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
