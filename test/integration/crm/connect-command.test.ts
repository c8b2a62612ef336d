import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommandLine } from '../../../cli/program';
import { findConnection, readSecrets } from '../../../store/connection';
import { secretBoxOf } from '../../../store/secret-key-file';
import { activateWorkspace } from '../../../store/workspace-version';
import { createWorld, START, startStage, type Stage, type World } from './world';

const KEY = Buffer.alloc(32, 9).toString('base64');

let stage: Stage;
let world: World;
let folder: string;

beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => {
  await stage.stop();
});
beforeEach(async () => {
  world = await createWorld(stage, { connected: false });
  const { id, files } = world.workspace();
  await activateWorkspace(world.db, { id, files, actor: 'test', asOf: START - 1 });
  folder = await mkdtemp(join(tmpdir(), 'leadline-connect-'));
  await writeFile(join(folder, 'secret.key'), KEY);
  await writeFile(join(folder, 'token'), `${world.accessToken}\n`);
  await writeFile(join(folder, 'client-secret'), world.clientSecret);
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function run(...args: string[]) {
  const said = { stdout: '', stderr: '' };
  const status = await runCommandLine(['--data-dir', folder, ...args], {
    clock: () => START,
    streams: {
      stdout: { write: (text: string) => (said.stdout += text) },
      stderr: { write: (text: string) => (said.stderr += text) },
    },
    env: {
      LEADLINE_DATABASE_URL: stage.database.connectionString,
      LEADLINE_SECRET_KEY_FILE: join(folder, 'secret.key'),
    },
    cwd: folder,
    user: 'tester',
    signal: new AbortController().signal,
  });
  return { status, ...said };
}

const hubspot = async (...args: string[]) =>
  await run('connect', 'hubspot', '--token-file', join(folder, 'token'), '--base-url', world.baseUrl, ...args);

describe('leadline connect hubspot', () => {
  it('says what is missing and exits 5', async () => {
    const { status, stdout, stderr } = await hubspot();

    expect(status).toBe(5);
    expect(stdout).toContain('contacts.leadline_reasons does not exist.');
    expect(stderr).toContain('--create');
    expect(await findConnection(world.db, 'hubspot')).toBeNull();
  });

  it('creates it, connects, and keeps the secrets under the instance’s key', async () => {
    const { status, stdout } = await hubspot(
      ...['--create', '--client-secret-file', join(folder, 'client-secret'), '--output', 'json'],
    );

    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      connected: true,
      missing: [],
      ownersFound: expect.arrayContaining(['ana']) as unknown,
    });
    expect(stdout).not.toContain(world.accessToken);
    expect(await readSecrets(world.db, secretBoxOf(KEY), 'hubspot')).toEqual({
      accessToken: world.accessToken,
      signingSecrets: [world.clientSecret],
    });
    const again = await run('connect', 'hubspot');
    expect(again).toMatchObject({ status: 0 });
    expect(again.stdout).toContain('is connected as hubspot');
  });

  it('refuses a wrong token with a remedy, and never prints it', async () => {
    await writeFile(join(folder, 'token'), 'pat-na1-wrong');
    const { status, stdout, stderr } = await hubspot('--create');

    expect(status).toBe(5);
    expect(stderr).toContain('Set a valid access token');
    expect(stdout + stderr).not.toContain('pat-na1-wrong');
  });

  it('exits 4 for a connection that the workspace does not name', async () => {
    expect(await hubspot('--id', 'elsewhere')).toMatchObject({ status: 4 });
  });
});

describe('leadline connect webhook', () => {
  it('shows the secret once, alone on stdout', async () => {
    const { status, stdout, stderr } = await run('connect', 'webhook', '--id', 'events');

    expect(status).toBe(0);
    expect(stdout).toMatch(/^whsec_\S+\n$/);
    expect(stderr).toContain('/webhooks/generic/events');
    expect(await readSecrets(world.db, secretBoxOf(KEY), 'events')).toEqual({ signingSecrets: [stdout.trim()] });
  });
});
