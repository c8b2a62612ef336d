import { randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { withLock } from './file-lock.mjs';

/**
 * Where provisioned parts live, outside any clone, so that a second clone starts at once.
 *
 * @param {NodeJS.ProcessEnv} env
 */
export function cacheDirectory(env) {
  return env['LEADLINE_CACHE'] || join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'leadline');
}

/**
 * @typedef {object} Part
 * @property {string} cache the cache directory
 * @property {string} name folder of the part inside the cache; names the version
 * @property {string} entry the file inside the folder that the part is used through
 */

/**
 * Path of a complete part's entry, or undefined when the part is not there.
 *
 * @param {Part} part
 */
export function findPart({ cache, name, entry }) {
  const path = join(cache, name, entry);
  return existsSync(path) ? path : undefined;
}

/**
 * Path of the part's entry, built first when it is missing. `build` fills a folder under a temporary name that is
 * renamed when complete: an interrupted build leaves no half part behind, and concurrent starts build once.
 *
 * @param {Part} part
 * @param {(folder: string) => Promise<void>} build
 * @returns {Promise<string>}
 */
export async function installPart(part, build) {
  const folder = join(part.cache, part.name);
  const found = findPart(part);
  if (found !== undefined) return found;
  return withLock(`${folder}.lock`, async () => {
    const meanwhile = findPart(part);
    if (meanwhile !== undefined) return meanwhile;
    await removeLeftovers(folder);
    const partial = `${folder}.partial-${randomUUID()}`;
    const removePartial = () => rmSync(partial, { recursive: true, force: true });
    process.once('exit', removePartial);
    try {
      await mkdir(partial, { recursive: true });
      await build(partial);
      await land(part, { partial, folder });
    } finally {
      process.off('exit', removePartial);
      await rm(partial, { recursive: true, force: true });
    }
    return join(folder, part.entry);
  });
}

/**
 * @param {Part} part
 * @param {{ partial: string, folder: string }} folders
 */
async function land(part, { partial, folder }) {
  try {
    await rename(partial, folder);
  } catch (error) {
    // Somebody whom the lock did not stop (another host on a shared disk) finished first: theirs is as good.
    if (findPart(part) === undefined) throw error;
  }
}

/**
 * Under the lock nobody else is building, so partial folders are those of builds that were killed; a final folder
 * without its entry was damaged by hand.
 *
 * @param {string} folder
 */
async function removeLeftovers(folder) {
  await rm(folder, { recursive: true, force: true });
  const partials = (await readdir(dirname(folder))).filter((name) => name.startsWith(`${basename(folder)}.partial-`));
  for (const name of partials) await rm(join(dirname(folder), name), { recursive: true, force: true });
}
