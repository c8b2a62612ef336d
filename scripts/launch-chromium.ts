import { chromium, type Browser } from 'playwright-core';

/**
 * Chromium without a window, for tests, pictures and benchmarks.
 *
 * @throws when `LEADLINE_CHROMIUM` names none: npm's commands see to it, a bare `jest` or `tsx` does not.
 */
export async function launchChromium(env: Readonly<Record<string, string | undefined>>): Promise<Browser> {
  const executablePath = env['LEADLINE_CHROMIUM'];
  if (executablePath === undefined) {
    throw new Error('LEADLINE_CHROMIUM names no Chromium: run this by its npm command, which provides one.');
  }
  // Root, as in a container or in continuous integration, has no sandbox.
  return await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}
