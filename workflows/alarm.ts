import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import type { EpochMs } from '../domain/time';

/**
 * The one timer of a lead. Set again to a later instant it stays as it is, since ringing early is harmless and a
 * cancelled timer costs the server as much as one that rings.
 */
export class Alarm {
  private ringsAt: EpochMs | null = null;
  private scope: CancellationScope | null = null;
  private hasRung = false;

  /** Rings at `at` at the latest. `summary` is what an admin reads in the history. */
  setFor(at: EpochMs, summary: string): void {
    if (this.ringsAt !== null && this.ringsAt <= at) return;
    this.scope?.cancel();
    const scope = new CancellationScope();
    this.scope = scope;
    this.ringsAt = at;
    void this.ringAfter(scope, Math.max(at - Date.now(), 1), summary);
  }

  get rings(): boolean {
    return this.hasRung;
  }

  /** The instant a ringing alarm was set for, once; null when it does not ring. */
  answer(): EpochMs | null {
    if (!this.hasRung) return null;
    const at = this.ringsAt;
    this.hasRung = false;
    this.ringsAt = null;
    this.scope = null;
    return at;
  }

  private async ringAfter(scope: CancellationScope, delayMs: number, summary: string): Promise<void> {
    try {
      await scope.run(() => sleep(delayMs, { summary }));
      this.hasRung = true;
    } catch (error) {
      if (!isCancellation(error)) throw error;
    }
  }
}
