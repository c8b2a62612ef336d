import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** Two signals of one kind closer together than this are one: on Ctrl-C the terminal tells us, and npm tells us again. */
const SAME_SIGNAL_MS = 1_000;
/** @type {readonly NodeJS.Signals[]} */
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a command in the foreground of this one: same terminal, same stdin, stdout and stderr. Outlives the child, hands
 * it every signal exactly once, and resolves to its exit code (128 + the signal's number when a signal ended it).
 *
 * The child gets a process group of its own. In ours it would hear Ctrl-C from the terminal and again from npm, and a
 * second Ctrl-C means "at once" to most servers.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env: NodeJS.ProcessEnv, cwd: string }} options
 * @returns {Promise<number>}
 */
export function runCommand(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: 'inherit', detached: true });
    const stopForwarding = forwardSignals(child);
    child.once('error', (error) => {
      stopForwarding();
      reject(error);
    });
    child.once('exit', (code, signal) => {
      stopForwarding();
      resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal]);
    });
  });
}

/** @param {import('node:child_process').ChildProcess} child */
function forwardSignals(child) {
  /** @type {Map<NodeJS.Signals, number>} */
  const lastAt = new Map();
  const resize = () => child.kill('SIGWINCH');
  const handlers = STOP_SIGNALS.map((signal) => {
    const handler = () => {
      const now = Date.now();
      const repeated = now - (lastAt.get(signal) ?? 0) < SAME_SIGNAL_MS;
      lastAt.set(signal, now);
      if (!repeated) child.kill(signal);
    };
    return { signal, handler };
  });
  for (const { signal, handler } of handlers) process.on(signal, handler);
  // The terminal tells only its foreground group that it was resized; progress bars in the child want to know.
  process.on('SIGWINCH', resize);
  return () => {
    for (const { signal, handler } of handlers) process.off(signal, handler);
    process.off('SIGWINCH', resize);
  };
}
