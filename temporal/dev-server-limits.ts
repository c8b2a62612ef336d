/**
 * Dynamic configuration of the development server. Its defaults throttle a load that the machine carries; partitions of
 * a task queue only add latency on a single host.
 */
export const DEV_SERVER_LIMITS: Readonly<Record<string, number>> = {
  'frontend.rps': 20_000,
  'frontend.namespaceRPS': 20_000,
  'frontend.namespaceRPS.visibility': 2_000,
  'history.rps': 20_000,
  'history.persistenceMaxQPS': 20_000,
  'matching.rps': 20_000,
  'matching.persistenceMaxQPS': 20_000,
  'matching.numTaskqueueReadPartitions': 1,
  'matching.numTaskqueueWritePartitions': 1,
};

/** Write-ahead log: three times the throughput of the default journal, and safe when the process is killed. */
export const DEV_SERVER_PRAGMAS: Readonly<Record<string, string>> = { journal_mode: 'WAL', synchronous: 'NORMAL' };
