import type { Endpoint } from './endpoint';
import { countLeads } from './endpoints/count-leads';
import { createKey } from './endpoints/create-key';
import { explainLead } from './endpoints/explain-lead';
import { getLead } from './endpoints/get-lead';
import { getLeadTimeline } from './endpoints/get-lead-timeline';
import { getMatrix } from './endpoints/get-matrix';
import { getOpenapi } from './endpoints/get-openapi';
import { getScoreHistory } from './endpoints/get-score-history';
import { getSlaSummary } from './endpoints/get-sla-summary';
import { getSyncError } from './endpoints/get-sync-error';
import { getSyncStatus } from './endpoints/get-sync-status';
import { getTeam } from './endpoints/get-team';
import { getToday } from './endpoints/get-today';
import { getWorkspace } from './endpoints/get-workspace';
import { listKeys } from './endpoints/list-keys';
import { listLeads } from './endpoints/list-leads';
import { listSlaClocks } from './endpoints/list-sla-clocks';
import { listSyncErrors } from './endpoints/list-sync-errors';
import { moveLead } from './endpoints/move-lead';
import { pauseSync } from './endpoints/pause-sync';
import { resolveSyncError } from './endpoints/resolve-sync-error';
import { resumeSync } from './endpoints/resume-sync';
import { retrySyncError } from './endpoints/retry-sync-error';
import { revokeKey } from './endpoints/revoke-key';
import { writeOpenapi } from './openapi';

/** Every operation of the API. Fixed paths stand before those with a placeholder in the same place. */
export const ENDPOINTS: readonly Endpoint[] = [
  getToday,
  listLeads,
  countLeads,
  getLead,
  explainLead,
  getLeadTimeline,
  getScoreHistory,
  moveLead,
  getMatrix,
  getSlaSummary,
  listSlaClocks,
  getSyncStatus,
  pauseSync,
  resumeSync,
  listSyncErrors,
  getSyncError,
  retrySyncError,
  resolveSyncError,
  getWorkspace,
  getTeam,
  listKeys,
  createKey,
  revokeKey,
  getOpenapi(() => writeOpenapi(ENDPOINTS)),
];
