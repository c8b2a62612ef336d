import { gzipSync } from 'node:zlib';
import { findBarriers, findSideways } from './harness/accessibility';
import { shoot, startConsole, type ConsoleInstance, type Visitor } from './harness/console';
import { ASKING, visitAgain } from './harness/leads';
import { until } from '../integration/servers/until';
import { invite, join, PASSWORD, placesOf, takeOver } from './harness/people';

jest.setTimeout(180_000);

let leadline: ConsoleInstance;
let admin: Visitor;
beforeAll(async () => {
  leadline = await startConsole();
  admin = await leadline.visitor();
});
afterAll(() => leadline.close());

const ADMIN = 'admin@example.com';

describe('the way in', () => {
  it('the link of the first start signs in once, and is gone from the address', async () => {
    const link = await leadline.firstLink();
    await takeOver(admin.page, link, ADMIN);
    expect(admin.page.url()).not.toContain('token');
    const second = await leadline.visitor();
    await second.page.goto(link);
    await second.page.getByRole('heading', { name: 'This link is not valid any more' }).waitFor();
    await second.context.close();
  });

  it('a wrong password is told, the right one leads to where one wanted to go, signing out ends it', async () => {
    const { page, context } = await leadline.visitor();
    await page.goto('/matrix');
    await page.getByLabel('E-mail').fill(ADMIN);
    await page.getByLabel('Password', { exact: true }).fill('something else');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').getByText('E-mail and password do not go together.').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Matrix' }).waitFor();
    await page.getByRole('button', { name: 'Account of' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.goto('/leads');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await context.close();
  });
});

