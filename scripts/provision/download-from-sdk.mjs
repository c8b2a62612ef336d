import { readdirSync } from 'node:fs';
import { readdir, rename } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runQuietly } from '../run-quietly.mjs';

/** Where the SDK's download host is not reachable, the connection may hang instead of being refused. */
const FIRST_BYTE_WITHIN_MS = 20_000;
const WHOLE_WITHIN_MS = 10 * 60_000;

/** @param {string} root */
export function sdkVersion(root) {
  return createRequire(join(root, 'package.json'))('@temporalio/client/package.json').version;
}

/**
 * Downloads a server by the SDK's own means into `folder` under the name `executable`.
 *
 * @param {{ kind: 'dev-server' | 'time-skipping', folder: string, executable: string }} download
 * @param {{ node: string, root: string, env: NodeJS.ProcessEnv }} runtime
 * @throws {import('../run-quietly.mjs').CommandFailed} when it cannot be had that way
 */
export async function downloadFromSdk({ kind, folder, executable }, { node, root, env }) {
  const giveUp = new AbortController();
  const whole = setTimeout(() => giveUp.abort(), WHOLE_WITHIN_MS);
  const firstByte = setTimeout(() => {
    if (readdirSync(folder).length === 0) giveUp.abort();
  }, FIRST_BYTE_WITHIN_MS);
  try {
    const script = fileURLToPath(new URL('sdk-download.mjs', import.meta.url));
    await runQuietly(node, [script, kind, folder], { cwd: root, env, signal: giveUp.signal });
  } finally {
    clearTimeout(whole);
    clearTimeout(firstByte);
  }
  const [downloaded] = await readdir(folder);
  if (downloaded === undefined) throw new Error(`The SDK left no ${kind} in its download folder.`);
  await rename(join(folder, downloaded), join(folder, executable));
}
