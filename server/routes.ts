import type { Endpoint } from './endpoint';
import { acceptInvitation } from './endpoints/accept-invitation';
import { changeAccount } from './endpoints/change-account';
import { changeUser } from './endpoints/change-user';
import { countLeads } from './endpoints/count-leads';
import { createInvitation } from './endpoints/create-invitation';
import { createKey } from './endpoints/create-key';
import { createSession } from './endpoints/create-session';
import { createView } from './endpoints/create-view';
import { deleteView } from './endpoints/delete-view';
import { endSession } from './endpoints/end-session';
import { explainLead } from './endpoints/explain-lead';
import { getLead } from './endpoints/get-lead';
import { getLeadTimeline } from './endpoints/get-lead-timeline';
import { getMatrix } from './endpoints/get-matrix';
import { getOpenapi } from './endpoints/get-openapi';
import { getScoreHistory } from './endpoints/get-score-history';
import { getSession } from './endpoints/get-session';
import { getSlaSummary } from './endpoints/get-sla-summary';
import { getSyncError } from './endpoints/get-sync-error';
import { getSyncStatus } from './endpoints/get-sync-status';
import { getTeam } from './endpoints/get-team';
import { getToday } from './endpoints/get-today';
import { getWorkspace } from './endpoints/get-workspace';
import { listInvitations } from './endpoints/list-invitations';
import { listKeys } from './endpoints/list-keys';
import { listLeadFacets } from './endpoints/list-lead-facets';
import { listLeads } from './endpoints/list-leads';
import { listSessions } from './endpoints/list-sessions';
import { listSlaClocks } from './endpoints/list-sla-clocks';
import { listSyncErrors } from './endpoints/list-sync-errors';
import { listUsers } from './endpoints/list-users';
import { listViews } from './endpoints/list-views';
import { moveLead } from './endpoints/move-lead';
import { pauseSync } from './endpoints/pause-sync';
import { redeemSignInLink } from './endpoints/redeem-sign-in-link';
import { resolveSyncError } from './endpoints/resolve-sync-error';
import { resumeSync } from './endpoints/resume-sync';
import { retrySyncError } from './endpoints/retry-sync-error';
import { revokeInvitation } from './endpoints/revoke-invitation';
import { revokeKey } from './endpoints/revoke-key';
import { revokeSession } from './endpoints/revoke-session';
import { watchEvents } from './endpoints/watch-events';
import { writeOpenapi } from './openapi';

/** Every operation of the API. Fixed paths stand before those with a placeholder in the same place. */
export const ENDPOINTS: readonly Endpoint[] = [
  getSession,
  createSession,
  redeemSignInLink,
  endSession,
  changeAccount,
  getToday,
  listLeads,
  countLeads,
  listLeadFacets,
  getLead,
  explainLead,
  getLeadTimeline,
  getScoreHistory,
  moveLead,
  listViews,
  createView,
  deleteView,
  watchEvents,
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
  listUsers,
  changeUser,
  listSessions,
  revokeSession,
  listInvitations,
  createInvitation,
  acceptInvitation,
  revokeInvitation,
  listKeys,
  createKey,
  revokeKey,
  getOpenapi(() => writeOpenapi(ENDPOINTS)),
];
