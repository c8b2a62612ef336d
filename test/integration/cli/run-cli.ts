import { runCommandLine } from '../../../cli/program';
import type { Clock } from '../../../domain/time';
import { NOW } from '../api/instance';

export interface CliRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process, on the database the environment names. */
export async function runCli(
  args: readonly string[],
  options: { readonly connectionString?: string; readonly dataDir?: string; readonly clock?: Clock } = {},
): Promise<CliRun> {
  const said = { stdout: '', stderr: '' };
  const status = await runCommandLine(['--data-dir', options.dataDir ?? '/nonexistent/leadline', ...args], {
    clock: options.clock ?? (() => NOW),
    streams: {
      stdout: { write: (text: string) => (said.stdout += text) },
      stderr: { write: (text: string) => (said.stderr += text) },
    },
    env: options.connectionString === undefined ? {} : { LEADLINE_DATABASE_URL: options.connectionString },
    cwd: process.cwd(),
    user: 'tester',
    signal: new AbortController().signal,
  });
  return { status, ...said };
}
