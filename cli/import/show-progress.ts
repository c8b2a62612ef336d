import { SingleBar } from 'cli-progress';
import type { Clock, EpochMs } from '../../domain/time';
import type { Output } from '../output';

export interface Progress {
  /** `done` of `total`, in whatever unit; `text` says more. */
  show(done: number, total: number, text: string): void;
  stop(): void;
}

const LINE_EVERY_MS = 2_000;

/** A bar where stderr is a terminal, else a line every two seconds. */
export function showProgress(output: Output, clock: Clock): Progress {
  return output.interactive ? showBar() : showLines(output, clock);
}

function showBar(): Progress {
  const bar = new SingleBar({ format: '{bar} {percentage} % | {text}', hideCursor: true, clearOnComplete: true });
  let started = false;
  return {
    show: (done, total, text) => {
      if (started) bar.update(done, { text });
      else bar.start(total, done, { text });
      started = true;
    },
    stop: () => {
      if (started) bar.stop();
    },
  };
}

function showLines(output: Output, clock: Clock): Progress {
  let lastLineAt: EpochMs = clock();
  return {
    show: (done, total, text) => {
      const now = clock();
      if (now - lastLineAt < LINE_EVERY_MS) return;
      lastLineAt = now;
      output.log(total === 0 ? text : `${Math.floor((100 * done) / total)} %, ${text}`);
    },
    stop: () => undefined,
  };
}
