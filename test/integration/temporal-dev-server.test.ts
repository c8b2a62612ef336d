import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { defineSearchAttributeKey, TypedSearchAttributes, type SearchAttributePair } from '@temporalio/common';
import { findProcesses, identifyProcess } from '../../host/running-process';
import { startTemporalDevServer, type TemporalDevServer } from '../../temporal/dev-server';
import type { SearchAttributes } from '../../temporal/search-attributes';
import { killOutright, runAbandoner } from './servers/run-abandoner';
import { until } from './servers/until';

const LEAD_STAGE = defineSearchAttributeKey('LeadStage', 'KEYWORD');
const DECISION_NUMBER = defineSearchAttributeKey('DecisionNumber', 'INT');
const cliPath = process.env['LEADLINE_TEMPORAL_CLI']!;

describe('Temporal development server', () => {
  let dataDir: string;
  let started: TemporalDevServer[];

  const start = async (searchAttributes: SearchAttributes = {}): Promise<TemporalDevServer> => {
    const options = { cliPath, dataDir, namespace: 'default', searchAttributes, onLog: () => undefined };
    const server = await startTemporalDevServer(options);
    started.push(server);
    return server;
  };

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'leadline-temporal-'));
    started = [];
  });

  afterEach(async () => {
    for (const server of started) await server.stop();
    await rm(dataDir, { recursive: true });
  });

  it('keeps workflows, address and console over a stop in order', async () => {
    const first = await start();
    await startWorkflow(first.address, 'kept');
    await first.stop();

    const second = await start();

    expect([second.address, second.uiUrl]).toEqual([first.address, first.uiUrl]);
    expect(await statusOf(second.address, 'kept')).toBe('RUNNING');
  });

  it('has the workflows of a server that was killed', async () => {
    const first = await start();
    await startWorkflow(first.address, 'kept');
    process.kill(await serverProcess(dataDir), 'SIGKILL');
    expect(await first.exited).toBe('was ended by SIGKILL');

    const second = await start();

    expect(await statusOf(second.address, 'kept')).toBe('RUNNING');
  });

  it('takes over from a server whose owner was killed', async () => {
    const { owner, reachedAt } = await runAbandoner('temporal', dataDir);
    await startWorkflow(reachedAt, 'kept');
    const orphan = await serverProcess(dataDir);
    await killOutright(owner);
    expect(await identifyProcess(orphan)).toBeDefined();

    const second = await start();

    expect(await identifyProcess(orphan)).toBeUndefined();
    expect(await statusOf(second.address, 'kept')).toBe('RUNNING');
  });

  it('finds workflows by search attributes, also by one that came with a later start', async () => {
    const first = await start({ LeadStage: 'Keyword' });
    await startWorkflow(first.address, 'first', [LEAD_STAGE, 'mql']);
    await first.stop();

    const { address } = await start({ LeadStage: 'Keyword', DecisionNumber: 'Int' });
    await startWorkflow(address, 'second', [LEAD_STAGE, 'mql'], [DECISION_NUMBER, 7]);

    await until(async () => (await count(address, "LeadStage = 'mql'")) === 2);
    await until(async () => (await count(address, 'DecisionNumber = 7')) === 1);
  });

  it('refuses a second server on data that a running process uses', async () => {
    await start();

    await expect(start()).rejects.toMatchObject({ code: 'directory-in-use' });
  });

  it('shows its console on the loopback address', async () => {
    const { uiUrl } = await start();

    expect(uiUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(uiUrl)).status).toBe(200);
  });
});

async function connected<T>(address: string, use: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address });
  try {
    return await use(new Client({ connection }));
  } finally {
    await connection.close();
  }
}

/** No worker runs: it stays in its first task. */
async function startWorkflow(
  address: string,
  workflowId: string,
  ...attributes: readonly ([typeof LEAD_STAGE, string] | [typeof DECISION_NUMBER, number])[]
): Promise<void> {
  // A pair from either half of the union fits; taken apart, the compiler no longer sees which value goes with which key.
  const typedSearchAttributes = new TypedSearchAttributes(
    attributes.map(([key, value]) => ({ key, value }) as SearchAttributePair),
  );
  await connected(address, (client) =>
    client.workflow.start('nothing', { workflowId, taskQueue: 'nobody', typedSearchAttributes }),
  );
}

function statusOf(address: string, workflowId: string): Promise<string> {
  return connected(address, async (client) => (await client.workflow.getHandle(workflowId).describe()).status.name);
}

function count(address: string, query: string): Promise<number> {
  return connected(address, async (client) => (await client.workflow.count(query)).count);
}

async function serverProcess(dataDir: string): Promise<number> {
  const [pid] = await findProcesses({ program: 'temporal', argument: join(dataDir, 'temporal.db') });
  if (pid === undefined) throw new Error('No Temporal server runs there.');
  return pid;
}
