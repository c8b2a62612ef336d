import { createRateLimiter } from '../../../connectors/hubspot/rate-limiter';

/** A clock that is moved by whoever sleeps on it. */
function limiterOn(start: number, max = 3) {
  let now = start;
  const limiter = createRateLimiter({
    max,
    intervalMs: 10_000,
    clock: () => now,
    sleep: (ms) => {
      now += ms;
      return Promise.resolve();
    },
  });
  return { limiter, now: () => now, pass: (ms: number) => (now += ms) };
}

async function takeAll(
  limiter: { take(): Promise<void> },
  now: () => number,
  count: number,
): Promise<readonly number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    await limiter.take();
    times.push(now());
  }
  return times;
}

describe('the rate limiter', () => {
  it('lets no window of ten seconds hold more than the limit', async () => {
    const { limiter, now } = limiterOn(0);
    expect(await takeAll(limiter, now, 7)).toEqual([0, 0, 0, 10_000, 10_000, 10_000, 20_000]);
  });

  it('counts from each call, not from a fixed beginning', async () => {
    const { limiter, now, pass } = limiterOn(0, 2);
    await limiter.take();
    pass(6_000);
    expect(await takeAll(limiter, now, 3)).toEqual([6_000, 10_000, 16_000]);
  });

  it('keeps callers in the order they came', async () => {
    const { limiter } = limiterOn(0, 1);
    const order: number[] = [];
    await Promise.all([1, 2, 3, 4].map((caller) => limiter.take().then(() => order.push(caller))));
    expect(order).toEqual([1, 2, 3, 4]);
  });

  it('holds everybody back while it is paused', async () => {
    const { limiter, now } = limiterOn(0);
    limiter.pause(4_000);
    limiter.pause(1_000);
    expect(await takeAll(limiter, now, 1)).toEqual([4_000]);
  });

  it('slows down while others spend the account’s limit', async () => {
    const { limiter, now } = limiterOn(0, 100);
    limiter.observe({ max: 100, remaining: 60, intervalMs: 10_000 });
    expect(await takeAll(limiter, now, 1)).toEqual([0]);
    limiter.observe({ max: 100, remaining: 5, intervalMs: 10_000 });
    expect(await takeAll(limiter, now, 1)).toEqual([1_000]);
    limiter.observe({ max: 100, remaining: 0, intervalMs: 10_000 });
    expect(await takeAll(limiter, now, 1)).toEqual([6_000]);
  });
});
