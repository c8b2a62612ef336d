import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import type { StopStep } from './running-process';

const KEPT_LINES = 20;

/** A server program that this process has started and answers for. */
export interface ChildServer {
  readonly pid: number;
  /** How it ended, in words for a log line; settles once. */
  readonly exited: Promise<string>;
  readonly hasExited: () => boolean;
  /** The end of its output, for telling why it did not come up. */
  readonly lastLines: () => readonly string[];
  /** Sends each signal in turn until it has ended. The last one should be SIGKILL. */
  readonly stop: (steps: readonly StopStep[]) => Promise<void>;
}

export interface ChildServerOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** User and group to run as; only root may choose. */
  readonly account?: { readonly uid: number; readonly gid: number } | undefined;
  /** Sent when this process exits without having stopped the server. */
  readonly signalOnExit: NodeJS.Signals;
  /** Receives the server's output by the line. */
  readonly onLog: (line: string) => void;
}

/**
 * Starts a server in a process group of its own: a Ctrl-C in the terminal reaches us alone, and we stop the servers when
 * everything that uses them has finished.
 *
 * @throws when the program cannot be started at all
 */
export async function startChildServer(options: ChildServerOptions): Promise<ChildServer> {
  const child = spawn(options.command, [...options.args], {
    cwd: '/', // it may not be allowed into our own directory
    env: options.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options.account,
  });
  const exited = watchExit(child);
  let lines: readonly string[] = [];
  const hear = (line: string): void => {
    lines = [...lines.slice(1 - KEPT_LINES), line];
    options.onLog(line);
  };
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', hear);
  const pid = await spawned(child);
  stopWithUs(child, options.signalOnExit);
  const hasExited = (): boolean => child.exitCode !== null || child.signalCode !== null;
  return {
    pid,
    exited,
    hasExited,
    lastLines: () => lines,
    stop: async (steps) => {
      for (const { signal, waitMs } of steps) {
        if (hasExited()) break;
        child.kill(signal);
        await Promise.race([exited, wait(waitMs, undefined, { ref: false })]);
      }
      await exited;
    },
  };
}

function watchExit(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('close', (code, signal) => {
      resolve(signal === null ? `exited with code ${String(code)}` : `was ended by ${signal}`);
    });
  });
}

function spawned(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => {
      if (child.pid !== undefined) resolve(child.pid);
    });
  });
}

function stopWithUs(child: ChildProcess, signal: NodeJS.Signals): void {
  const stop = (): void => {
    child.kill(signal);
  };
  process.once('exit', stop);
  child.once('exit', () => process.off('exit', stop));
}
