import type { Logger } from 'pino';
import { errorSummary } from '../host/error-summary';

/** A step of work that is repeated: resolves to how many items it dealt with. */
export interface LoopOptions {
  readonly name: string;
  readonly step: () => Promise<number>;
  /** How long to wait when there is nothing to do, unless nudged. Asked after each step that dealt with nothing. */
  readonly idleMs: () => number | Promise<number>;
  readonly log: Logger;
  /** Told of every turn, with how many items it dealt with; null when it failed. */
  readonly onStep?: ((step: { loop: string; items: number | null; durationMs: number }) => void) | undefined;
}

export interface Loop {
  /** There may be work: do not wait out the pause. */
  nudge(): void;
  /** Lets the running step finish, then ends. */
  stop(): Promise<void>;
}

const LONGEST_BACKOFF_MS = 15_000;

/** Runs a step for ever: at once again while there is work, after a pause when there is none, ever later while it fails. */
export function startLoop(options: LoopOptions): Loop {
  const bell = new Bell();
  let stopping = false;
  const run = async (): Promise<void> => {
    let failures = 0;
    while (!stopping) {
      const startedAt = performance.now();
      const tell = (items: number | null): void =>
        options.onStep?.({ loop: options.name, items, durationMs: performance.now() - startedAt });
      try {
        const done = await options.step();
        tell(done);
        failures = 0;
        if (done === 0) await bell.wait(await options.idleMs());
      } catch (error) {
        failures += 1;
        tell(null);
        const pauseMs = Math.min(200 * 2 ** failures, LONGEST_BACKOFF_MS);
        options.log.error({ loop: options.name, failures, pauseMs, error: errorSummary(error) }, 'loop step failed');
        await bell.wait(pauseMs);
      }
    }
  };
  const ended = run();
  return {
    nudge: () => bell.ring(),
    stop: async () => {
      stopping = true;
      bell.ring();
      await ended;
    },
  };
}

/** A wait that can be cut short; a ring while nobody waits is remembered. */
class Bell {
  private rung = false;
  private wakeUp: (() => void) | null = null;

  ring(): void {
    this.rung = true;
    this.wakeUp?.();
  }

  async wait(atMostMs: number): Promise<void> {
    if (!this.rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, atMostMs);
        this.wakeUp = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.rung = false;
    this.wakeUp = null;
  }
}
