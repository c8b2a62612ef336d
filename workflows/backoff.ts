/** How long to wait before the next attempt: doubling from the first to the longest, until something has succeeded. */
export class Backoff {
  private nextMs: number;

  constructor(private readonly limits: { readonly firstMs: number; readonly longestMs: number }) {
    this.nextMs = limits.firstMs;
  }

  /** Milliseconds to wait now. */
  next(): number {
    const waitMs = this.nextMs;
    this.nextMs = Math.min(waitMs * 2, this.limits.longestMs);
    return waitMs;
  }

  reset(): void {
    this.nextMs = this.limits.firstMs;
  }
}
