import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

/** Starts a server in another process; resolves when it is up. */
export async function runAbandoner(
  kind: 'postgres' | 'temporal',
  dataDir: string,
): Promise<{ owner: ChildProcess; reachedAt: string }> {
  const script = join(__dirname, 'abandon-server.ts');
  const owner = spawn(process.execPath, ['--import', 'tsx', script, kind, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: owner.stdout });
  const reachedAt = await Promise.race([
    once(lines, 'line').then(([line]) => String(line)),
    once(owner, 'exit').then(() => Promise.reject(new Error(`The process that starts ${kind} ended.`))),
  ]);
  return { owner, reachedAt };
}

/** SIGKILL to the process alone: the server that it started stays behind. */
export async function killOutright(owner: ChildProcess): Promise<void> {
  const ended = once(owner, 'exit');
  owner.kill('SIGKILL');
  await ended;
}
