import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { chown, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { LeadlineError } from '../../domain/errors';
import { errorCode } from '../../host/error-code';
import type { RunAs } from './account';
import type { PostgresBinaries } from './binaries';

const run = promisify(execFile);

/** The role that owns everything; `leadline` is also the database's name. */
export const SUPERUSER = 'leadline';

/**
 * Makes the data directory on first use and returns the superuser's password, which lies beside it in a file that only
 * we can read.
 *
 * @throws {LeadlineError} `postgres-data` when what is there cannot be used
 */
export async function ensureCluster(options: {
  dataDir: string;
  binaries: PostgresBinaries;
  runAs: RunAs;
}): Promise<string> {
  const { dataDir, binaries } = options;
  const version = await readIfThere(join(dataDir, 'PG_VERSION'));
  if (version === undefined) return createCluster(options);
  await requireVersion(version.trim(), binaries, dataDir);
  const password = await readIfThere(passwordFile(dataDir));
  if (password !== undefined) return password;
  throw new LeadlineError('postgres-data', `${passwordFile(dataDir)}, the database's password, is missing.`, {
    remedy: 'Restore the file from the back-up that the data directory is in.',
  });
}

const passwordFile = (dataDir: string): string => `${dataDir}.password`;

async function requireVersion(written: string, binaries: PostgresBinaries, dataDir: string): Promise<void> {
  const { stdout } = await run(binaries.postgres, ['--version']);
  const major = /(\d+)/.exec(stdout)?.[1];
  if (major === written) return;
  throw new LeadlineError(
    'postgres-data',
    `${dataDir} was written by PostgreSQL ${written}, this is ${String(major)}.`,
    {
      remedy: `Use the release of Leadline that wrote it, or move the data to a server of your own and set DATABASE_URL.`,
    },
  );
}

/** Under a temporary name until complete: a crash half-way leaves nothing that looks like data. */
async function createCluster({
  dataDir,
  binaries,
  runAs,
}: {
  dataDir: string;
  binaries: PostgresBinaries;
  runAs: RunAs;
}): Promise<string> {
  await removePartials(dataDir);
  const partial = `${dataDir}.partial-${randomUUID()}`;
  const password = randomBytes(24).toString('base64url');
  // A fresh directory of ours that only the account may enter holds the data and, for the moment, the password.
  await mkdir(join(partial, 'data'), { recursive: true, mode: 0o700 });
  await writeFile(join(partial, 'password'), password, { mode: 0o600 });
  if (runAs.owner !== undefined) {
    const { uid, gid } = runAs.owner;
    for (const path of [partial, join(partial, 'data'), join(partial, 'password')]) await chown(path, uid, gid);
  }
  await initialise({ partial, binaries, runAs });
  await writeDurably(passwordFile(dataDir), password);
  await rename(join(partial, 'data'), dataDir);
  await syncDirectory(dirname(dataDir));
  await rm(partial, { recursive: true });
  return password;
}

async function initialise({
  partial,
  binaries,
  runAs,
}: {
  partial: string;
  binaries: PostgresBinaries;
  runAs: RunAs;
}): Promise<void> {
  const { command, args, account } = runAs.commandFor(binaries.initdb, [
    `--pgdata=${join(partial, 'data')}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${join(partial, 'password')}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // PostgreSQL's own Unicode rules: an upgrade of the system's libraries cannot silently break an index.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
  ]);
  await run(command, [...args], { cwd: '/', env: POSTGRES_ENV, ...account });
}

/** Nothing of ours, in particular no PGPORT, PGDATA or secret. Messages in English, because some are read. */
export const POSTGRES_ENV = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

async function removePartials(dataDir: string): Promise<void> {
  const names = await readdir(dirname(dataDir));
  const partials = names.filter((name) => name.startsWith(`${basename(dataDir)}.partial-`));
  for (const name of partials) await rm(join(dirname(dataDir), name), { recursive: true, force: true });
}

async function writeDurably(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, text, { mode: 0o600, flush: true });
  await rename(draft, path);
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path);
  await directory.sync();
  await directory.close();
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
