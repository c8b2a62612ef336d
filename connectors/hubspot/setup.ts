import type { Client } from '@hubspot/api-client';
import { z } from 'zod';
import { CrmCallError, type CrmPort, type SetupGap, type SetupNeeds, type SetupReport } from '../crm-port';
import { ACCOUNT_INFO_PATH } from './api-versions';
import type { Call } from './call';
import { createGap } from './create-gap';
import { propertyGaps, type ExistingProperty } from './property-gaps';
import { LEAD_ID, PROPERTY_GROUP } from './property-definitions';
import { missingScopes } from './scope-probes';

/** The objects that get properties of ours, by mode. */
const WRITTEN_TYPES = { observe: [], score_fields: ['contacts'], tasks: ['contacts', 'tasks'] } as const;

const accountSchema = z.object({ portalId: z.coerce.string(), timeZone: z.string() });

/** Checks what a connection needs of the portal, and makes what is missing where it can be made. */
export function setupCalls(call: Call): Pick<CrmPort, 'checkSetup' | 'createMissing' | 'listOwners'> {
  return {
    checkSetup: (needs) => check(call, needs),
    createMissing: async (needs) => {
      const before = await check(call, needs);
      const created: string[] = [];
      for (const gap of before.missing.filter((candidate) => candidate.creatable)) {
        await createGap(call, gap, needs);
        created.push(gap.name);
      }
      return { ...(await check(call, needs)), created };
    },
    listOwners: async () => {
      const owners: { crmOwnerId: string; email: string | null }[] = [];
      let after: string | undefined;
      do {
        const page = await call((client) => client.crm.owners.ownersApi.getPage(undefined, after, 100));
        owners.push(...page.results.map((owner) => ({ crmOwnerId: owner.id, email: owner.email ?? null })));
        after = page.paging?.next?.after;
      } while (after !== undefined);
      return owners;
    },
  };
}

async function check(call: Call, needs: SetupNeeds): Promise<SetupReport> {
  const scopes = await missingScopes(call, needs.mode);
  const portal = await readPortal(call);
  if (scopes.some((gap) => gap.name.startsWith('crm.schemas'))) {
    return { portal, hasLeadIdProperty: false, missing: scopes, created: [] };
  }
  const existing = { contacts: await readProperties(call, 'contacts'), tasks: await readProperties(call, 'tasks') };
  const groups = await Promise.all(WRITTEN_TYPES[needs.mode].map((type) => groupGap(call, type)));
  const missing = [...scopes, ...groups.flat(), ...propertyGaps(existing, needs)];
  return {
    portal,
    hasLeadIdProperty: existing.contacts.some((property) => property.name === LEAD_ID),
    missing,
    created: [],
  };
}

async function readProperties(call: Call, objectType: string): Promise<readonly ExistingProperty[]> {
  const answer = await call((client) => client.crm.properties.coreApi.getAll(objectType, false));
  return answer.results;
}

async function groupGap(call: Call, objectType: 'contacts' | 'tasks'): Promise<readonly SetupGap[]> {
  const groups = await call((client) => client.crm.properties.groupsApi.getAll(objectType));
  if (groups.results.some((group) => group.name === PROPERTY_GROUP.name)) return [];
  return [
    {
      kind: 'group',
      name: `${objectType}.${PROPERTY_GROUP.name}`,
      message: `There is no group "${PROPERTY_GROUP.label}" for properties of ${objectType}.`,
      remedy: 'Run `leadline connect hubspot --create`, or create the group in HubSpot.',
      creatable: true,
    },
  ];
}

/** Portal id and time zone; null where this address is not served. */
async function readPortal(call: Call): Promise<SetupReport['portal']> {
  const answer = await call((client: Client) => accountInfo(client));
  if (!answer.ok) return null;
  const parsed = accountSchema.safeParse(await answer.json());
  return parsed.success ? { id: parsed.data.portalId, timeZone: parsed.data.timeZone } : null;
}

/** `apiRequest` throws on no status, so the one that matters is thrown here. */
async function accountInfo(client: Client): Promise<Response> {
  const answer = await client.apiRequest({ method: 'GET', path: ACCOUNT_INFO_PATH });
  if (answer.status === 401) throw new CrmCallError('access', 'token_refused');
  return answer;
}
