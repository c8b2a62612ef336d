import type { Benchmark } from './benchmark';

/** All benchmarks by name, in the order in which they run. Loaded when they run: each brings its own large dependencies. */
export const BENCHMARKS: Readonly<Record<string, () => Promise<Benchmark>>> = {
  import: async () => (await import('./import')).benchImport,
  ingest: async () => (await import('./ingest')).benchIngest,
  latency: async () => (await import('./latency')).benchLatency,
  console: async () => (await import('./console')).benchConsole,
  'first-lead': async () => (await import('./first-lead')).benchFirstLead,
  history: async () => (await import('./history')).benchHistory,
};
