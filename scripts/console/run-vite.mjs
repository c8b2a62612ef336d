/**
 * Builds the console, or serves it while it is worked on, with changes shown at once.
 *
 *   node scripts/console/run-vite.mjs build [folder]
 *   LEADLINE_URL=http://127.0.0.1:4700 LEADLINE_API_KEY=llk_… node scripts/console/run-vite.mjs serve
 *
 * In development the key stands in for a session; the product knows nothing of it.
 */
import { build, createServer } from 'vite';
import { viteConfig } from './vite-config.mjs';

const [command, outDir] = process.argv.slice(2);
if (command === 'build') {
  await build(viteConfig(outDir === undefined ? {} : { outDir }));
} else {
  const { LEADLINE_URL: api, LEADLINE_API_KEY: key } = process.env;
  const server = await createServer(viteConfig({ ...(api ? { api } : {}), ...(key ? { key } : {}) }));
  await server.listen();
  server.printUrls();
}
