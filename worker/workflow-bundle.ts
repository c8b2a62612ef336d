import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger as TemporalLogger } from '@temporalio/worker';

const ROOT = join(__dirname, '..');
const SOURCES = ['workflows', 'domain', 'activities'];

/**
 * The workflows as one script for the sandbox. Bundling takes seconds, so the script is kept in the git-ignored cache of
 * node_modules under a hash of everything that can change it, and made again only when that does.
 */
export async function workflowBundle(logger: TemporalLogger): Promise<{ readonly codePath: string }> {
  const folder = join(ROOT, 'node_modules', '.cache', 'leadline');
  const codePath = join(folder, `workflows-${await sourceHash()}.js`);
  if (await exists(codePath)) return { codePath };
  const { bundleWorkflowCode } = await import('@temporalio/worker');
  const { code } = await bundleWorkflowCode({ workflowsPath: join(ROOT, 'workflows', 'index.ts'), logger });
  await mkdir(folder, { recursive: true });
  // Several workers may start at once: each writes its own file, and the rename makes one whole file appear.
  const unfinished = `${codePath}.${String(process.pid)}`;
  await writeFile(unfinished, code);
  await rename(unfinished, codePath);
  return { codePath };
}

async function sourceHash(): Promise<string> {
  const hash = createHash('sha256').update(process.version);
  hash.update(await readFile(join(ROOT, 'package-lock.json')));
  for (const folder of SOURCES) {
    const names = await readdir(join(ROOT, folder), { recursive: true });
    for (const name of names.filter((entry) => entry.endsWith('.ts')).sort()) {
      hash.update(name).update(await readFile(join(ROOT, folder, name)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

const exists = (path: string): Promise<boolean> =>
  readFile(path).then(
    () => true,
    () => false,
  );
