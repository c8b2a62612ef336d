import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { startTemporal } from '../../../cli/up/start-temporal';
import { startTemporalDevServer, type TemporalDevServer } from '../../../temporal/dev-server';
import { SEARCH_ATTRIBUTES } from '../../../workflows/search-attributes';

jest.setTimeout(120_000);

describe('a Temporal server of the user’s own', () => {
  let folder: string;
  let server: TemporalDevServer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'leadline-own-temporal-'));
    server = await startTemporalDevServer({
      cliPath: process.env['LEADLINE_TEMPORAL_CLI'] ?? '',
      dataDir: folder,
      namespace: 'sales',
      searchAttributes: {},
      onLog: () => undefined,
    });
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const start = (env: Record<string, string>) =>
    startTemporal({ root: '', dataDir: folder, env, clock: Date.now, actor: 'test', log: () => undefined }, []);

  it('gets our search attributes in its namespace at the start, and keeps them at the next', async () => {
    const env = { TEMPORAL_ADDRESS: server.address, LEADLINE_TEMPORAL_NAMESPACE: 'sales' };
    for (const attempt of [1, 2]) {
      expect([attempt, await start(env)]).toEqual([
        attempt,
        { address: server.address, namespace: 'sales', uiUrl: undefined },
      ]);
    }
    const connection = await Connection.connect({ address: server.address });
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: 'sales' });
    await connection.close();
    expect(Object.keys(customAttributes)).toEqual(expect.arrayContaining(Object.keys(SEARCH_ATTRIBUTES)));
  });

  it('is said to be out of reach, or to lack the namespace, with what to do', async () => {
    await expect(start({ TEMPORAL_ADDRESS: '127.0.0.1:1' })).rejects.toMatchObject({
      code: 'temporal_unusable',
      remedy: expect.stringContaining('TEMPORAL_ADDRESS') as string,
    });
    const elsewhere = { TEMPORAL_ADDRESS: server.address, LEADLINE_TEMPORAL_NAMESPACE: 'nowhere' };
    await expect(start(elsewhere)).rejects.toMatchObject({
      code: 'temporal_unusable',
      message: expect.stringContaining('nowhere') as string,
    });
  });
});
