/**
 * The places around every commit, send and ack on the way from a webhook to a task where the process may be killed by a
 * test. Names read `<step>.<before|after>_<what>`.
 */
export const FAILPOINTS = [
  'webhook.before_commit',
  'webhook.after_commit',
  'webhook.after_ack',
  'ingest.before_commit',
  'ingest.after_commit',
  'score.before_commit',
  'score.after_commit',
  'sweep.before_commit',
  'sweep.after_commit',
  'import_begin.before_commit',
  'import_begin.after_commit',
  'import_batch.before_commit',
  'import_batch.after_commit',
  'import_refused.before_rename',
  'import_refused.after_rename',
  'import_finish.before_commit',
  'import_finish.after_commit',
  'relay.before_signal',
  'relay.after_signal',
  'relay.after_settle',
  'move.before_commit',
  'move.after_commit',
  'hand_off.before_commit',
  'hand_off.after_commit',
  'stop_clock.before_commit',
  'stop_clock.after_commit',
  'escalate.before_commit',
  'escalate.after_commit',
  'deliver.before_claim',
  'deliver.after_claim',
  'deliver.before_link_commit',
  'deliver.after_link_commit',
  'deliver.before_contacts_sent',
  'deliver.after_contacts_sent',
  'deliver.before_tasks_sent',
  'deliver.after_tasks_sent',
  'deliver.before_settle_commit',
  'deliver.after_settle_commit',
  'crm_webhook.before_commit',
  'crm_webhook.after_commit',
  'crm_webhook.after_ack',
  'crm_inbox.before_commit',
  'crm_inbox.after_commit',
  'crm_read.before_commit',
  'crm_read.after_commit',
] as const;

export type FailpointName = (typeof FAILPOINTS)[number];

/** Called at a failpoint. A no-op in production; in fault tests it may end the process, or throw, and never come back. */
export type Failpoint = (name: FailpointName) => void;

/** What production passes. */
export const noFailpoint: Failpoint = () => undefined;
