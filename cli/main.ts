import { userInfo } from 'node:os';
import { setVariables } from '../host/environment';
import { runCommandLine } from './program';

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interruption.abort());

void runCommandLine(process.argv.slice(2), {
  clock: Date.now,
  streams: process,
  env: setVariables(process.env),
  cwd: process.cwd(),
  user: osUser(),
  signal: interruption.signal,
}).then((status) => {
  process.exitCode = status;
});

function osUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a uid that has no name.
    return `uid-${process.getuid?.() ?? 'unknown'}`;
  }
}
