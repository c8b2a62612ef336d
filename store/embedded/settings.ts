/**
 * Settings for a small machine that PostgreSQL shares with everything else of ours. Given on the command line at every
 * start, so that a new release of Leadline changes them for existing data too.
 */
export const POSTGRES_SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',

  // What is acknowledged is on disk: no promise of ours outlives a crash otherwise.
  fsync: 'on',
  synchronous_commit: 'on',

  shared_buffers: '192MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  random_page_cost: '1.1',
  jit: 'off',
  // Two cores are busy with the workers that ask; and parallel queries need more /dev/shm than containers give.
  max_parallel_workers_per_gather: '0',

  // Batch loads: fewer, longer checkpoints, and none of the log that only replicas need.
  wal_level: 'minimal',
  max_wal_senders: '0',
  wal_buffers: '16MB',
  min_wal_size: '256MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',

  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '',
  log_checkpoints: 'off',
  // Statements and the details of errors hold personal data, which has no place in a log.
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};
