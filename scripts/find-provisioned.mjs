/**
 * Jest's global setup. `npm test` provisions and says in the environment where; Jest started by hand finds here what an
 * earlier `npm test` has left in the cache.
 */
import { fileURLToPath } from 'node:url';
import { cacheDirectory } from './provision/cache.mjs';
import { findChromium } from './provision/chromium.mjs';
import { findTemporalServer } from './provision/temporal-server.mjs';
import { findTemporalTestServer } from './provision/temporal-test-server.mjs';

export default async function findProvisioned() {
  const runtime = {
    cache: cacheDirectory(process.env),
    root: fileURLToPath(new URL('..', import.meta.url)),
    env: process.env,
  };
  const found = {
    LEADLINE_TEMPORAL_CLI: await findTemporalServer(runtime),
    LEADLINE_TEST_SERVER: findTemporalTestServer(runtime),
    LEADLINE_CHROMIUM: findChromium(process.env),
  };
  for (const [name, path] of Object.entries(found)) if (path !== undefined) process.env[name] = path;
}
