import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LeadlineError } from '../../domain/errors';
import { errorCode } from '../../host/error-code';
import { claimDirectory } from '../../host/directory-claim';

/** Made at the first start, and by nobody else. */
const MARK = 'secret.key';
/** What an instance leaves behind; `*.claim`, `*.port` and drafts besides. */
const OURS: ReadonlySet<string> = new Set([
  ...['postgres', 'postgres.password', 'temporal', 'simulators', 'logs', 'demo'],
  ...[MARK, 'demo.json', 'run.json', 'database-url'],
]);
const isOurs = (name: string): boolean => OURS.has(name) || /\.(claim|port|new)(\..+)?$/.test(name);

/**
 * Erases a data folder, if it is one and nobody uses it. `confirm` is asked first, with the folder's path. Resolves to whether there is
 * nothing left.
 *
 * @throws {LeadlineError} `not_a_data_folder`; `directory-in-use` while an instance, even one that is just starting, runs on it
 */
export async function resetData(dataDir: string, confirm: (dataDir: string) => Promise<boolean>): Promise<boolean> {
  const names = await readdir(dataDir).catch((error: unknown): string[] => {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  });
  if (names.length === 0) return true;
  const foreign = names.filter((name) => !isOurs(name));
  if (!names.includes(MARK) || foreign.length > 0) {
    const found = foreign.length > 0 ? `it holds ${foreign.slice(0, 3).join(', ')}` : `it has no ${MARK}`;
    throw new LeadlineError(
      'not_a_data_folder',
      `${dataDir} is not erased: ${found}, so it is more than Leadline's data.`,
      {
        remedy: 'Name the right folder with --data-dir, or erase it yourself.',
      },
    );
  }
  if (!(await confirm(dataDir))) return false;
  // Held while it is erased: whoever starts meanwhile is told.
  const claims = [
    `${join(dataDir, 'postgres')}.claim`,
    ...(names.includes('temporal') ? [join(dataDir, 'temporal', 'claim')] : []),
  ];
  for (const claim of claims) await claimDirectory(claim);
  await rm(dataDir, { recursive: true, force: true });
  return true;
}
