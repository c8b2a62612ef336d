import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deriveSecret } from '../../../store/secret-key-file';

const key = (fill: number): string => Buffer.alloc(32, fill).toString('base64');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leadline-secret-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function derived(text: string, purpose = 'session cookies'): Promise<string> {
  const path = join(folder, 'secret.key');
  await writeFile(path, text);
  return await deriveSecret(path, purpose);
}

describe('a derived secret', () => {
  it('is of 256 bits, the same for every process, and another for another purpose or key', async () => {
    const secret = await derived(key(1));
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(await derived(key(1))).toBe(secret);
    expect(await derived(key(1), 'something else')).not.toBe(secret);
    expect(await derived(key(2))).not.toBe(secret);
  });

  it('is of the first key, so a new key in front ends what the former protected', async () => {
    expect(await derived(`${key(2)}\n${key(1)}\n`)).toBe(await derived(key(2)));
  });
});
