import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../servers/until';
import { runModule, script, type Program } from './program';

describe('the cache of provisioned parts', () => {
  let cache: string;

  beforeEach(async () => {
    cache = await mkdtemp(join(tmpdir(), 'leadline-cache-'));
  });

  afterEach(() => rm(cache, { recursive: true }));

  /** Builds a part whose entry holds `content`; `during` runs while the part is half-made. */
  const install = (content: string, during = ''): Program =>
    runModule(`
      import { writeFile } from 'node:fs/promises';
      import { installPart } from '${script('provision/cache.mjs')}';
      const part = { cache: ${JSON.stringify(cache)}, name: 'part-1', entry: 'program' };
      const path = await installPart(part, async (folder) => {
        await writeFile(folder + '/program', ${JSON.stringify(content)});
        console.log('building');
        ${during}
      });
      console.log(path);
    `);

  const entry = (): Promise<string> => readFile(join(cache, 'part-1', 'program'), 'utf8');

  it('holds a part once it is complete', async () => {
    const installer = install('one');

    expect(await installer.ended).toBe(0);

    expect(installer.lines).toEqual(['building', join(cache, 'part-1', 'program')]);
    expect(await readdir(cache)).toEqual(['part-1']);
  });

  it('builds a part once for two that start together', async () => {
    const slowly = 'await new Promise((resolve) => setTimeout(resolve, 500));';
    const both = [install('one', slowly), install('one', slowly)];

    expect(await Promise.all(both.map(({ ended }) => ended))).toEqual([0, 0]);

    expect(both.flatMap(({ lines }) => lines).filter((line) => line === 'building')).toHaveLength(1);
    expect(await readdir(cache)).toEqual(['part-1']);
  });

  it('keeps nothing of a build that failed', async () => {
    expect(await install('half', 'process.exit(5);').ended).toBe(5);

    expect(await readdir(cache)).toEqual([]);
  });

  it('builds anew, and clears up, after a build that was killed half-way', async () => {
    const killed = install('half', 'await new Promise(() => setInterval(() => undefined, 1_000));');
    await until(() => killed.lines.includes('building'));
    killed.process.kill('SIGKILL');
    await killed.ended;

    expect(await install('whole').ended).toBe(0);

    expect(await entry()).toBe('whole');
    expect(await readdir(cache)).toEqual(['part-1']);
  });

  it('takes over from a holder on another machine that has been silent for long', async () => {
    const lock = join(cache, 'part-1.lock');
    await writeFile(lock, JSON.stringify({ pid: process.pid, host: `not-${hostname()}` }));
    const longAgo = new Date(Date.now() - 3_600_000);
    await utimes(lock, longAgo, longAgo);

    expect(await install('one').ended).toBe(0);

    expect(await readdir(cache)).toEqual(['part-1']);
  });

  it('replaces a part whose program is missing', async () => {
    await mkdir(join(cache, 'part-1'));
    await writeFile(join(cache, 'part-1', 'rest'), '');

    expect(await install('one').ended).toBe(0);

    expect(await readdir(join(cache, 'part-1'))).toEqual(['program']);
  });
});
