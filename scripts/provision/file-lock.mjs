import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const HEARTBEAT_MS = 2_000;
/** A holder on another host (or in another container) whose process we cannot see is given up after this silence. */
const SILENT_HOLDER_MS = 60_000;
const POLL_MS = 250;

/**
 * Runs `work` while holding a lock file, waiting for a live holder and taking over from a dead one. What the lock guards
 * must be safe even if two got in: parts land by rename, so the lock saves double work rather than correctness.
 *
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(path, work) {
  await mkdir(dirname(path), { recursive: true });
  while (!(await tryTake(path))) await wait(POLL_MS);
  const releaseOnExit = () => rmSync(path, { force: true });
  process.once('exit', releaseOnExit);
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    process.off('exit', releaseOnExit);
    await rm(path, { force: true });
  }
}

/**
 * Written aside and linked into place: a lock is never seen without its holder.
 *
 * @param {string} path
 */
async function tryTake(path) {
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, JSON.stringify({ pid: process.pid, host: hostname() }));
    await link(draft, path);
    return true;
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  if (await isAbandoned(path)) await removeAbandoned(path);
  return false;
}

/** @param {string} path */
async function isAbandoned(path) {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    const holder = JSON.parse(text);
    return Date.now() - mtimeMs > SILENT_HOLDER_MS || (holder.host === hostname() && !isAlive(holder.pid));
  } catch (error) {
    if (isCode(error, 'ENOENT')) return false;
    throw error;
  }
}

/**
 * Moves the lock aside before deleting it: of two that found it abandoned, the slower one may meanwhile be looking at
 * the faster one's fresh lock, and puts that back.
 *
 * @param {string} path
 */
async function removeAbandoned(path) {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  if (!(await isAbandoned(aside))) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

/**
 * @param {unknown} error
 * @param {string} code
 */
const isCode = (error, code) => error instanceof Error && 'code' in error && error.code === code;
