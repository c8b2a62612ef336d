import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

const SCRIPTS = join(__dirname, '..', '..', '..', 'scripts');

/** A running program of a test. `lines` grows with its standard output. */
export interface Program {
  readonly process: ChildProcess;
  readonly lines: readonly string[];
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

/** Address of a file in scripts/, for import statements and preloads. */
export const script = (path: string): string => pathToFileURL(join(SCRIPTS, path)).href;

/** Runs a module given as text, in a process group of its own as a terminal would make one. */
export function runModule(source: string, options: { stderr?: 'inherit' | 'ignore' } = {}): Program {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    stdio: ['ignore', 'pipe', options.stderr ?? 'inherit'],
    detached: true,
  });
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  // Of the two, Node gives exactly one.
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  return { process: child, lines, ended };
}
