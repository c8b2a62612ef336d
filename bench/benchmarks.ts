import type { Benchmark } from './benchmark';

interface BenchmarkEntry {
  /** What is measured, for whoever reads the figures. */
  readonly about: string;
  /** Loaded when it runs: each brings its own large dependencies. */
  readonly load: () => Promise<Benchmark>;
}

/** All benchmarks by name, in the order in which they run. */
export const BENCHMARKS: Readonly<Record<string, BenchmarkEntry>> = {
  import: {
    about:
      'The 9,240 leads of X Education into a fresh instance, from the file to the task in HubSpot: once live, held against the least workflow that moves a lead and hands it off, on the same Temporal; once quiet. What came of it is counted in SQL and in HubSpot.',
    load: async () => (await import('./import')).benchImport,
  },
  ingest: {
    about:
      '60 s of signed webhooks on 20,000 known leads, 500 activities a request, 2 % of them repeated and 5 % late, acknowledged and scored; held against a bare batch insert into the same database. Decision changes are counted against a recomputation of every lead.',
    load: async () => (await import('./ingest')).benchIngest,
  },
  latency: {
    about:
      '50 activities a second, and once a second somebody asks for a demo: from the webhook to the task in HubSpot. Then what an instance takes of the processor that has nothing to do.',
    load: async () => (await import('./latency')).benchLatency,
  },
  console: {
    about:
      '100,000 leads with 1,000,000 activities, and 20 people who go from screen to screen, each for a second. A query is unindexed where PostgreSQL counts that it read a table of more than 10,000 rows from end to end.',
    load: async () => (await import('./console')).benchConsole,
  },
  'first-lead': {
    about:
      "A newcomer's first minute: git clone, npm start, the printed link, the first lead on Today and the sum of its reasons, in a browser. What npm and Leadline keep in their caches is there.",
    load: async () => (await import('./first-lead')).benchFirstLead,
  },
  history: {
    about:
      "Events in Temporal's history of a lead's year: 500 activities, two MQL visits that are escalated, one recycling.",
    load: async () => (await import('./history')).benchHistory,
  },
};
