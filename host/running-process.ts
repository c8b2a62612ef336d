import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { errorCode } from './error-code';

const run = promisify(execFile);
const POLL_MS = 50;

/** A process that cannot be mistaken for a later one with the same number, not even after a reboot. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startedAt: string;
}

/** One signal, and how long the process may take to end after it. */
export interface StopStep {
  readonly signal: NodeJS.Signals;
  readonly waitMs: number;
}

/** Undefined when no such process runs. A zombie does not run: it has ended, and only its parent has not looked yet. */
export async function identifyProcess(pid: number): Promise<ProcessIdentity | undefined> {
  const startedAt = process.platform === 'linux' ? await startOnLinux(pid) : await startByPs(pid);
  return startedAt === undefined ? undefined : { pid, startedAt };
}

export async function isRunning(identity: ProcessIdentity): Promise<boolean> {
  return (await identifyProcess(identity.pid))?.startedAt === identity.startedAt;
}

/** Process ids of running programs of this name with exactly this argument on their command line. */
export async function findProcesses(wanted: { program: string; argument: string }): Promise<readonly number[]> {
  const commandLines = process.platform === 'linux' ? await commandLinesOnLinux() : await commandLinesByPs();
  const matching = commandLines.filter(
    ({ words }) => basename(words[0] ?? '') === wanted.program && words.includes(wanted.argument),
  );
  const running = await Promise.all(matching.map(({ pid }) => identifyProcess(pid)));
  return running.flatMap((identity) => (identity === undefined ? [] : [identity.pid]));
}

/**
 * Process ids of running processes that work in this directory and whose title starts so. Only Linux tells where a
 * process works; elsewhere none is found.
 */
export async function findProcessesIn(directory: string, wanted: { titleStart: string }): Promise<readonly number[]> {
  if (process.platform !== 'linux') return [];
  const titled = (await commandLinesOnLinux()).filter(({ words }) => words[0]?.startsWith(wanted.titleStart));
  const working = await Promise.all(
    titled.map(async ({ pid }) => ({ pid, in: await readlink(`/proc/${pid}/cwd`).catch(() => undefined) })),
  );
  return working.filter(({ in: place }) => place === directory).map(({ pid }) => pid);
}

/** Sends each signal in turn until the process has ended. False when it outlives all of them. */
export async function endProcess(pid: number, steps: readonly StopStep[]): Promise<boolean> {
  const identity = await identifyProcess(pid);
  if (identity === undefined) return true;
  for (const { signal, waitMs } of steps) {
    if (!sendSignal(pid, signal)) return true;
    if (await hasEndedWithin(identity, waitMs)) return true;
  }
  return false;
}

/** @throws when one of them outlives all signals */
export async function endProcesses(pids: readonly number[], steps: readonly StopStep[]): Promise<void> {
  const ended = await Promise.all(pids.map((pid) => endProcess(pid, steps)));
  const surviving = pids.filter((_, index) => ended[index] !== true);
  if (surviving.length > 0) throw new Error(`These processes cannot be ended: ${surviving.join(', ')}.`);
}

async function hasEndedWithin(identity: ProcessIdentity, waitMs: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < waitMs; waitedMs += POLL_MS) {
    if (!(await isRunning(identity))) return true;
    await wait(POLL_MS);
  }
  return !(await isRunning(identity));
}

/** False when the process is already gone. */
function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false;
    throw error;
  }
}

/** Start times in /proc count from the boot, hence the boot's id with them. */
async function startOnLinux(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat === undefined) return undefined;
  // The second field is the program's name in parentheses and may hold anything, spaces and parentheses included.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, startTicks] = [fields[0], fields[19]];
  if (state === 'Z' || state === 'X' || startTicks === undefined) return undefined;
  const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
  return `${boot}/${startTicks}`;
}

async function startByPs(pid: number): Promise<string | undefined> {
  const line = await run('ps', ['-o', 'stat=,lstart=', '-p', String(pid)]).then(
    ({ stdout }) => stdout.trim(),
    () => '', // ps exits with 1 when there is no such process
  );
  if (line === '' || line.startsWith('Z')) return undefined;
  return line.replace(/^\S+\s+/, '');
}

interface CommandLine {
  readonly pid: number;
  readonly words: readonly string[];
}

async function commandLinesOnLinux(): Promise<readonly CommandLine[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  return Promise.all(
    pids.map(async (pid) => {
      // A process may end between the listing and the reading.
      const text = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      return { pid, words: text.split('\0') };
    }),
  );
}

/** Arguments with spaces come apart here; the paths that are looked for have none on the systems that need this. */
async function commandLinesByPs(): Promise<readonly CommandLine[]> {
  const { stdout } = await run('ps', ['-axo', 'pid=,args='], { maxBuffer: 16 * 1024 * 1024 });
  return stdout.split('\n').map((line) => {
    const [pid = '', ...words] = line.trim().split(/\s+/);
    return { pid: Number(pid), words };
  });
}
