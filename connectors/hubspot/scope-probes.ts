import type { Client } from '@hubspot/api-client';
import { CrmCallError, type SetupGap, type SetupNeeds } from '../crm-port';
import type { Call } from './call';

/** Calls, meetings and tasks fall under the scopes of contacts; the contents of e-mails have one of their own. */
const CONTACTS_READ = 'crm.objects.contacts.read';
const CONTACTS_WRITE = 'crm.objects.contacts.write';

/** A call that does nothing but tells whether it would be allowed. */
interface ScopeProbe {
  /** Said where the refusal does not name one. */
  readonly scope: string;
  readonly neededFor: string;
  readonly request: (client: Client) => Promise<unknown>;
}

const read = (client: Client, type: string): Promise<unknown> => client.crm.objects.basicApi.getPage(type, 1);
/** An empty batch writes nothing, whatever it is answered. */
const write = (client: Client, type: string): Promise<unknown> =>
  client.crm.objects.batchApi.update(type, { inputs: [] });

const READING: readonly ScopeProbe[] = [
  { scope: CONTACTS_READ, neededFor: 'linking', request: (client) => read(client, 'contacts') },
  {
    scope: 'crm.objects.owners.read',
    neededFor: 'owners',
    request: (client) => client.crm.owners.ownersApi.getPage(undefined, undefined, 1),
  },
  {
    scope: 'crm.schemas.contacts.read',
    neededFor: 'checking properties',
    request: (client) => client.crm.properties.groupsApi.getAll('contacts'),
  },
  { scope: CONTACTS_READ, neededFor: 'first touches', request: (client) => read(client, 'calls') },
  { scope: 'sales-email-read', neededFor: 'first touches', request: (client) => read(client, 'emails') },
  { scope: CONTACTS_READ, neededFor: 'first touches', request: (client) => read(client, 'meetings') },
];
const WRITING: readonly ScopeProbe[] = [
  { scope: CONTACTS_WRITE, neededFor: 'writing scores', request: (client) => write(client, 'contacts') },
];
const TASKS: readonly ScopeProbe[] = [
  { scope: CONTACTS_WRITE, neededFor: 'follow-up tasks', request: (client) => write(client, 'tasks') },
];

/** The scopes the token lacks for a mode. Throws `access` where the token itself is refused. */
export async function missingScopes(call: Call, mode: SetupNeeds['mode']): Promise<readonly SetupGap[]> {
  const probes = [...READING, ...(mode === 'observe' ? [] : WRITING), ...(mode === 'tasks' ? TASKS : [])];
  const gaps: SetupGap[] = [];
  for (const probe of probes) {
    const missing = await missingScope(call, probe);
    if (missing !== null && !gaps.some((gap) => gap.name === missing)) gaps.push(toGap(missing, probe));
  }
  return gaps;
}

async function missingScope(call: Call, probe: ScopeProbe): Promise<string | null> {
  try {
    await call(probe.request);
    return null;
  } catch (error) {
    if (!(error instanceof CrmCallError)) throw error;
    if (error.code === 'scope_missing') return error.requiredScopes[0] ?? probe.scope;
    // Refused for another reason than the scope: an empty batch may be. Anything else leaves the question open.
    if (error.kind === 'rejected') return null;
    throw error;
  }
}

const toGap = (scope: string, probe: ScopeProbe): SetupGap => ({
  kind: 'scope',
  name: scope,
  message: `The app has no scope ${scope}, which ${probe.neededFor} needs.`,
  remedy: 'Add it to the private app in HubSpot (Settings, Integrations, Private apps, Scopes).',
  creatable: false,
});
