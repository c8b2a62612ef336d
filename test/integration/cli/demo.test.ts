import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { YOU } from '../../../cli/up/demo/cast';
import { readDemoState } from '../../../cli/up/demo/demo-state';
import { readRunFile } from '../../../cli/run-file';
import { HubspotSimulatorControl } from '../../../simulators/hubspot/control-client';
import { openDatabase, type Database } from '../../../store/database';
import { until } from '../servers/until';
import { runCli } from './run-cli';

jest.setTimeout(300_000);

const ROOT = join(__dirname, '..', '..', '..');
const PEOPLE = 80;
const A_WHILE_MS = 120_000;

/** `leadline up` with a small company in a hurry. */
async function startUp(
  dataDir: string,
): Promise<{ said(): string; readonly db: Database; stop(): Promise<number | null> }> {
  const said: string[] = [];
  const up: ChildProcess = spawn(
    process.execPath,
    ['--import', 'tsx', 'cli/main.ts', '--data-dir', dataDir, 'up', '--port', '0', '--speed', '6000'],
    { cwd: ROOT, env: { ...process.env, LEADLINE_DEMO_PEOPLE: String(PEOPLE) } },
  );
  up.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const ended = new Promise<number | null>((resolve) => up.once('exit', resolve));
  await until(async () => {
    if (up.exitCode !== null) throw new Error(`up ended: ${said.join('')}`);
    return (await readRunFile(dataDir))?.pid === up.pid;
  }, A_WHILE_MS);
  const url = (await readFile(join(dataDir, 'database-url'), 'utf8')).trim();
  const { db } = openDatabase({ connectionString: url, maxConnections: 2 });
  return {
    said: () => said.join(''),
    db,
    stop: async () => {
      await db.destroy();
      up.kill('SIGTERM');
      return ended;
    },
  };
}

describe('the demo', () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'leadline-demo-'));
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  it('fills a fresh folder quietly, has somebody to be called, lets life go on, and goes on at the next start', async () => {
    const first = await startUp(dataDir);
    try {
      const { db } = first;
      const stages = async () =>
        new Set((await db.selectFrom('lead_track').select('stage').distinct().execute()).map(({ stage }) => stage));
      await until(async () => (await readDemoState(dataDir))?.workedAt != null, A_WHILE_MS);

      const [imported] = await db
        .selectFrom('activity')
        .select((select) => select.fn.countAll<number>().as('count'))
        .where('source', '=', 'generated')
        .execute();
      expect(imported?.count).toBe(PEOPLE * 30);

      // The back-fill gave nothing to anybody: what the first visitor asked for is the first hand-off.
      const hers = () =>
        db
          .selectFrom('assignment')
          .innerJoin('sla_clock', 'sla_clock.lead_id', 'assignment.lead_id')
          .select(['assignment.lead_id as leadId', 'sla_clock.policy'])
          .where('rep_id', '=', YOU)
          .orderBy('assigned_at')
          .execute();
      await until(async () => (await hers()).length > 0, A_WHILE_MS);
      expect((await hers())[0]?.policy).toBe('P4');
      const firstHandOff = await db
        .selectFrom('assignment')
        .select('lead_id')
        .orderBy('assigned_at')
        .limit(1)
        .execute();
      expect(firstHandOff[0]?.lead_id).toBe((await hers())[0]?.leadId);

      // The task is in HubSpot's simulator, and visitors keep coming through the signed webhook.
      const run = (await readRunFile(dataDir))!;
      const control = new HubspotSimulatorControl(run.simulatorUrl!);
      const [portal] = await control.portals();
      await until(
        async () => (await control.dump({ portalId: portal!.portalId, objectType: 'tasks' })).length > 0,
        A_WHILE_MS,
      );
      await until(async () => {
        const live = db.selectFrom('activity').select('source_id').where('source', '=', 'website');
        return (await live.execute()).length > 10;
      }, A_WHILE_MS);
      // What HubSpot knew before has reached Leadline.
      await until(async () => (await stages()).has('customer'), A_WHILE_MS);
      expect(first.said()).toMatch(/welcome#token=/);
      expect(first.said()).toContain('has just activated a trial');
    } finally {
      expect(await first.stop()).toBe(130);
    }

    const between = (await readDemoState(dataDir))!;
    expect(between.nextVisit).toBeGreaterThan(0);
    const declined = await runCli(['up', '--no-demo', '--port', '0'], { dataDir, clock: Date.now });
    expect([declined.status, declined.stderr]).toEqual([6, expect.stringContaining('holds the demo')]);

    const second = await startUp(dataDir);
    try {
      await until(async () => ((await readDemoState(dataDir))?.nextVisit ?? 0) > between.nextVisit, A_WHILE_MS);
      const runs = await second.db.selectFrom('import_run').select('id').execute();
      expect(runs).toHaveLength(3);
      expect((await readDemoState(dataDir))?.endsAt).toBe(between.endsAt);
    } finally {
      await second.stop();
    }
  });
});
