import { keptFor } from '../../../store/kept';

let now = 0;
let reads: { resolve(value: number): void; reject(error: Error): void }[] = [];
const read = () => new Promise<number>((resolve, reject) => void reads.push({ resolve, reject }));

beforeEach(() => {
  now = 10_000;
  reads = [];
});

describe('what is kept for a while', () => {
  it('is read once for all who ask', async () => {
    const ask = keptFor(1_000, () => now, read);
    const asked = [ask(), ask()];
    reads[0]?.resolve(1);
    expect(await Promise.all(asked)).toEqual([1, 1]);
    now += 999;
    expect(await ask()).toBe(1);
    expect(reads).toHaveLength(1);
  });

  it('is given on while it is read anew, until it is twice as old', async () => {
    const ask = keptFor(1_000, () => now, read);
    const first = ask();
    reads[0]?.resolve(1);
    await first;
    now += 1_000;
    expect(await ask()).toBe(1);
    expect(await ask()).toBe(1);
    expect(reads).toHaveLength(2);
    now += 1_000;
    const waits = ask();
    reads[1]?.resolve(2);
    expect(await waits).toBe(2);
  });

  it('counts its age from when its reading began, and knows no future', async () => {
    const ask = keptFor(1_000, () => now, read);
    const first = ask();
    now += 2_000;
    reads[0]?.resolve(1);
    await first;
    const second = ask();
    reads[1]?.resolve(2);
    expect(await second).toBe(2);
    now -= 5_000;
    const third = ask();
    reads[2]?.resolve(3);
    expect(await third).toBe(3);
  });

  it('does not keep a failure', async () => {
    const ask = keptFor(1_000, () => now, read);
    const failing = ask();
    reads[0]?.reject(new Error('away'));
    await expect(failing).rejects.toThrow('away');
    const again = ask();
    reads[1]?.resolve(1);
    expect(await again).toBe(1);
  });
});
