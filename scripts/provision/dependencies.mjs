import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withProgress } from '../progress.mjs';
import { CommandFailed, runQuietly } from '../run-quietly.mjs';
import { CannotProvision } from './cannot-provision.mjs';
import { withLock } from './file-lock.mjs';

/**
 * Installs the project's packages when node_modules is missing or does not match package-lock.json.
 *
 * @param {{ root: string, node: string, env: NodeJS.ProcessEnv }} options
 */
export async function provisionDependencies({ root, node, env }) {
  const stamp = await expectedStamp(root, node);
  if (isCurrent(root, stamp)) return;
  await withProgress('Installing dependencies', () =>
    withLock(join(root, '.cache', 'install.lock'), async () => {
      if (isCurrent(root, stamp)) return;
      // After a developer's own `npm install` nothing needs doing: npm's record already agrees with the lock file.
      if (!installedAsLocked(root)) await install(root, env);
      await writeFile(stampFile(root), stamp);
    }),
  );
}

/**
 * What node_modules was made from. Holds the Node's major version and platform because some packages bring binaries.
 *
 * @param {string} root
 * @param {string} node
 */
async function expectedStamp(root, node) {
  const version = node === process.execPath ? process.version : (await runQuietly(node, ['--version'])).trim();
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  return `${lock} ${version.split('.')[0]} ${process.platform} ${process.arch}\n`;
}

/** @param {string} root */
const stampFile = (root) => join(root, 'node_modules', '.leadline-installed');

/**
 * @param {string} root
 * @param {string} stamp
 */
function isCurrent(root, stamp) {
  return existsSync(stampFile(root)) && readFileSync(stampFile(root), 'utf8') === stamp;
}

/**
 * Compares package-lock.json with the record that npm leaves in node_modules as the last act of an install.
 *
 * @param {string} root
 */
function installedAsLocked(root) {
  const record = join(root, 'node_modules', '.package-lock.json');
  // A stamp from before says that the lock file, the Node or the platform has changed since: only npm can tell which.
  if (existsSync(stampFile(root)) && !stampHasThisPlatform(root)) return false;
  if (!existsSync(record)) return false;
  const installed = packagesOf(record);
  const locked = packagesOf(join(root, 'package-lock.json'));
  const names = new Set([...Object.keys(installed), ...Object.keys(locked)].filter((name) => name !== ''));
  return [...names].every((name) => {
    // A package for another platform is locked but not installed.
    if (installed[name] === undefined) return locked[name]?.optional === true;
    return installed[name].version === locked[name]?.version && installed[name].integrity === locked[name]?.integrity;
  });
}

/** @param {string} root */
function stampHasThisPlatform(root) {
  return readFileSync(stampFile(root), 'utf8').endsWith(` ${process.platform} ${process.arch}\n`);
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean } | undefined>}
 */
const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

/**
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 */
async function install(root, env) {
  try {
    // Development packages too, whatever NODE_ENV says: the commands run from source.
    const flags = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
    await runQuietly('npm', ['ci', ...flags], { cwd: root, env });
  } catch (error) {
    const outOfSync = error instanceof CommandFailed && error.output.includes('code EUSAGE');
    const remedy = outOfSync ? 'run `npm install` to mend package-lock.json' : 'check that npm reaches its registry';
    throw new CannotProvision(`The dependencies could not be installed: ${remedy}.`, error);
  }
}
