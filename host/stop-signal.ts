/**
 * Resolves when this process shall stop in order: SIGTERM, or the end of its stdin when `LEADLINE_PARENT` says that the process
 * which started it holds the other end. Ctrl-C reaches the whole process group; there the parent decides on the order, so
 * it is ignored here.
 */
export function stopSignal(env: Readonly<Record<string, string | undefined>>): Promise<string> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve('SIGTERM'));
    if (env['LEADLINE_PARENT'] === undefined) {
      process.once('SIGINT', () => resolve('SIGINT'));
      return;
    }
    process.on('SIGINT', () => undefined);
    process.stdin.once('end', () => resolve('parent gone'));
    process.stdin.once('close', () => resolve('parent gone'));
    process.stdin.resume();
  });
}
