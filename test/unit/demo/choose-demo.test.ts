import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseDemo } from '../../../cli/up/demo/choose-demo';
import { readDemoState } from '../../../cli/up/demo/demo-state';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leadline-demo-'));
});
afterEach(() => rm(folder, { recursive: true }));

const choose = (declined: string | null = null) =>
  chooseDemo({ dataDir: join(folder, 'data'), declined, people: 2_000, now: 1_000 });

describe('whether a start runs the demo', () => {
  it('does on a fresh folder, which is the demo’s from then on', async () => {
    const first = await choose();
    expect(first).toMatchObject({ kind: 'demo', state: { people: 2_000, activities: 60_000, companies: 300 } });
    // As the first start does.
    await writeFile(join(folder, 'data', 'secret.key'), 'key');
    expect(await choose()).toEqual(first);
  });

  it('keeps the demo’s secret to the owner of the folder', async () => {
    await choose();
    expect((await stat(join(folder, 'data', 'demo.json'))).mode & 0o077).toBe(0);
  });

  it('does not once a folder was started without, and says why', async () => {
    expect(await choose('--no-demo')).toEqual({ kind: 'none', why: null });
    expect(await readDemoState(join(folder, 'data'))).toBeNull();
    await chooseDemo({ dataDir: folder, declined: '--no-demo', people: 10, now: 0 });
    await writeFile(join(folder, 'secret.key'), 'key');
    const later = await chooseDemo({ dataDir: folder, declined: null, people: 10, now: 0 });
    expect(later).toMatchObject({ kind: 'none', why: expect.stringContaining('holds data of its own') as string });
    expect(await readDemoState(folder)).toBeNull();
  });

  it('refuses to use the demo’s folder for anything else', async () => {
    await choose();
    await expect(choose('--no-demo')).rejects.toMatchObject({
      code: 'folder_holds_demo',
      message: expect.stringContaining('--no-demo') as string,
      remedy: expect.stringContaining('--data-dir') as string,
    });
  });
});
