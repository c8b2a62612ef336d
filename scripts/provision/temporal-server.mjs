import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { withProgress } from '../progress.mjs';
import { CommandFailed, runQuietly } from '../run-quietly.mjs';
import { findPart, installPart } from './cache.mjs';
import { CannotProvision } from './cannot-provision.mjs';
import { downloadFromSdk, sdkVersion } from './download-from-sdk.mjs';

const ENTRY = 'temporal';
/** The newest CLI that `go install` takes: later ones carry a replace directive. */
const GO_VERSION = '1.5.1';
/** Update-with-start and the raised limits that we set are there from this server on. */
const NEEDED_SERVER = [1, 28];

/** @typedef {{ cache: string, root: string, node: string, env: NodeJS.ProcessEnv }} Runtime */

/**
 * Path of a Temporal CLI whose `server start-dev` we can run: one named by LEADLINE_TEMPORAL_CLI, on PATH or in the
 * cache. Undefined when there is none.
 *
 * @param {Pick<Runtime, 'cache' | 'env'>} runtime
 */
export async function findTemporalServer({ cache, env }) {
  const named = env['LEADLINE_TEMPORAL_CLI'];
  if (named) return named;
  const onPath = executablesOnPath(ENTRY, env['PATH'] ?? '');
  for (const path of onPath) if (await isNewEnough(path)) return path;
  return findInCache(cache);
}

/**
 * The same, downloaded or built first when there is none.
 *
 * @param {Runtime} runtime
 * @returns {Promise<string>}
 */
export async function provisionTemporalServer(runtime) {
  return (await findTemporalServer(runtime)) ?? (await download(runtime)) ?? (await build(runtime));
}

/** @param {string} cache */
function findInCache(cache) {
  const names = [`temporal-${GO_VERSION}`, ...foldersOf(cache).filter((name) => /^temporal-sdk-[\d.]+$/.test(name))];
  return names.map((name) => findPart({ cache, name, entry: ENTRY })).find((path) => path !== undefined);
}

/** @param {string} cache */
function foldersOf(cache) {
  try {
    return readdirSync(cache);
  } catch {
    return []; // Nothing has been provisioned yet.
  }
}

/**
 * @param {string} name
 * @param {string} path
 */
function executablesOnPath(name, path) {
  return path
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .filter(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** @param {string} cli */
async function isNewEnough(cli) {
  try {
    const [, major = 0, minor = 0] =
      /Server (\d+)\.(\d+)/.exec(await runQuietly(cli, ['--version']))?.map(Number) ?? [];
    const [neededMajor = 0, neededMinor = 0] = NEEDED_SERVER;
    return major > neededMajor || (major === neededMajor && minor >= neededMinor);
  } catch (error) {
    if (error instanceof CommandFailed) return false;
    throw error;
  }
}

/** @param {Runtime} runtime */
async function download(runtime) {
  const part = { cache: runtime.cache, name: `temporal-sdk-${sdkVersion(runtime.root)}`, entry: ENTRY };
  try {
    return await withProgress('Downloading the Temporal server', () =>
      installPart(part, (folder) => downloadFromSdk({ kind: 'dev-server', folder, executable: ENTRY }, runtime)),
    );
  } catch (error) {
    if (error instanceof CommandFailed) return undefined;
    throw error;
  }
}

/** @param {Runtime} runtime */
async function build({ cache, env }) {
  const part = { cache, name: `temporal-${GO_VERSION}`, entry: ENTRY };
  const workspace = join(cache, `temporal-${GO_VERSION}.build`);
  try {
    return await withProgress('Building the Temporal server (takes some minutes, once)', () =>
      installPart(part, async (folder) => {
        const module = `github.com/temporalio/cli/cmd/temporal@v${GO_VERSION}`;
        const goEnv = { ...env, ...workspaceOfGo(workspace), GOBIN: folder };
        await runQuietly('go', ['install', '-trimpath', '-ldflags=-s -w', module], { env: goEnv });
        await rm(workspace, { recursive: true, force: true });
      }),
    );
  } catch (error) {
    throw new CannotProvision(
      'No Temporal server could be had: put the `temporal` CLI on PATH, or install Go so that it can be built, or set TEMPORAL_ADDRESS to a server of your own.',
      error,
    );
  }
}

/**
 * Sources and objects of the build take three gigabytes. They go to a folder that is removed afterwards, not to the
 * user's own; an interrupted build finds them there and goes on.
 *
 * @param {string} folder
 */
const workspaceOfGo = (folder) => ({
  GOPATH: join(folder, 'path'),
  GOMODCACHE: join(folder, 'modules'),
  GOCACHE: join(folder, 'objects'),
  // Go makes its sources read-only, which would also keep us from removing them.
  GOFLAGS: `${process.env['GOFLAGS'] ?? ''} -modcacherw`.trim(),
});
