import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * How a running instance is found: `up` writes `<dataDir>/run.json` when everything is ready and removes it at the end.
 * It holds no secret; the connection string stands in a file of its own that only its owner may read.
 */
const runFileSchema = z.object({
  pid: z.int().positive(),
  /** ISO 8601. */
  startedAt: z.string(),
  /** Path of a file of mode 0600 whose text is the PostgreSQL connection string. */
  databaseUrlFile: z.string(),
  /** host:port of Temporal's frontend. */
  temporalAddress: z.string(),
  temporalNamespace: z.string().default('default'),
  /** Address of Temporal's own UI, where it has one. */
  temporalUiUrl: z.string().optional(),
  apiUrl: z.string(),
  workspaceDir: z.string(),
  dataDir: z.string(),
  /** Path of the 32-byte key that encrypts connection secrets, where the instance keeps it in a file. */
  secretKeyFile: z.string().optional(),
  simulatorUrl: z.string().optional(),
});

export type RunFile = z.output<typeof runFileSchema>;

const runFilePath = (dataDir: string): string => join(dataDir, 'run.json');
const databaseUrlPath = (dataDir: string): string => join(dataDir, 'database-url');

/** Describes the instance in `dataDir`. Written to a temporary file and renamed, so nobody reads half of it. */
export async function writeRunFile(
  details: Omit<z.input<typeof runFileSchema>, 'databaseUrlFile'> & { readonly databaseUrl: string },
): Promise<void> {
  const { databaseUrl, ...rest } = details;
  await mkdir(rest.dataDir, { recursive: true });
  const databaseUrlFile = databaseUrlPath(rest.dataDir);
  await writeFile(databaseUrlFile, databaseUrl, { mode: 0o600 });
  // The mode above applies to new files only.
  await chmod(databaseUrlFile, 0o600);
  const path = runFilePath(rest.dataDir);
  await writeFile(`${path}.new`, `${JSON.stringify({ ...rest, databaseUrlFile }, null, 2)}\n`);
  await rename(`${path}.new`, path);
}

/** Removes what `writeRunFile` wrote; nothing happens where there is nothing. */
export async function removeRunFile(dataDir: string): Promise<void> {
  await rm(runFilePath(dataDir), { force: true });
  await rm(databaseUrlPath(dataDir), { force: true });
}

/** The instance described in `dataDir`; null if none is, or if the process that wrote it is gone (killed before it could tidy up). */
export async function readRunFile(dataDir: string): Promise<RunFile | null> {
  const text = await readFile(runFilePath(dataDir), 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const run = runFileSchema.parse(JSON.parse(text));
  return isAlive(run.pid) ? run : null;
}

/** The connection string of a running instance. */
export const readDatabaseUrl = async (run: RunFile): Promise<string> =>
  (await readFile(run.databaseUrlFile, 'utf8')).trim();

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
