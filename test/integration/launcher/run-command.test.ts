import { identifyProcess } from '../../../host/running-process';
import { until } from '../servers/until';
import { runModule, script, type Program } from './program';

/** Prints its process id and every signal; ends with code 7 on `SIGTERM`, or shortly after `SIGINT`, as a server would. */
const SERVER = `
  process.on('SIGINT', () => { console.log('SIGINT'); setTimeout(() => process.exit(7), 500); });
  process.on('SIGTERM', () => { console.log('SIGTERM'); process.exit(7); });
  setInterval(() => undefined, 1_000);
  console.log(process.pid);
`;

const launch = (source: string): Program =>
  runModule(`
    import { runCommand } from '${script('run-command.mjs')}';
    const args = ['--import', '${script('follow-parent.mjs')}', '--input-type=module', '--eval', ${JSON.stringify(source)}];
    process.exitCode = await runCommand(process.execPath, args, { env: process.env, cwd: '/' });
  `);

async function serverOf(launcher: Program): Promise<number> {
  await until(() => launcher.lines.length > 0);
  return Number(launcher.lines[0]);
}

describe('a command run by the launcher', () => {
  it('passes its exit code on', async () => {
    expect(await launch('process.exit(3)').ended).toBe(3);
  });

  it('gives the code that shells give when a signal ended the command', async () => {
    expect(await launch("process.kill(process.pid, 'SIGKILL')").ended).toBe(137);
  });

  it('hears Ctrl-C once, though the terminal and npm both tell the launcher, which waits for it', async () => {
    const launcher = launch(SERVER);
    await serverOf(launcher);

    process.kill(-launcher.process.pid!, 'SIGINT');
    await until(() => launcher.lines.length > 1);
    process.kill(launcher.process.pid!, 'SIGINT');

    expect(await launcher.ended).toBe(7);
    expect(launcher.lines.slice(1)).toEqual(['SIGINT']);
  });

  it('is asked to stop when the launcher is killed outright', async () => {
    const launcher = launch(SERVER);
    const server = await serverOf(launcher);

    launcher.process.kill('SIGKILL');

    await until(async () => (await identifyProcess(server)) === undefined);
    await launcher.ended;
    expect(launcher.lines.slice(1)).toEqual(['SIGTERM']);
  });
});
