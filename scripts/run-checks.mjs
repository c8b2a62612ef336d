import { say } from './progress.mjs';
import { runCommand } from './run-command.mjs';

/** @type {readonly { name: string, bin: string, args: readonly string[] }[]} */
const CHECKS = [
  {
    name: 'prettier',
    bin: 'prettier/bin/prettier.cjs',
    args: ['--check', '--log-level=warn', '--cache', '--cache-location=.cache/prettier', '.'],
  },
  { name: 'types', bin: 'typescript/bin/tsc', args: ['-p', '.', '--noEmit'] },
  { name: 'types of the console', bin: 'typescript/bin/tsc', args: ['-p', 'console', '--noEmit'] },
  { name: 'api types', bin: 'tsx/dist/cli.mjs', args: ['scripts/console/write-api-types.ts', '--check'] },
  { name: 'reference', bin: 'tsx/dist/cli.mjs', args: ['scripts/reference/main.ts', '--check'] },
  { name: 'types of scripts', bin: 'typescript/bin/tsc', args: ['-p', 'scripts', '--noEmit'] },
  {
    name: 'eslint',
    bin: 'eslint/bin/eslint.js',
    args: ['--max-warnings=0', '--cache', '--cache-location=.cache/eslint', '.'],
  },
  {
    name: 'import rules',
    bin: 'dependency-cruiser/bin/dependency-cruiser.mjs',
    args: ['--config', '.dependency-cruiser.cjs', '.'],
  },
  { name: 'unused code', bin: 'knip/bin/knip.js', args: [] },
];

/**
 * Runs the static checks, all of them even after one failed, and says how each ended.
 *
 * @param {import('./launch.mjs').Runtime} runtime
 * @param {readonly string[]} names of the checks to run; none means all
 * @returns {Promise<number>} exit code
 */
export async function runChecks({ node, env, root }, names) {
  const failed = [];
  for (const { name, bin, args } of CHECKS) {
    if (names.length > 0 && !names.includes(name)) continue;
    const startedAt = Date.now();
    const exitCode = await runCommand(node, [`${root}node_modules/${bin}`, ...args], { env, cwd: root });
    say(`${exitCode === 0 ? 'ok    ' : 'FAILED'} ${name} (${Math.round((Date.now() - startedAt) / 1000)} s)`);
    if (exitCode > 128) return exitCode;
    if (exitCode !== 0) failed.push(name);
  }
  if (failed.length > 0) say(`Static checks failed: ${failed.join(', ')}.`);
  return failed.length > 0 ? 1 : 0;
}
