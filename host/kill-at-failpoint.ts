import type { Failpoint } from '../domain/failpoint';

/**
 * A failpoint for fault tests: at the n-th passing of the one named, the whole process group dies as by a power cut. What
 * `LEADLINE_FAILPOINT` holds is `name` or `name:n`; without it the result does nothing.
 */
export function killAtFailpoint(setting: { readonly name: string; readonly passing: number } | null): Failpoint {
  if (setting === null) return () => undefined;
  let passings = 0;
  return (name) => {
    if (name !== setting.name) return;
    passings += 1;
    if (passings === setting.passing) process.kill(0, 'SIGKILL');
  };
}
