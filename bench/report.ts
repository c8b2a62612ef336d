import { cpus, totalmem } from 'node:os';
import Table from 'cli-table3';

/** What a figure is held against: measured in the same run, on the same data. */
export interface Yardstick {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** One measured number. Its name stays, so that it can be followed over time. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it shall come to, e.g. `>= 0.2`; null where it only informs. */
  readonly goal: string | null;
  readonly peer?: Yardstick;
  readonly limit?: Yardstick;
}

export interface BenchReport {
  readonly bench: string;
  /** What was measured, in a sentence or two. */
  readonly about: string;
  /** A smaller load than the goal is set for. */
  readonly quick: boolean;
  readonly machine: string;
  /** Load average of the minute before: what else the machine was doing. */
  readonly loadBefore: number;
  readonly figures: readonly Figure[];
}

/** The machine in a few words: figures of two machines cannot be compared. */
export function describeMachine(): string {
  const cores = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${cores.length} × ${cores[0]?.model.trim() ?? 'unknown CPU'}, ${gigabytes} GB, Node ${process.versions.node}`;
}

/** Whether a goal such as `<= 1.2` is met; null where there is none. */
export function isMet({ goal, value }: Pick<Figure, 'goal' | 'value'>): boolean | null {
  if (goal === null) return null;
  const [, operator, bound] = /^(>=|<=|=) ([\d.]+)$/.exec(goal) ?? [];
  if (operator === undefined) throw new Error(`A goal reads like ">= 0.2", not "${goal}".`);
  const limit = Number(bound);
  if (operator === '>=') return value >= limit;
  return operator === '<=' ? value <= limit : value === limit;
}

/** For people: one line a figure. */
export function renderTable(report: BenchReport): string {
  const table = new Table({ head: HEAD.map((text) => text), style: { head: [], border: [] } });
  table.push(...report.figures.map((figure) => [...cellsOf(figure)]));
  return `${headline(report)}\n${table.toString()}\n`;
}

/** For `docs/benchmarks.md`. */
export function renderMarkdown(report: BenchReport): string {
  const lines = [HEAD, HEAD.map(() => '---'), ...report.figures.map(cellsOf)].map(
    (cells) => `| ${cells.join(' | ')} |`,
  );
  const load = report.loadBefore.toFixed(1);
  return `## ${headline(report)}\n\n${report.about} Load before: ${load}.\n\n${lines.join('\n')}\n`;
}

const HEAD = ['figure', 'value', 'goal', 'met', 'held against'] as const;

const headline = (report: BenchReport): string =>
  `${report.bench}${report.quick ? ' (quick: a smaller load than the goals are for)' : ''}`;

function cellsOf(figure: Figure): readonly string[] {
  const met = isMet(figure);
  const yardstick = figure.peer ?? figure.limit;
  return [
    figure.name,
    withUnit(figure),
    figure.goal ?? '',
    met === null ? '' : met ? 'yes' : 'NO',
    yardstick === undefined ? '' : `${yardstick.name}: ${withUnit(yardstick)}`,
  ];
}

const withUnit = ({ value, unit }: Yardstick): string =>
  `${Number(value.toPrecision(4)).toLocaleString('en')}${unit === '' ? '' : ` ${unit}`}`;
