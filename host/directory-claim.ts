import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { LeadlineError } from '../domain/errors';
import { errorCode } from './error-code';
import { identifyProcess, isRunning, type ProcessIdentity } from './running-process';

/** The right to use a directory, until released or until this process has ended. */
export interface DirectoryClaim {
  readonly release: () => Promise<void>;
}

/**
 * Claims what lies beside `claimFile` for this process. The claim of a process that no longer runs, however it ended, is
 * taken over.
 *
 * @throws {LeadlineError} `directory-in-use` while a running process (this one included) holds the claim
 */
export async function claimDirectory(claimFile: string): Promise<DirectoryClaim> {
  const own = await identifyProcess(process.pid);
  if (own === undefined) throw new Error('This process cannot see itself among the running ones.');
  while (!(await tryClaim(claimFile, own))) await dropDeadClaim(claimFile);
  return { release: () => rm(claimFile, { force: true }) };
}

/** Written aside and linked into place: a claim is never seen without its holder. */
async function tryClaim(claimFile: string, own: ProcessIdentity): Promise<boolean> {
  const draft = `${claimFile}.${randomUUID()}`;
  try {
    await writeFile(draft, JSON.stringify(own), { flush: true });
    await link(draft, claimFile);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Moves the dead claim aside before deleting it: of two that found it dead, the slower one may by then be holding the
 * faster one's new claim in hand, and puts that back.
 */
async function dropDeadClaim(claimFile: string): Promise<void> {
  const holder = await readHolder(claimFile);
  if (holder === undefined) return;
  if (await isRunning(holder)) {
    throw new LeadlineError('directory-in-use', `${claimFile} is held by the running process ${holder.pid}.`, {
      remedy: `Stop process ${holder.pid} first, or use another data directory.`,
    });
  }
  const aside = `${claimFile}.${randomUUID()}`;
  try {
    await rename(claimFile, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  const moved = await readHolder(aside);
  if (moved !== undefined && (await isRunning(moved))) await link(aside, claimFile);
  await rm(aside, { force: true });
}

/** Undefined when there is no claim. */
async function readHolder(claimFile: string): Promise<ProcessIdentity | undefined> {
  try {
    // We wrote it.
    return JSON.parse(await readFile(claimFile, 'utf8')) as ProcessIdentity;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
