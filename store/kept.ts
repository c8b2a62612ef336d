import type { Clock, EpochMs } from '../domain/time';

/**
 * Reads at most once in `keptMs` milliseconds, once for all who ask meanwhile: for figures over everything that many look
 * at. What it gives had not yet changed `keptMs` ago. A failure is not kept: the next one to ask reads anew.
 */
export function keptFor<T>(keptMs: number, clock: Clock, read: () => Promise<T>): () => Promise<T> {
  let kept: { readonly at: EpochMs; readonly value: Promise<T> } | null = null;
  return async () => {
    const now = clock();
    if (kept === null || now < kept.at || now - kept.at >= keptMs) kept = { at: now, value: read() };
    const asked = kept;
    try {
      return await asked.value;
    } catch (error) {
      if (kept === asked) kept = null;
      throw error;
    }
  };
}
