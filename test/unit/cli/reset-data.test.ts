import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resetData } from '../../../cli/up/reset-data';
import { claimDirectory } from '../../../host/directory-claim';

let folder: string;
let dataDir: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leadline-reset-'));
  dataDir = join(folder, 'data');
  await mkdir(join(dataDir, 'postgres'), { recursive: true });
  for (const name of ['secret.key', 'demo.json', 'run.json', 'postgres.port']) await writeFile(join(dataDir, name), '');
});
afterEach(() => rm(folder, { recursive: true }));

const yes = (): Promise<boolean> => Promise.resolve(true);

describe('erasing a data folder', () => {
  it('leaves nothing of it, once that is confirmed', async () => {
    const asked: string[] = [];
    const confirm = (dir: string): Promise<boolean> => Promise.resolve(asked.push(dir) > 0);
    expect(await resetData(dataDir, confirm)).toBe(true);
    expect([asked, await readdir(folder)]).toEqual([[dataDir], []]);
  });

  it('changes nothing after a no', async () => {
    expect(await resetData(dataDir, () => Promise.resolve(false))).toBe(false);
    expect(await readdir(dataDir)).toContain('secret.key');
  });

  it('asks nobody where there is nothing to erase', async () => {
    const never = (): never => {
      throw new Error('asked');
    };
    expect(await resetData(join(folder, 'none'), never)).toBe(true);
  });

  it('refuses a folder with something of somebody else’s in it', async () => {
    await writeFile(join(dataDir, 'thesis.doc'), '');
    await expect(resetData(dataDir, yes)).rejects.toMatchObject({
      code: 'not_a_data_folder',
      message: expect.stringContaining('thesis.doc') as string,
    });
    expect(await readdir(dataDir)).toContain('secret.key');
  });

  it('refuses a folder that Leadline has not made', async () => {
    await rm(join(dataDir, 'secret.key'));
    await expect(resetData(dataDir, yes)).rejects.toMatchObject({ code: 'not_a_data_folder' });
  });

  it('refuses a folder that an instance is just starting on', async () => {
    const claim = await claimDirectory(join(dataDir, 'postgres.claim'));
    await expect(resetData(dataDir, yes)).rejects.toMatchObject({ code: 'directory-in-use' });
    await claim.release();
    expect(await readdir(dataDir)).toContain('secret.key');
  });
});
