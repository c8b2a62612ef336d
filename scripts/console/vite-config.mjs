import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../console', import.meta.url));

/**
 * How the console is built and served while it is worked on.
 *
 * @param {{ outDir?: string, api?: string, key?: string }} options `api`: where a running Leadline answers; `key`: an API key
 *   that stands in for a session, in development only
 * @returns {import('vite').InlineConfig}
 */
export function viteConfig({ outDir, api, key }) {
  return {
    root,
    configFile: false,
    logLevel: 'warn',
    oxc: { jsx: { runtime: 'automatic' } },
    build: {
      outDir: outDir ?? `${root}/dist`,
      emptyOutDir: true,
      target: 'es2022',
      // The policy that pages are served under allows no data: scripts and fonts, so nothing is inlined.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 600,
      rolldownOptions: {
        // Every module of Mantine says "use client", which means nothing here.
        onLog: (level, log, handle) => (log.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : handle(level, log)),
      },
    },
    server: {
      port: 4711,
      proxy: {
        '/api': {
          target: api ?? 'http://127.0.0.1:4700',
          ...(key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } }),
        },
      },
    },
  };
}