describe('an admin', () => {
  it('finds the lead that asked, sees why it has its score, and moves it with a reason', async () => {
    const { page } = admin;
    await page.goto('/leads');
    await page.getByLabel('Search leads').fill('jane doe');
    await page.getByText('1 lead', { exact: true }).waitFor();
    expect(page.url()).toContain('search=jane+doe');
    await page.getByRole('link', { name: ASKING.name }).click();
    await page.getByRole('heading', { name: ASKING.name }).waitFor();
    await expectSum('Lines that sum to the score');
    await expectSum('Lines that sum to fit');
    await page.getByRole('button', { name: 'Move …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'To' }).click();
    await page.getByRole('option', { name: 'Nurture' }).click();
    await dialog.getByLabel('Reason').fill('Asked to be called in autumn');
    expect(await findBarriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Move to Nurture' }).click();
    await page.getByText('Jane Doe is now in Nurture.').waitFor();
    await page.getByRole('tab', { name: 'Stages' }).click();
    await page.getByText('“Asked to be called in autumn”').waitFor();
  });

  it('sees an activity come in without reloading', async () => {
    const { page } = admin;
    await page.getByRole('tab', { name: 'Timeline' }).click();
    await page.getByText('Demo request').waitFor();
    await visitAgain(leadline.instance, '/live-page');
    await page.getByText('/live-page').waitFor();
  });

  it('pages through leads and comes back by the browser', async () => {
    const { page } = admin;
    await page.goto('/leads');
    const first = await page.locator('.lead-name').first().textContent();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText(/^51–100 of/).waitFor();
    await page.locator('.lead-table-stale').waitFor({ state: 'detached' });
    expect(await page.locator('.lead-name').first().textContent()).not.toBe(first);
    await page.goBack();
    await page.getByText(/^1–50 of/).waitFor();
    await page.locator('.lead-table-stale').waitFor({ state: 'detached' });
    expect(await page.locator('.lead-name').first().textContent()).toBe(first);
  });

  it('saves a view and finds it again', async () => {
    const { page } = admin;
    await page.goto('/leads?combined=C1');
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.getByLabel('Name of the view').fill('Cold ones');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    // Not sooner: a request is cut off when its page is left.
    await page.getByRole('link', { name: 'Cold ones' }).waitFor();
    await page.goto('/leads');
    await page.getByRole('link', { name: 'Cold ones' }).click();
    await page.waitForURL(/combined=C1/);
  });

  it('shares a view with everybody', async () => {
    const { page } = admin;
    await page.goto('/leads?combined=D1&stage=subscriber');
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.getByLabel('Name of the view').fill('Not for us');
    await page.getByLabel('Everybody sees it').check();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('link', { name: 'Not for us' }).waitFor();
    const other = await leadline.visitor();
    await join(other, await invite(page, 'other@example.com', 'Marketing'), 'Somebody else');
    await other.page.goto('/leads');
    await other.page.getByRole('link', { name: 'Not for us' }).click();
    await other.page.waitForURL(/combined=D1/);
    expect(await other.page.getByRole('link', { name: 'Cold ones' }).count()).toBe(0);
    expect(await other.page.getByRole('button', { name: 'Delete the view Not for us' }).count()).toBe(0);
    await other.context.close();
  });

  it("counts down by the server's clock, whatever the browser's says", async () => {
    const { context } = admin;
    const page = await context.newPage();
    await page.addInitScript('const truth = Date.now; Date.now = () => truth() + 600_000');
    await page.goto('/sla');
    const clock = page.locator('.clock-left time').first();
    await clock.waitFor();
    // The first answer brings the server's time, the next tick shows it.
    await until(async () => {
      const [due, shown] = [await clock.getAttribute('datetime'), await clock.locator('[aria-hidden]').textContent()];
      const left = (Date.parse(due ?? '') - Date.now()) / 1_000;
      return Math.abs(left - secondsOf(shown ?? '')) < 5;
    });
    await page.close();
  });

  it('comes from a cell of the matrix to its leads', async () => {
    const { page } = admin;
    await page.goto('/matrix');
    const cell = page.getByRole('link', { name: /^C1 / });
    const count = /^[\d,]+/.exec(await cell.locator('.heat-count').innerText())?.[0] ?? '';
    await cell.click();
    await page.getByText(`${count} leads`, { exact: true }).waitFor();
  });

  it('mends the record of a sync error and has it tried again', async () => {
    const { page } = admin;
    await page.goto('/sync');
    await page.getByRole('region', { name: 'Sync errors' }).getByRole('listitem').first().getByRole('button').click();
    const record = page.getByLabel('The record');
    await record.waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await record.fill((await record.inputValue()).replace('no address', 'mended@bigsoft.example'));
    await page.getByRole('button', { name: 'Try the mended record' }).click();
    await page.getByText('No open sync errors').waitFor();
  });

  it('pauses a connection and lets it go on', async () => {
    const { page } = admin;
    const hubspot = page.getByRole('region', { name: 'hubspot' });
    await hubspot.getByRole('button', { name: 'Pause' }).click();
    await hubspot.getByText('Paused', { exact: true }).waitFor();
    await hubspot.getByRole('button', { name: 'Resume' }).click();
    await hubspot.getByText('Connected', { exact: true }).waitFor();
  });

  it('goes by keyboard alone: palette, shortcuts, skip link', async () => {
    const { page } = admin;
    await page.goto('/today');
    await page.getByRole('heading', { name: 'Today' }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('Skip to content');
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await page.getByRole('heading', { name: 'SLA board' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByLabel('Search leads or go to a screen').fill('jane');
    await page.getByRole('dialog').getByText('Bigsoft').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: ASKING.name }).waitFor();
  });

  async function expectSum(caption: string): Promise<void> {
    const table = admin.page.getByRole('table', { name: caption });
    await table.waitFor();
    const cells = await table.locator('tbody tr:not(.sum-group) td:last-child').allTextContents();
    const lines = cells.map(hundredths);
    const [total = ''] = await table.locator('tfoot td').allTextContents();
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.reduce((sum, line) => sum + line, 0)).toBe(hundredths(total));
  }
});

/** Of `04:59`; late is negative. */
function secondsOf(shown: string): number {
  const [minutes = NaN, seconds = NaN] = shown.replace('+', '').split(':').map(Number);
  return (minutes * 60 + seconds) * (shown.startsWith('+') ? -1 : 1);
}

const hundredths = (text: string): number => Math.round(Number(text.replace('−', '-')) * 100);

describe('the other roles', () => {
  const SEEN = ['Today', 'Leads', 'Matrix', 'SLA board'];
  it.each([
    { role: 'Revenue operations', places: [...SEEN, 'Sync', 'Settings'], moves: true },
    { role: 'Marketing', places: [...SEEN, 'Sync', 'Settings'], moves: false },
    { role: 'Sales manager', places: [...SEEN, 'Settings'], moves: true },
    { role: 'Rep', places: [...SEEN, 'Settings'], moves: false },
  ])('$role joins by invitation and sees what the role may, and nothing else', async ({ role, places, moves }) => {
    const name = `Somebody of ${role}`;
    const link = await invite(admin.page, `${role.replace(' ', '.').toLowerCase()}@example.com`, role);
    const visitor = await leadline.visitor();
    await join(visitor, link, name);
    const { page } = visitor;
    expect(await placesOf(page)).toEqual(places);
    await page.goto('/leads?search=jane');
    await page.getByRole('link', { name: ASKING.name }).click();
    await page.getByRole('heading', { name: ASKING.name }).waitFor();
    expect(await page.getByRole('button', { name: 'Move …' }).count()).toBe(moves ? 1 : 0);
    await page.goto('/sla');
    await page.getByRole('tab', { name: /Due soon/ }).waitFor();
    await page.goto('/settings');
    await page.getByRole('region', { name: 'Profile' }).waitFor();
    expect(await page.getByRole('link', { name: 'Users' }).count()).toBe(0);
    await page.goto('/settings/users');
    await page.getByRole('region', { name: 'Profile' }).waitFor();
    expect(visitor.complaints).toEqual([]);
    await visitor.context.close();
  });
});

describe('every screen', () => {
  const SCREENS = [
    { name: 'today', path: '/today', shows: 'New MQLs' },
    { name: 'leads', path: '/leads', shows: 'Last activity' },
    { name: 'matrix', path: '/matrix', shows: 'What the cells call for' },
    { name: 'sla', path: '/sla', shows: 'Max Roe' },
    { name: 'sync', path: '/sync', shows: 'Sync errors' },
    { name: 'settings', path: '/settings', shows: 'Profile' },
    { name: 'users', path: '/settings/users', shows: 'Sessions' },
    { name: 'keys', path: '/settings/keys', shows: 'New key' },
  ];
  const WIDTHS = [1440, 1024, 390];

  it.each(['light', 'dark'] as const)('holds WCAG 2.2 AA, and is pictured, in %s', async (scheme) => {
    const { page } = admin;
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    const barriers: string[] = [];
    const look = async (name: string): Promise<void> => {
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
        await shoot(page, `${name}-${String(width)}-${scheme}`);
        barriers.push(...(await findSideways(page)).map((found) => `${name} ${width}: ${found}`));
        if (width !== 1024) barriers.push(...(await findBarriers(page)).map((found) => `${name} ${width}: ${found}`));
      }
      await page.setViewportSize({ width: 1440, height: 900 });
    };
    for (const { name, path, shows } of SCREENS) {
      await page.goto(path);
      await page.getByText(shows).first().waitFor();
      await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
      await look(name);
    }
    await page.goto('/leads?search=jane');
    await page.getByRole('link', { name: ASKING.name }).click();
    await page.getByRole('table', { name: 'Lines that sum to the score' }).waitFor();
    await look('lead');
    await page.getByRole('tab', { name: 'Timeline' }).click();
    await page.getByText('Demo request').waitFor();
    await look('lead-timeline');
    await page.getByRole('tab', { name: 'Stages' }).click();
    await page.getByText('Decided by').waitFor();
    await look('lead-stages');
    expect(barriers).toEqual([]);
  });

  it('loads at most 300 KiB of script at first, gzipped', async () => {
    const { page } = admin;
    const scripts: Promise<Buffer>[] = [];
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.push(response.body());
    });
    await page.goto('/leads');
    await page.getByText('Last activity').waitFor();
    const sizes = (await Promise.all(scripts)).map((script) => gzipSync(script).length);
    expect(sizes.length).toBeGreaterThan(2);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(300 * 1024);
  });

  it('threw nothing and loaded nothing that the content policy forbids', () => {
    expect(admin.complaints).toEqual([]);
  });
});
