/**
 * Writes the pages of docs/reference from the code that they describe.
 *
 *   tsx scripts/reference/main.ts            writes them
 *   tsx scripts/reference/main.ts --check    exit 1 when one of them is not what would be written
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiPage } from './api-page';
import { cliPage } from './cli-page';
import { errorsPage } from './errors-page';
import { render } from './markdown';
import { metricsPage } from './metrics-page';
import { settingsPage } from './settings-page';
import { workspacePage } from './workspace-page';

const FOLDER = join(__dirname, '..', '..', 'docs', 'reference');

async function main(args: readonly string[]): Promise<number> {
  const pages = [await cliPage(), apiPage(), workspacePage(), metricsPage(), settingsPage(), errorsPage()];
  const texts = pages.map((page) => ({ path: join(FOLDER, page.file), file: page.file, text: render(page) }));
  if (!args.includes('--check')) {
    mkdirSync(FOLDER, { recursive: true });
    for (const { path, text } of texts) writeFileSync(path, text);
    return 0;
  }
  const outdated = texts.filter(({ path, text }) => !existsSync(path) || readFileSync(path, 'utf8') !== text);
  if (outdated.length === 0) return 0;
  const names = outdated.map(({ file }) => `docs/reference/${file}`).join(', ');
  process.stderr.write(`Not what the code says: ${names}. Run \`npm run reference\`.\n`);
  return 1;
}

void main(process.argv.slice(2)).then((status) => (process.exitCode = status));
