import type { Figure } from './report';

export interface BenchOptions {
  /** Shrink the load: for trying it out, not for the goals. */
  readonly quick: boolean;
  /** The environment, for the processes that are started. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The file of real leads, for the benchmark that imports it. */
  readonly file?: string;
  /** Says what is going on, to whoever waits. */
  readonly say: (line: string) => void;
}

export type Benchmark = (options: BenchOptions) => Promise<readonly Figure[]>;
