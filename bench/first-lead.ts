import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { launchChromium } from '../scripts/launch-chromium';
import type { Benchmark } from './benchmark';

const ROOT = join(__dirname, '..');
/** How long a newcomer would wait for any one thing before giving up. */
const PATIENCE_MS = 180_000;

/**
 * A newcomer's first minute: `git clone`, `npm start`, the printed link, the first lead on Today, and the sum of its reasons.
 * What npm and our own cache hold is there; the clone, its dependencies, its console and its data are new.
 */
export const benchFirstLead: Benchmark = async ({ env, say }) => {
  const folder = await mkdtemp(join(tmpdir(), 'leadline-bench-'));
  // The newcomer has one open.
  const browser = await launchChromium(env);
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const startedAt = performance.now();
  const passed = (): number => (performance.now() - startedAt) / 1_000;
  let product: Product | undefined;
  try {
    const clone = join(folder, 'leadline');
    await promisify(execFile)('git', ['clone', '--quiet', ROOT, clone]);
    say(`cloned after ${passed().toFixed(1)} s`);
    product = startProduct(clone, { dataDir: join(folder, 'data'), env });
    const link = await product.link;
    const up = passed();
    say(`up after ${up.toFixed(1)} s`);
    await explainFirstLead(page, link);
    return [
      { name: 'cloneToFirstLeadSeconds', value: passed(), unit: 's', goal: '<= 60' },
      { name: 'cloneToUpSeconds', value: up, unit: 's', goal: null },
    ];
  } finally {
    await browser.close();
    await product?.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

async function explainFirstLead(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('heading', { name: 'Today', exact: true }).waitFor();
  await page.locator('main a[href*="/leads/"]').first().click();
  await page.getByText('Sum', { exact: true }).first().waitFor();
}

interface Product {
  /** The single-use sign-in link that it prints. */
  readonly link: Promise<string>;
  stop(): Promise<void>;
}

function startProduct(
  clone: string,
  { dataDir, env }: { readonly dataDir: string; readonly env: Readonly<Record<string, string | undefined>> },
): Product {
  // As in a shell of its own: nothing that this command was given or has found.
  const own = Object.entries(env).filter(([name]) => !/^(npm_|LEADLINE_)/i.test(name));
  const args = ['start', '--', '--data-dir', dataDir, '--port', '0'];
  const npm = spawn('npm', args, { cwd: clone, env: Object.fromEntries(own), stdio: ['ignore', 'ignore', 'pipe'] });
  return {
    link: readLink(npm),
    stop: async () => {
      if (npm.exitCode !== null) return;
      const ended = new Promise((resume) => npm.once('exit', resume));
      npm.kill('SIGINT');
      await ended;
    },
  };
}

async function readLink(npm: ChildProcess): Promise<string> {
  if (npm.stderr === null) throw new Error('npm is started with a pipe');
  let said = '';
  for await (const line of createInterface({ input: npm.stderr })) {
    const link = /^\s+Leadline\s+(\S+)/.exec(line)?.[1];
    if (link !== undefined) return link;
    said += `${line}\n`;
  }
  throw new Error(`npm start ended without a link:\n${said}`);
}
