/**
 * Loaded before a command's own code (`node --import`): when the process that started this one is gone, asks this one to
 * stop in order. The launcher runs commands in a process group of their own, so a launcher that is killed outright would
 * otherwise leave a server behind that nobody can see.
 */
import { isMainThread } from 'node:worker_threads';

const CHECK_EVERY_MS = 1_000;

// Worker threads load the same preloads; the main thread speaks for them.
if (isMainThread) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, CHECK_EVERY_MS);
  timer.unref();
}
