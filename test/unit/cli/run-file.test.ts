import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDatabaseUrl, readRunFile, removeRunFile, writeRunFile } from '../../../cli/run-file';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'leadline-run-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const write = (pid: number) =>
  writeRunFile({
    pid,
    startedAt: '2026-05-20T12:00:00.000Z',
    databaseUrl: 'postgres://someone:secret@127.0.0.1/leadline',
    temporalAddress: '127.0.0.1:7233',
    apiUrl: 'http://127.0.0.1:4700',
    workspaceDir: '/workspace',
    dataDir,
  });

describe('the description of a running instance', () => {
  it('is read back, with the connection string from a file that only its owner may read', async () => {
    const path = join(dataDir, 'database-url');
    // One of an older start, with a mode too wide.
    await writeFile(path, 'old');
    await chmod(path, 0o644);
    await write(process.pid);
    const run = await readRunFile(dataDir);
    expect(run).toMatchObject({ pid: process.pid, temporalNamespace: 'default', databaseUrlFile: path });
    expect(await readDatabaseUrl(run!)).toBe('postgres://someone:secret@127.0.0.1/leadline');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readFile(join(dataDir, 'run.json'), 'utf8')).not.toContain('secret');
  });

  it('does not count when the process that wrote it is gone', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    await write(pid);
    expect(await readRunFile(dataDir)).toBeNull();
  });

  it('is null where there is none, and after it was removed', async () => {
    expect(await readRunFile(dataDir)).toBeNull();
    await write(process.pid);
    await removeRunFile(dataDir);
    expect(await readRunFile(dataDir)).toBeNull();
    await expect(stat(join(dataDir, 'database-url'))).rejects.toThrow('ENOENT');
  });
});
