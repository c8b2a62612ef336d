/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment -- the client's models are classes and enums by name only: it takes and documents plain literals */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from '@hubspot/api-client';
import { HubspotSimulatorControl } from '../../../simulators/hubspot/control-client';
import { addProperty, createContact, eventually } from './simulated-portal';
import { startReceiver } from './webhook-receiver';

const root = resolve(__dirname, '../../..');

interface Running {
  readonly child: ChildProcess;
  readonly url: string;
  readonly exited: Promise<number | null>;
}

/** The simulator as a process of its own. */
async function startProcess(dataDir: string, ...more: string[]): Promise<Running> {
  const args = ['--import', 'tsx', 'simulators/hubspot/main.ts', '--data-dir', dataDir, '--port', '0', ...more];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise<number | null>((resolveExit) => child.once('exit', (code) => resolveExit(code)));
  for await (const line of createInterface({ input: child.stdout })) {
    const { url } = JSON.parse(line) as { url: string };
    return { child, url, exited };
  }
  throw new Error('the simulator ended before it was ready');
}

describe('the simulator as a process', () => {
  let dataDir: string;
  const running: Running[] = [];

  const start = async (...more: string[]) => {
    const simulator = await startProcess(dataDir, ...more);
    running.push(simulator);
    return simulator;
  };

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'hubspot-simulator-'));
  });

  afterEach(async () => {
    for (const { child, exited } of running.splice(0)) {
      child.kill('SIGKILL');
      await exited;
    }
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('SIGKILL at any moment loses nothing that was acknowledged, and doubles nothing', async () => {
    let simulator = await start();
    const { portalId, accessToken } = await new HubspotSimulatorControl(simulator.url).createPortal({
      limits: { burst: null },
    });
    await addProperty(new Client({ accessToken, basePath: simulator.url }), 'contacts', { name: 'leadline_lead_id' });
    const acknowledged = new Set<string>();
    const batchOf = (round: number, batch: number) =>
      Array.from({ length: 20 }, (_, index) => ({
        id: `${round}/${batch}/${index}`,
        idProperty: 'leadline_lead_id',
        properties: { lastname: 'Survivor' },
      }));
    for (let round = 0; round < 3; round += 1) {
      const client = new Client({ accessToken, basePath: simulator.url });
      const { child } = simulator;
      for (let batch = 0; ; batch += 1) {
        const inputs = batchOf(round, batch);
        const call = client.crm.contacts.batchApi.upsert({ inputs });
        // Killed while a call is under way, each round a little later.
        if (batch === 3 + round) child.kill('SIGKILL');
        const done = await call.then(
          () => true,
          () => false,
        );
        if (!done) break;
        for (const { id } of inputs) acknowledged.add(id);
      }
      await simulator.exited;
      simulator = await start();
    }
    const control = new HubspotSimulatorControl(simulator.url);
    const stored = (await control.dump({ portalId, objectType: 'contacts' })).map(
      ({ properties }) => properties['leadline_lead_id'],
    );
    expect(acknowledged.size).toBeGreaterThanOrEqual(3 * 3 * 20);
    expect([...acknowledged].filter((id) => !stored.includes(id))).toEqual([]);
    expect(stored).toHaveLength(new Set(stored).size);
    expect(stored.length % 20).toBe(0);
  });

  test('clock, limits, faults, counters, webhook targets and undelivered events are there after a SIGKILL', async () => {
    const receiver = await startReceiver();
    const secretFile = join(dataDir, 'secret');
    writeFileSync(secretFile, 'from the file\n');
    const first = await start('--client-secret-file', secretFile);
    const before = new HubspotSimulatorControl(first.url);
    const { portalId, appId, accessToken, clientSecret } = await before.createPortal({
      limits: { burst: { max: 77, intervalMs: 10_000 } },
    });
    expect(clientSecret).toBe('from the file');
    await before.setClock({ at: '2027-01-01T00:00:00Z' });
    await before.setSending({ paused: true, collectMs: 1 });
    await before.configureWebhooks({
      appId,
      targetUrl: receiver.url,
      subscriptions: [{ eventType: 'contact.creation' }],
    });
    const id = await createContact(new Client({ accessToken, basePath: first.url }), { lastname: 'Kept' });
    await before.addFault({ path: '/crm/v3/owners', answer: { kind: 'status', status: 503 } });
    first.child.kill('SIGKILL');
    await first.exited;

    const second = await start();
    const after = new HubspotSimulatorControl(second.url);
    expect(await after.getClock()).toMatchObject({ mode: 'frozen', nowMs: Date.parse('2027-01-01T00:00:00Z') });
    const client = new Client({ accessToken, basePath: second.url });
    const page = await client.crm.contacts.basicApi.getPageWithHttpInfo();
    expect(page.headers['x-hubspot-ratelimit-max']).toBe('77');
    expect(page.data.results.map((contact) => contact.id)).toEqual([id]);
    await expect(client.crm.owners.ownersApi.getPage()).rejects.toMatchObject({ code: 503 });
    expect((await after.counters({ portalId })).byEndpoint).toMatchObject({
      'POST /crm/v3/objects/contacts': 1,
      'GET /crm/v3/objects/contacts': 1,
    });
    await after.setSending({ paused: false });
    await eventually(() => receiver.requests.length > 0);
    expect(receiver.events()).toMatchObject([{ subscriptionType: 'contact.creation', objectId: Number(id) }]);
    await receiver.close();
  });

  test('SIGTERM lets the call under way finish and ends with 0', async () => {
    const simulator = await start();
    const control = new HubspotSimulatorControl(simulator.url);
    const { accessToken } = await control.createPortal();
    await control.addFault({ delayMs: 150, answer: { kind: 'true' } });
    const call = createContact(new Client({ accessToken, basePath: simulator.url }), { lastname: 'Under way' });
    await eventually(async () => (await control.pendingFaults()).scripted.length === 0);
    simulator.child.kill('SIGTERM');
    expect(await call).toMatch(/^\d+$/);
    expect(await simulator.exited).toBe(0);
  });
});
