import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runModule, script } from './program';

describe('npm test', () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'leadline-suite-'));
    await symlink(join(__dirname, '..', '..', '..', 'node_modules'), join(root, 'node_modules'));
    const project = (name: string): string => `{ displayName: '${name}', testMatch: ['<rootDir>/${name}/*.js'] }`;
    const projects = ['unit', 'contract', 'workflow', 'replay', 'integration'].map(project).join(', ');
    await writeFile(join(root, 'jest.config.cjs'), `module.exports = { projects: [${projects}] };`);
    await writeFile(join(root, 'package.json'), '{}');
  });

  afterEach(() => rm(root, { recursive: true }));

  const suite = async (project: string, name: string, source: string): Promise<void> => {
    await mkdir(join(root, project), { recursive: true });
    await writeFile(join(root, project, `${name}.js`), source);
  };

  const npmTest = async (...args: readonly string[]): Promise<{ last: string | undefined; code: unknown }> => {
    const runtime = JSON.stringify({ node: process.execPath, root });
    const source = `
      import { runTests } from '${script('run-tests.mjs')}';
      const runtime = { ...${runtime}, env: process.env };
      process.exitCode = await runTests(runtime, ${JSON.stringify(args)});
    `;
    // The inner run's report, with its failures, would read like the outer one's.
    const program = runModule(source, { stderr: 'ignore' });
    const code = await program.ended;
    return { last: program.lines.at(-1), code };
  };

  it('adds up the tests of all projects', async () => {
    await suite('unit', 'one', "it('a', () => undefined); it('b', () => undefined);");
    await suite('integration', 'two', "it('c', () => undefined);");

    expect(await npmTest()).toEqual({ last: '3 passed, 0 failed', code: 0 });
  });

  it('counts what failed, was skipped, was only planned or did not load as failed', async () => {
    const skipping =
      "it('a', () => undefined); it('b', () => { throw new Error(); }); it['skip']('c', () => undefined);";
    await suite('unit', 'one', `${skipping} it['todo']('d');`);
    await suite('workflow', 'two', "require('./missing');");

    expect(await npmTest()).toEqual({ last: '1 passed, 4 failed', code: 1 });
  });

  it('fails when no test ran', async () => {
    expect(await npmTest()).toEqual({ last: '0 passed, 0 failed', code: 1 });
  });

  it('runs the projects that are asked for, and hands Jest the rest', async () => {
    await suite('unit', 'one', "it('a', () => undefined);");
    await suite('contract', 'two', "it('b', () => undefined); it('c', () => { throw new Error(); });");
    await suite('replay', 'three', "it('d', () => { throw new Error(); });");

    const asked = await npmTest('-t', 'a|b', '--selectProjects', 'unit', 'contract');

    expect(asked).toEqual({ last: '2 passed, 0 failed', code: 0 });
  });
});
