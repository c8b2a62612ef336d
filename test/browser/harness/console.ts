import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { createFirstLink } from '../../../pipeline/sign-in-link';
import { launchChromium } from '../../../scripts/launch-chromium';
import { createFaultyInstance, type FaultyInstance } from '../../integration/faults/instance';
import { fillWithLeads } from './leads';
import { copyOpenWorkspace } from './open-workspace';

const ROOT = join(__dirname, '..', '..', '..');
const DESKTOP = { width: 1440, height: 900 };
/** How long a screen may take to show what a test waits for, on a busy machine. */
const PATIENCE_MS = 20_000;

/** A whole Leadline with leads, and a real browser in front of its console. */
export interface ConsoleInstance {
  readonly instance: FaultyInstance;
  readonly url: string;
  /** A window of somebody who is not signed in; what goes wrong in its scripts fails the test at `close`. */
  visitor(): Promise<Visitor>;
  /** The link that the first start prints. */
  firstLink(): Promise<string>;
  close(): Promise<void>;
}

export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the window's scripts threw or the browser refused. */
  readonly complaints: readonly string[];
}

export async function startConsole(): Promise<ConsoleInstance> {
  const folder = await mkdtemp(join(tmpdir(), 'leadline-browser-'));
  const workspaceDir = await copyOpenWorkspace(join(folder, 'workspace'));
  const instance = await createFaultyInstance({ workspaceDir });
  const browser = await launchChromium(process.env);
  await fillWithLeads(instance, join(folder, 'data'));
  return {
    instance,
    url: instance.apiUrl,
    visitor: () => openWindow(browser, instance.apiUrl),
    firstLink: async () => {
      const link = await createFirstLink(instance.db(), Date.now);
      if (link === null) throw new Error('The first admin has a password already.');
      return `${instance.apiUrl}/welcome#token=${link.token}`;
    },
    close: async () => {
      await browser.close();
      await instance.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openWindow(browser: Browser, baseURL: string): Promise<Visitor> {
  const context = await browser.newContext({ baseURL, viewport: DESKTOP, reducedMotion: 'reduce', locale: 'en-US' });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // That a refusal is shown is what tests look at; the browser reports its status besides.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      complaints.push(message.text());
    }
  });
  return { page, context, complaints };
}

/** Where pictures are kept to be looked at; not in the repository. */
export async function shoot(page: Page, name: string): Promise<void> {
  const folder = join(ROOT, '.cache', 'screenshots');
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
