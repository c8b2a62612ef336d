import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { withProgress } from '../progress.mjs';
import { runQuietly } from '../run-quietly.mjs';
import { installPart } from './cache.mjs';
import { CannotProvision } from './cannot-provision.mjs';

const NEEDED = [22, 13];
const FETCHED_MAJOR = 24;

/**
 * A Node new enough for the project: the running one, or else one from npm in the cache.
 *
 * @param {{ cache: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<{ node: string, env: NodeJS.ProcessEnv }>} the executable, and an environment in which it is first
 *   on PATH, so that npm and everything with a `#!/usr/bin/env node` line runs on it
 */
export async function provisionNode({ cache, env }) {
  const node = isNewEnough(process.versions.node) ? process.execPath : await fetchNode({ cache, env });
  return { node, env: { ...env, PATH: `${dirname(node)}${delimiter}${env['PATH'] ?? ''}` } };
}

/** @param {string} version */
function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [neededMajor = 0, neededMinor = 0] = NEEDED;
  return major > neededMajor || (major === neededMajor && minor >= neededMinor);
}

/** @param {{ cache: string, env: NodeJS.ProcessEnv }} options */
async function fetchNode({ cache, env }) {
  const part = { cache, name: `node-${FETCHED_MAJOR}`, entry: join('node_modules', 'node', 'bin', 'node') };
  try {
    return await withProgress(`Fetching Node ${FETCHED_MAJOR}`, () =>
      installPart(part, async (folder) => {
        await installInto(folder, env);
        await runQuietly(join(folder, part.entry), ['--version']);
      }),
    );
  } catch (error) {
    throw new CannotProvision(
      `Node ${process.versions.node} is too old and Node ${FETCHED_MAJOR} could not be fetched with npm: install Node ${NEEDED.join('.')} or newer.`,
      error,
    );
  }
}

/**
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 */
async function installInto(folder, env) {
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  await runQuietly('npm', ['install', '--prefix', folder, ...quiet, `node@${FETCHED_MAJOR}`], { cwd: folder, env });
  const home = join(folder, 'node_modules', 'node');
  // The package fetches the executable in an install script, which npm leaves out under `ignore-scripts`.
  if (!existsSync(join(home, 'bin', 'node'))) {
    await runQuietly(process.execPath, ['installArchSpecificPackage.js'], { cwd: home, env });
  }
}
