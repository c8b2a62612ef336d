import type { Page } from 'playwright-core';
import type { Visitor } from './console';

export const PASSWORD = 'a long enough password';

/** Opens the link of the first start, and gives the first admin an address and a password. */
export async function takeOver(page: Page, link: string, email: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  await page.goto('/settings/account');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('region', { name: 'Sign-in' }).getByRole('button', { name: 'Save' }).click();
  await page.getByLabel('Present password').waitFor();
}

/** Invites somebody on the screen for it; resolves to the link that is shown once. */
export async function invite(page: Page, email: string, role: string): Promise<string> {
  await page.goto('/settings/invitations');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Role').selectOption({ label: role });
  await page.getByRole('button', { name: 'Make the link' }).click();
  const link = await page.locator('.secret code').textContent();
  if (link === null) throw new Error('no link is shown');
  return link;
}

/** Opens the link of an invitation and joins. */
export async function join({ page }: Visitor, link: string, name: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('heading', { name: 'Today' }).waitFor();
}

/** The entries of the main navigation, as they stand. */
export const placesOf = async (page: Page): Promise<readonly string[]> =>
  (await page.getByRole('navigation', { name: 'Main' }).getByRole('link').allTextContents()).map((text) => text.trim());
