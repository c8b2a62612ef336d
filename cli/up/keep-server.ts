import { setTimeout as sleep } from 'node:timers/promises';

/** A server that says when it has ended. */
interface Server {
  readonly exited: Promise<string>;
  readonly stop: () => Promise<void>;
}

const RESTART_AFTER_MS = 1_000;

/**
 * Keeps a server of ours running: one that has ended without being asked to is started again, at the address it had. Resolves
 * when it runs for the first time.
 */
export async function keepServer<Kept extends Server>(options: {
  readonly name: string;
  readonly start: () => Promise<Kept>;
  /** Told in words when it ended and is started again. */
  readonly onCrash: (line: string) => void;
}): Promise<{ readonly first: Kept; stop(): Promise<void> }> {
  const asked = { toStop: false };
  const isAsked = (): boolean => asked.toStop;
  const first = await options.start();
  let current = first;
  const watch = async (): Promise<void> => {
    while (!isAsked()) {
      const how = await current.exited;
      if (isAsked()) return;
      options.onCrash(`${options.name} ended (${how}); starting it again`);
      await sleep(RESTART_AFTER_MS);
      const next = await options.start().catch((error: unknown) => {
        options.onCrash(`${options.name} does not start: ${error instanceof Error ? error.message : String(error)}`);
        return null;
      });
      if (next !== null) current = next;
      // Asked to stop while it started.
      if (isAsked()) await next?.stop();
    }
  };
  const watching = watch();
  return {
    first,
    stop: async () => {
      asked.toStop = true;
      await current.stop();
      await watching;
    },
  };
}
