import type { Workspace } from '../../config/workspace';
import { isCrmConnection, type HubspotConnectionConfig } from '../../connectors/connection-schema';
import type { CrmOwner, CrmPort, SetupGap, SetupNeeds, SetupReport } from '../../connectors/crm-port';
import { LeadlineError } from '../../domain/errors';
import type { Clock } from '../../domain/time';
import type { Team } from '../../lifecycle/team';
import { verdictKeys } from '../../lifecycle/verdict';
import { writeAudit } from '../../store/audit';
import {
  applyConnections,
  findConnection,
  mergeSettings,
  readSecrets,
  saveOwners,
  saveSecrets,
} from '../../store/connection';
import type { Database } from '../../store/database';
import { notify } from '../../store/notify';
import type { SecretBox } from '../../store/secret-box';
import type { CrmConnectionsDeps } from './crm-connection';

export interface ConnectDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly secretBox: SecretBox;
  readonly workspace: Workspace;
  readonly makePort: CrmConnectionsDeps['makePort'];
}

export interface ConnectRequest {
  readonly connectionId: string;
  /** What is not given stays as it was set before. */
  readonly accessToken?: string;
  readonly clientSecret?: string;
  readonly baseUrl?: string;
  /** Create the properties that are missing. */
  readonly create: boolean;
  readonly actor: string;
}

export interface ConnectReport {
  readonly connectionId: string;
  /** Whether the connection is ready: nothing is missing, and what was given is stored. */
  readonly connected: boolean;
  readonly portal: SetupReport['portal'];
  readonly created: readonly string[];
  readonly missing: readonly SetupGap[];
  /** Reps and managers who are owners in the CRM, and those who are not: their leads and tasks get no owner there. */
  readonly ownersFound: readonly string[];
  readonly ownersMissing: readonly string[];
}

/**
 * Checks a CRM against what the workspace asks of it and, when nothing is missing, stores token and settings: from then on
 * the connection is used. Throws `CrmCallError` where the CRM cannot be asked.
 */
export async function connectCrm(deps: ConnectDeps, request: ConnectRequest): Promise<ConnectReport> {
  const config = configOf(deps.workspace, request.connectionId);
  const { port, accessToken } = await openPort(deps, config, request);
  const needs = needsOf(deps.workspace, config);
  // Whoever asks for everything to be created gets what the later modes need as well.
  const report = request.create ? await port.createMissing({ ...needs, mode: 'tasks' }) : await port.checkSetup(needs);
  const owners = report.missing.length === 0 ? matchOwners(deps.workspace.team, await port.listOwners()) : NO_OWNERS;
  const connected = report.missing.length === 0;
  if (connected) await store(deps, request, { accessToken, report, owners: owners.found });
  return {
    connectionId: request.connectionId,
    connected,
    portal: report.portal,
    created: report.created,
    missing: report.missing,
    ownersFound: owners.found.map((owner) => owner.repId),
    ownersMissing: owners.missing,
  };
}

function configOf(workspace: Workspace, connectionId: string): HubspotConnectionConfig {
  const config = workspace.connections.filter(isCrmConnection).find(({ id }) => id === connectionId);
  if (config !== undefined) return config;
  throw new LeadlineError('connection_unknown', `The workspace has no CRM connection "${connectionId}".`, {
    remedy: 'Add it to connections.yaml and start Leadline anew, or name another one with --id.',
  });
}

async function openPort(
  deps: ConnectDeps,
  config: HubspotConnectionConfig,
  request: ConnectRequest,
): Promise<{ readonly port: CrmPort; readonly accessToken: string }> {
  const known = await findConnection(deps.db, config.id);
  const stored = await readSecrets(deps.db, deps.secretBox, config.id);
  const accessToken = request.accessToken ?? stored.accessToken;
  if (accessToken === undefined) {
    throw new LeadlineError('token_missing', 'No access token was given.', {
      remedy: 'Give it with --token-file, or in LEADLINE_HUBSPOT_TOKEN.',
    });
  }
  // A new token without an address is one of the vendor's own: it must not go where an earlier one belonged.
  const baseUrl = request.baseUrl ?? (request.accessToken === undefined ? known?.settings.baseUrl : undefined);
  const port = deps.makePort({
    connectionId: config.id,
    accessToken,
    requestsPer10s: config.limits.requests_per_10s,
    ...(baseUrl === undefined ? {} : { baseUrl }),
  });
  return { port, accessToken };
}

function needsOf(workspace: Workspace, config: HubspotConnectionConfig): SetupNeeds {
  return {
    mode: config.mode,
    linkProperties: config.link_by.map((key) => key.property),
    mappedProperties: [...config.fields.map((field) => field.property), ...Object.keys(config.placeholders)],
    dispositions: verdictKeys(workspace.policy),
  };
}

interface OwnerMatch {
  readonly found: readonly { readonly repId: string; readonly crmOwnerId: string }[];
  readonly missing: readonly string[];
}

const NO_OWNERS: OwnerMatch = { found: [], missing: [] };

/** The e-mail address is what a person has in common here and there. Managers get tasks too. */
function matchOwners(team: Team, owners: readonly CrmOwner[]): OwnerMatch {
  const byEmail = new Map(owners.map((owner) => [owner.email?.toLowerCase(), owner.crmOwnerId]));
  const people = [...team.reps, ...team.managers].map(({ id, email }) => ({
    repId: id,
    crmOwnerId: byEmail.get(email.toLowerCase()),
  }));
  return {
    found: people.flatMap(({ repId, crmOwnerId }) => (crmOwnerId === undefined ? [] : [{ repId, crmOwnerId }])),
    missing: people.filter(({ crmOwnerId }) => crmOwnerId === undefined).map(({ repId }) => repId),
  };
}

async function store(
  deps: ConnectDeps,
  request: ConnectRequest,
  found: { readonly accessToken: string; readonly report: SetupReport; readonly owners: OwnerMatch['found'] },
): Promise<void> {
  const { connectionId, clientSecret, baseUrl, actor } = request;
  const { accessToken, report, owners } = found;
  const now = deps.clock();
  await deps.db.transaction().execute(async (tx) => {
    await applyConnections(tx, { connections: deps.workspace.connections, now });
    const secrets = { accessToken, ...(clientSecret === undefined ? {} : { signingSecrets: [clientSecret] }) };
    await saveSecrets(tx, deps.secretBox, { connectionId, secrets });
    const settings = {
      hasLeadIdProperty: report.hasLeadIdProperty,
      connectedAt: now,
      ...(report.portal === null ? {} : { portal: report.portal }),
      ...(baseUrl === undefined ? {} : { baseUrl }),
    };
    await mergeSettings(tx, connectionId, settings, request.accessToken === undefined ? [] : ['baseUrl']);
    await saveOwners(tx, { connectionId, owners });
    await writeAudit(tx, {
      actor,
      action: 'connection.connect',
      subject: `connection:${connectionId}`,
      detail: { created: report.created, owners: owners.length },
      now,
    });
    await notify(tx, 'crm');
  });
}
