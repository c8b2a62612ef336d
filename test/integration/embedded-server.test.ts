import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { findProcesses, identifyProcess } from '../../host/running-process';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../store/embedded-server';
import { killOutright, runAbandoner } from './servers/run-abandoner';
import { until } from './servers/until';

const BUSY_FOR_A_MINUTE = "do $$ begin while clock_timestamp() < now() + interval '1 minute' loop end loop; end $$";

describe('embedded PostgreSQL', () => {
  let template: string;
  let folder: string;
  let dataDir: string;
  let started: EmbeddedPostgres[];
  let log: string[];

  const start = async (options: { port?: number } = {}): Promise<EmbeddedPostgres> => {
    const server = await startEmbeddedPostgres({ dataDir, onLog: (line) => log.push(line), ...options });
    started.push(server);
    return server;
  };

  beforeAll(async () => {
    template = await mkdtemp(join(tmpdir(), 'leadline-postgres-'));
    const server = await startEmbeddedPostgres({ dataDir: join(template, 'data', 'postgres'), onLog: () => undefined });
    await server.stop();
  });

  afterAll(() => rm(template, { recursive: true }));

  beforeEach(async () => {
    // mkdtemp's folders are closed to other accounts, as a clone in a private directory is.
    folder = await mkdtemp(join(tmpdir(), 'leadline-postgres-'));
    // A copy of data made once is several times faster than making it; `cp` keeps its owner.
    await promisify(execFile)('cp', ['-a', join(template, 'data'), folder]);
    dataDir = join(folder, 'data', 'postgres');
    started = [];
    log = [];
  });

  afterEach(async () => {
    for (const server of started) await server.stop();
    await rm(folder, { recursive: true });
  });

  it('keeps data, password and port over a stop in order, and needs no recovery then', async () => {
    const first = await start();
    await query(first.connectionString, 'create table kept as select 42 as answer');
    await first.stop();

    const second = await start();

    expect(second.connectionString).toBe(first.connectionString);
    expect(await query(second.connectionString, 'select answer from kept')).toEqual([{ answer: 42 }]);
    expect(log.join('\n')).not.toContain('recovery');
  });

  it('has what was committed after the server itself was killed', async () => {
    const first = await start();
    await query(first.connectionString, 'create table kept as select 42 as answer');
    process.kill(await postmaster(dataDir), 'SIGKILL');
    expect(await first.exited).toBe('was ended by SIGKILL');

    const second = await start();

    expect(await query(second.connectionString, 'select answer from kept')).toEqual([{ answer: 42 }]);
    expect(log.join('\n')).toContain('automatic recovery');
  });

  it('takes over from a server whose owner was killed', async () => {
    const { owner, reachedAt } = await runAbandoner('postgres', dataDir);
    await query(reachedAt, 'create table kept as select 42 as answer');
    const orphan = await postmaster(dataDir);
    await killOutright(owner);
    expect(await identifyProcess(orphan)).toBeDefined();

    const second = await start();

    expect(await identifyProcess(orphan)).toBeUndefined();
    expect(await query(second.connectionString, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  it('ends a session that is busy in data whose server and owner were killed', async () => {
    const { owner, reachedAt } = await runAbandoner('postgres', dataDir);
    const session = new pg.Client({ connectionString: reachedAt });
    session.on('error', () => undefined);
    await session.connect();
    // A busy session notices the end of its server only when it next has to wait for something.
    const busy = session.query(BUSY_FOR_A_MINUTE).catch(() => 'ended');
    await until(async () => (await runningStatements(reachedAt)) === 1);
    await killOutright(owner);
    process.kill(await postmaster(dataDir), 'SIGKILL');

    const second = await start();

    expect(await busy).toBe('ended');
    expect(await query(second.connectionString, 'select 1 as up')).toEqual([{ up: 1 }]);
    await session.end();
  });

  it('comes up over a lock file whose process number now belongs to somebody else', async () => {
    const first = await start();
    await first.stop();
    await writeFile(join(dataDir, 'postmaster.pid'), `${process.pid}\n${dataDir}\n0\n${first.port}\n\n\n0 0\n`);

    const second = await start();

    expect(await query(second.connectionString, 'select 1 as up')).toEqual([{ up: 1 }]);
  });

  it('starts over when a first start was killed half-way through making the data directory', async () => {
    await rm(join(folder, 'data'), { recursive: true });
    const partial = `${dataDir}.partial-of-a-killed-start`;
    await mkdir(join(partial, 'data', 'base'), { recursive: true });
    await writeFile(join(partial, 'data', 'PG_VERSION'), '18\n');

    const server = await start();

    expect(await query(server.connectionString, 'select 1 as up')).toEqual([{ up: 1 }]);
    expect(await readdir(join(folder, 'data'))).not.toContain('postgres.partial-of-a-killed-start');
  });

  it('refuses a second server on data that a running process uses', async () => {
    await start();

    await expect(start()).rejects.toMatchObject({ code: 'directory-in-use' });
  });

  it('takes another port when the last one is taken meanwhile', async () => {
    const first = await start();
    await first.stop();
    const squatter = createServer().listen(first.port, '127.0.0.1');
    await until(() => squatter.listening);

    const second = await start();
    squatter.close();

    expect(second.port).not.toBe(first.port);
    expect(await query(second.connectionString, 'select 1 as up')).toEqual([{ up: 1 }]);
  });

  it('says so when the port that was asked for is taken, and lets go of the data', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await until(() => squatter.listening);
    const address = squatter.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;

    await expect(start({ port })).rejects.toMatchObject({ code: 'postgres-start' });
    squatter.close();

    expect((await start()).port).toBeGreaterThan(0);
  });

  it('keeps the password to itself: in a file that only we can read, asked for on every connection, in no log', async () => {
    const server = await start();
    const password = await readFile(`${dataDir}.password`, 'utf8');

    expect((await stat(`${dataDir}.password`)).mode & 0o777).toBe(0o600);
    expect((await stat(dataDir)).mode & 0o077).toBe(0);
    expect(password.length).toBeGreaterThan(20);
    const wrong = server.connectionString.replace(password, 'wrong');
    await expect(query(wrong, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    expect(log.join('\n')).not.toContain(password);
  });

  it('listens on the loopback address only and loses nothing that it has acknowledged', async () => {
    const { connectionString } = await start();

    expect(await settings(connectionString)).toEqual({
      fsync: 'on',
      full_page_writes: 'on',
      listen_addresses: '127.0.0.1',
      synchronous_commit: 'on',
      unix_socket_directories: '',
    });
  });

  it('writes no value of a failed statement into its log', async () => {
    const { connectionString, stop } = await start();
    await query(connectionString, 'create table person (email text primary key)');
    await query(connectionString, "insert into person values ('ada@example.org')");

    const repeated = query(connectionString, "insert into person values ('ada@example.org')");
    await expect(repeated).rejects.toMatchObject({ code: '23505' });
    await stop();

    expect(log.join('\n')).toContain('duplicate key');
    expect(log.join('\n')).not.toContain('ada@example.org');
  });

  it('leaves no claim behind', async () => {
    const server = await start();
    expect(existsSync(`${dataDir}.claim`)).toBe(true);

    await server.stop();

    expect(existsSync(`${dataDir}.claim`)).toBe(false);
  });
});

async function postmaster(dataDir: string): Promise<number> {
  const [pid] = await findProcesses({ program: 'postgres', argument: dataDir });
  if (pid === undefined) throw new Error('No PostgreSQL runs there.');
  return pid;
}

async function query(connectionString: string, sql: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function runningStatements(connectionString: string): Promise<number> {
  const rows = await query(
    connectionString,
    "select 1 from pg_stat_activity where state = 'active' and query like 'do $$%'",
  );
  return rows.length;
}

async function settings(connectionString: string): Promise<Record<string, string>> {
  const names = ['fsync', 'full_page_writes', 'listen_addresses', 'synchronous_commit', 'unix_socket_directories'];
  const list = names.map((name) => `'${name}'`).join(',');
  const rows = await query(connectionString, `select name, setting from pg_settings where name in (${list})`);
  return Object.fromEntries((rows as { name: string; setting: string }[]).map(({ name, setting }) => [name, setting]));
}
