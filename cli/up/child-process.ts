import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface ChildOptions {
  readonly name: string;
  /** Arguments to this Node, e.g. the entry file. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Each further line of its output. */
  readonly onLine: (line: string) => void;
  /** It ended though nobody asked it to. */
  readonly onCrash: (how: string) => void;
}

export interface Child {
  /** What it said of itself in the JSON line that announced it as ready. */
  readonly ready: Readonly<Record<string, unknown>>;
  readonly pid: number;
  /** SIGTERM, then waits; SIGKILL when it takes longer than `graceMs`. */
  stop(graceMs?: number): Promise<void>;
}

const READY_WITHIN_MS = 60_000;
const RESTART_AFTER_MS = 1_000;

/**
 * Starts one of our own processes and waits for its first line on stdout, a JSON object that says it is ready. Its stdin is a
 * pipe that closes when this process dies, however it dies: the child takes that as the sign to stop, so no orphans remain.
 */
export async function startChild(options: ChildOptions): Promise<Child> {
  const child = spawn(process.execPath, [...options.args], {
    cwd: options.cwd,
    env: options.env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stopping = false;
  let isReady = false;
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `exit status ${code ?? 'unknown'}`));
    child.once('error', (error) => resolve(error.message));
  });
  void ended.then((how) => {
    if (isReady && !stopping) options.onCrash(how);
  });
  const ready = await firstLine(child, options, ended);
  isReady = true;
  return {
    ready,
    pid: child.pid ?? -1,
    stop: async (graceMs = 20_000) => {
      stopping = true;
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      child.kill('SIGTERM');
      await ended;
      clearTimeout(timer);
    },
  };
}

/** Keeps one of our processes alive: a crashed one is started again, a second later. */
export async function keepChild(
  options: Omit<ChildOptions, 'onCrash'> & {
    /** Told in words when it ended and is started again. */
    readonly onCrash: (line: string) => void;
  },
): Promise<{ stop(): Promise<void>; readonly ready: Child['ready'] }> {
  let stopping = false;
  let current: Child;
  const restart = async (how: string): Promise<void> => {
    options.onCrash(`${options.name} ended (${how}); starting it again`);
    while (!stopping) {
      await new Promise((resolve) => setTimeout(resolve, RESTART_AFTER_MS));
      try {
        current = await startChild({ ...options, onCrash: (next) => void restart(next) });
        return;
      } catch (error) {
        options.onCrash(`${options.name} does not start: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  current = await startChild({ ...options, onCrash: (how) => void restart(how) });
  return {
    ready: current.ready,
    stop: async () => {
      stopping = true;
      await current.stop();
    },
  };
}

async function firstLine(
  child: ChildProcess,
  options: ChildOptions,
  ended: Promise<string>,
): Promise<Readonly<Record<string, unknown>>> {
  const said: string[] = [];
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('pipes were asked for');
  createInterface({ input: stderr }).on('line', (line) => {
    said.push(line);
    if (said.length > 20) said.shift();
    options.onLine(line);
  });
  const lines = createInterface({ input: stdout });
  const announced = new Promise<Readonly<Record<string, unknown>>>((resolve) => {
    let announcedAlready = false;
    lines.on('line', (line) => {
      const message = announcedAlready ? null : readyLine(line);
      if (message === null) options.onLine(line);
      else {
        announcedAlready = true;
        resolve(message);
      }
    });
  });
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${options.name} was not ready within a minute`)), READY_WITHIN_MS);
  });
  const died = ended.then((how) => {
    throw new Error(`${options.name} ended before it was ready (${how}): ${said.slice(-5).join(' | ')}`);
  });
  try {
    return await Promise.race([announced, tooLate, died]);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function readyLine(line: string): Readonly<Record<string, unknown>> | null {
  if (!line.startsWith('{')) return null;
  try {
    const message = JSON.parse(line) as Record<string, unknown>;
    return message['ready'] === true ? message : null;
  } catch {
    return null;
  }
}
