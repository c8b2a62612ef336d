import { setTimeout as wait } from 'node:timers/promises';

/** Waits until the condition holds, looking again and again; fails after the time allowed. */
export async function until(condition: () => boolean | Promise<boolean>, allowedMs = 30_000): Promise<void> {
  const giveUpAt = performance.now() + allowedMs;
  while (!(await condition())) {
    if (performance.now() > giveUpAt) throw new Error(`Not so within ${allowedMs} ms: ${condition.toString()}`);
    await wait(20);
  }
}
