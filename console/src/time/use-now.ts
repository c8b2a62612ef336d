import { useSyncExternalStore } from 'react';
import { SECOND_MS } from './format';
import { serverNow } from './server-clock';

const listeners = new Set<() => void>();
let now = serverNow();
let ticker: ReturnType<typeof setInterval> | undefined;

/** One timer for all clocks on a page, so that they tick together; none while nothing shows the time. */
function subscribe(listener: () => void): () => void {
  // Nobody has asked since the last clock was taken off: it is later now.
  if (listeners.size === 0) now = serverNow();
  listeners.add(listener);
  ticker ??= setInterval(tick, SECOND_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(ticker);
    ticker = undefined;
  };
}

function tick(): void {
  now = serverNow();
  for (const listener of listeners) listener();
}

/** The server's time, anew every `everyMs` (whole seconds). */
export function useNow(everyMs: number = SECOND_MS): number {
  return useSyncExternalStore(subscribe, () => Math.floor(now / everyMs) * everyMs);
}
