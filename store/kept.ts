import type { Clock, EpochMs } from '../domain/time';

/**
 * Reads at most once in `keptMs` milliseconds, once for all who ask: for figures over everything that many look at. What is
 * older is read anew, and given meanwhile to those who ask until it is twice as old, so that hardly anybody waits: a change
 * is seen after twice `keptMs` at the latest. A failure is not kept: the next one to ask reads anew.
 */
export function keptFor<T>(keptMs: number, clock: Clock, read: () => Promise<T>): () => Promise<T> {
  let kept: { readonly at: EpochMs; readonly value: T } | null = null;
  let reading: Promise<T> | null = null;

  const readAnew = async (at: EpochMs): Promise<T> => {
    try {
      const value = await read();
      kept = { at, value };
      return value;
    } finally {
      reading = null;
    }
  };

  return async () => {
    const now = clock();
    const old = kept !== null && now >= kept.at && now - kept.at < 2 * keptMs ? kept : null;
    if (old !== null && now - old.at < keptMs) return old.value;
    reading ??= readAnew(now);
    if (old === null) return await reading;
    // Whoever asks next is told of a failure.
    reading.catch(() => undefined);
    return old.value;
  };
}
