import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Page } from 'playwright-core';
import { launchChromium } from '../launch-chromium';

const ROOT = resolve(__dirname, '..', '..');
const IMAGES = join(ROOT, 'docs', 'images');
const WINDOW = { width: 1280, height: 800 };

/** Takes the pictures of the documentation: starts the demo on a fresh folder and looks at it in a browser. */
async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'leadline-pictures-'));
  const browser = await launchChromium(process.env);
  const demo = startDemo(join(folder, 'data'));
  try {
    await mkdir(IMAGES, { recursive: true });
    const page = await browser.newPage({ viewport: WINDOW, locale: 'en-US', reducedMotion: 'reduce' });
    const said = await demo.untilScored;
    await page.goto(addressIn(said, 'Leadline'));
    await takeConsole(page, companyIn(said));
    await page.goto(addressIn(said, 'HubSpot'));
    await page.waitForLoadState('networkidle');
    await shoot(page, 'hubspot');
  } finally {
    await browser.close();
    await demo.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function takeConsole(page: Page, company: string): Promise<void> {
  await page.getByRole('heading', { name: 'Today', exact: true }).waitFor();
  const trial = page.getByRole('link', { name: company }).first();
  await trial.waitFor();
  await shoot(page, 'today');
  await trial.click();
  await page.getByText('Score over time').waitFor();
  await page.getByText('Sum', { exact: true }).first().waitFor();
  await shoot(page, 'lead');
  await page.getByRole('link', { name: 'Matrix' }).click();
  await page.getByText('What the cells call for').waitFor();
  await shoot(page, 'matrix');
}

const shoot = (page: Page, name: string): Promise<unknown> => page.screenshot({ path: join(IMAGES, `${name}.png`) });

interface RunningDemo {
  /** What was printed until everything was scored. */
  readonly untilScored: Promise<string>;
  stop(): Promise<void>;
}

function startDemo(dataDir: string): RunningDemo {
  const args = ['--import', 'tsx', 'cli/main.ts', '--data-dir', dataDir, 'up', '--port', '0'];
  const up = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] });
  return {
    untilScored: linesUntilScored(up),
    stop: async () => {
      const ended = new Promise((resume) => up.once('exit', resume));
      up.kill('SIGINT');
      await ended;
    },
  };
}

async function linesUntilScored(up: ChildProcess): Promise<string> {
  if (up.stderr === null) throw new Error('the demo is started with a pipe');
  let said = '';
  for await (const line of createInterface({ input: up.stderr })) {
    process.stderr.write(`${line.replace(/token=\S+/, 'token=…')}\n`);
    said += `${line}\n`;
    if (line.includes('all is scored')) return said;
  }
  throw new Error('The demo ended before everything was scored.');
}

const addressIn = (said: string, name: string): string => found(said, new RegExp(`^\\s+${name}\\s+(\\S+)`, 'm'));

/** Of whoever has just activated a trial. */
const companyIn = (said: string): string => found(said, / of (.+) has just activated a trial/);

function found(said: string, pattern: RegExp): string {
  const text = pattern.exec(said)?.[1];
  if (text === undefined) throw new Error(`The demo has said nothing that reads ${pattern.source}.`);
  return text;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
