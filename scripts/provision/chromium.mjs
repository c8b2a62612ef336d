import { accessSync, constants, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { withProgress } from '../progress.mjs';
import { CommandFailed, runQuietly } from '../run-quietly.mjs';
import { CannotProvision } from './cannot-provision.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Where Playwright keeps the browsers it has downloaded, and where they lie in a version's folder. */
const PLAYWRIGHT_CACHES = [
  ['.cache', 'ms-playwright'],
  ['Library', 'Caches', 'ms-playwright'],
];
const IN_PLAYWRIGHT = [
  'chrome-linux/chrome',
  'chrome-linux64/chrome',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
];
const ON_MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/**
 * Path of a Chromium for tests in a browser: named by LEADLINE_CHROMIUM, on PATH, or in Playwright's cache. Undefined when
 * there is none.
 *
 * @param {NodeJS.ProcessEnv} env
 */
export function findChromium(env) {
  const onPath = (env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const candidates = [env['LEADLINE_CHROMIUM'] ?? '', ...onPath, ...inPlaywrightCaches(env), ON_MAC];
  return candidates.find((path) => path !== '' && isExecutable(path));
}

/**
 * The same, installed first from the system's packages when there is none and we may.
 *
 * @param {{ env: NodeJS.ProcessEnv }} runtime
 * @returns {Promise<string>}
 */
export async function provisionChromium({ env }) {
  const found = findChromium(env);
  if (found !== undefined) return found;
  const failure = await withProgress('Installing Chromium', () => install(env));
  const installed = findChromium(env);
  if (installed !== undefined) return installed;
  throw new CannotProvision(
    'Tests in a browser need Chromium: install it (on Debian `apt-get install chromium`, elsewhere `npx playwright-core install chromium`), or name one in LEADLINE_CHROMIUM.',
    failure,
  );
}

/**
 * Debian's package, as root only. Resolves to why it was not installed.
 *
 * @param {NodeJS.ProcessEnv} env
 */
async function install(env) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const quiet = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } };
  const packages = ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'];
  try {
    await runQuietly('apt-get', packages, quiet).catch(async () => {
      // A machine's lists are often older than what the archive still has.
      await runQuietly('apt-get', ['update'], quiet);
      await runQuietly('apt-get', packages, quiet);
    });
    return undefined;
  } catch (error) {
    if (error instanceof CommandFailed) return error;
    throw error;
  }
}

/** @param {NodeJS.ProcessEnv} env */
function inPlaywrightCaches(env) {
  const caches = [
    env['PLAYWRIGHT_BROWSERS_PATH'] ?? '',
    ...PLAYWRIGHT_CACHES.map((parts) => join(homedir(), ...parts)),
  ];
  return caches.flatMap((cache) =>
    foldersOf(cache)
      .filter((name) => /^chromium-\d+$/.test(name))
      .toSorted()
      .toReversed()
      .flatMap((name) => IN_PLAYWRIGHT.map((path) => join(cache, name, path))),
  );
}

/** @param {string} folder */
function foldersOf(folder) {
  try {
    return folder === '' ? [] : readdirSync(folder);
  } catch {
    return []; // Playwright has never been here.
  }
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
