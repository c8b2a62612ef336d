import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { until } from '../servers/until';

const ROOT = join(__dirname, '..', '..', '..');
const READY_WITHIN_MS = 90_000;

export interface EndedService {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process of the image, run on this machine. */
export interface Service {
  /** What it said of itself when it was ready. */
  readonly ready: { readonly url?: string; readonly adminUrl?: string };
  readonly ended: Promise<EndedService>;
  /** Everything that it wrote to stderr, by the line. */
  readonly log: readonly string[];
  readonly stdout: readonly string[];
  kill(signal: NodeJS.Signals): void;
}

/** The image's entry point (`node --import tsx`), with this machine's Node in the place of the image's. */
function entryPoint(): readonly string[] {
  const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
  const [, text = ''] = /^ENTRYPOINT (\[.*\])$/m.exec(dockerfile) ?? [];
  const [program, ...args] = JSON.parse(text) as readonly string[]; // the expression above leaves a list of texts
  if (program !== 'node') throw new Error('The entry point is expected to be Node.');
  return args;
}

/** Runs a command of the image with these variables and no others. */
export function runService(command: readonly string[], env: Readonly<Record<string, string>>): Omit<Service, 'ready'> {
  const child = spawn(process.execPath, [...entryPoint(), ...command], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return {
    log: linesOf(child.stderr),
    stdout: linesOf(child.stdout),
    ended: endOf(child),
    kill: (sig) => child.kill(sig),
  };
}

/** The same, until it says that it is ready. */
export async function startService(
  command: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Service> {
  const service = runService(command, env);
  let hasEnded = false;
  void service.ended.then(() => (hasEnded = true));
  await until(() => {
    if (hasEnded) throw new Error(`${command.join(' ')} ended: ${service.log.join('\n')}`);
    return service.stdout.length > 0;
  }, READY_WITHIN_MS);
  return { ...service, ready: JSON.parse(service.stdout[0] ?? '') as Service['ready'] };
}

function linesOf(stream: NodeJS.ReadableStream): readonly string[] {
  const lines: string[] = [];
  createInterface({ input: stream }).on('line', (line) => lines.push(line));
  return lines;
}

const endOf = (child: ChildProcess): Promise<EndedService> =>
  new Promise((resolve) => child.once('close', (status, signal) => resolve({ status, signal })));
