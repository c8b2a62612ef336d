import { writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { Benchmark } from './benchmark';
import { BENCHMARKS } from './benchmarks';
import { describeMachine, renderMarkdown, renderTable, type BenchReport } from './report';

const PAGE = join(__dirname, '../docs/benchmarks.md');

interface Options {
  readonly quick: boolean;
  readonly file?: string;
  readonly output: 'table' | 'json';
}

/** Runs one benchmark, or all of them and then rewrites the page of figures. */
async function main(): Promise<void> {
  const command = new Command('bench')
    .description('Measures Leadline against its peers and limits, in the same run on the same data.')
    .argument('[name]', `one of: ${Object.keys(BENCHMARKS).join(', ')}; all of them when left out`)
    .option('--quick', 'a smaller load, for trying it out', false)
    .option('--file <csv>', 'the leads of X Education, for "import" (or LEADLINE_X_EDUCATION_CSV)')
    .addOption(new Option('--output <format>', 'what to print').choices(['table', 'json']).default('table'))
    .parse();
  const options = command.opts<Options>();
  const [name] = command.args;
  if (name !== undefined && !(name in BENCHMARKS)) command.error(`There is no benchmark "${name}".`, { exitCode: 2 });

  const reports: BenchReport[] = [];
  for (const [own, { about, load }] of Object.entries(BENCHMARKS)) {
    if (name !== undefined && name !== own) continue;
    const report = { ...(await measure(own, await load(), options)), about };
    process.stdout.write(options.output === 'json' ? `${JSON.stringify(report)}\n` : renderTable(report));
    reports.push(report);
  }
  if (name === undefined && !options.quick) await writePage(reports);
}

async function measure(
  name: string,
  benchmark: Benchmark,
  { quick, file }: Options,
): Promise<Omit<BenchReport, 'about'>> {
  const say = (line: string): void => void process.stderr.write(`${name}: ${line}\n`);
  const options = { quick, say, env: process.env, ...(file === undefined ? {} : { file: resolve(file) }) };
  const [loadBefore = 0] = loadavg();
  return { bench: name, quick, machine: describeMachine(), loadBefore, figures: await benchmark(options) };
}

async function writePage(reports: readonly BenchReport[]): Promise<void> {
  const intro = [
    '# Benchmarks',
    '',
    'Written by `npm run bench`. A figure that has a peer or a limit is held against one that was measured in the same run.',
    'The load is the average of the minute before: other work on the machine makes times longer and rates smaller.',
    '',
    `Measured on ${describeMachine()}.`,
    '',
  ];
  await writeFile(PAGE, `${intro.join('\n')}\n${reports.map(renderMarkdown).join('\n')}`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
