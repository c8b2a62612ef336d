import { readFileSync } from 'node:fs';
import type { Failpoint } from '../domain/failpoint';

/**
 * A failpoint for fault tests: at the one whose name stands in `file`, the whole process group dies as by a power cut; with
 * `name:n`, at the n-th passing. The file is read at each passing, so that a test arms a running instance. Without a file
 * the result does nothing.
 */
export function killAtFailpoint(file: string | undefined): Failpoint {
  if (file === undefined) return () => undefined;
  let passings = 0;
  return (name) => {
    const [wanted, passing = '1'] = armed(file).split(':');
    if (wanted !== name) return;
    passings += 1;
    if (passings >= Number(passing)) process.kill(0, 'SIGKILL');
  };
}

function armed(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return ''; // no test has armed it
  }
}
