import type { LinkKeyConfig } from '../../connectors/connection-schema';
import type { ContactKey, FoundContact } from '../../connectors/crm-port';
import type { Failpoint } from '../../domain/failpoint';
import type { AttributeFact, LeadId } from '../../domain/lead';
import { DAY_MS, type EpochMs } from '../../domain/time';
import type { ContactFacts } from '../../store/contact-facts';
import { noticeChanges } from '../../store/crm-change';
import { leadsOfRecords, linkRecords, recordsOfLeads, type NewLink } from '../../store/crm-record';
import type { Database } from '../../store/database';
import { loadProfiles } from '../../store/lead-facts';
import { notify } from '../../store/notify';
import { findBisecting, inBatches } from './bisect';
import type { OpenConnection } from './crm-connection';
import { valuesFor } from './render-contact';

/** Which record each lead is, as far as it could be told. */
export interface Linking {
  readonly crmIds: ReadonlyMap<LeadId, string>;
  /** Leads that a person must look at: nothing is written of them. */
  readonly refused: ReadonlyMap<LeadId, LinkRefusal>;
  /** Leads whose record was found only now and bears a lifecycle stage that decides theirs. Its reading has been asked for. */
  readonly unread: ReadonlySet<LeadId>;
}

export interface LinkRefusal {
  readonly code: 'several_candidates' | 'record_shared' | 'record_taken' | 'stamped_by_another' | 'lookup_refused';
  readonly property: string;
  readonly candidates: readonly string[];
}

interface FoundLink extends NewLink {
  readonly lifecycleStage: string | null;
}

interface LinkDeps {
  readonly db: Database;
  readonly failpoint: Failpoint;
}

/** One step of looking leads up: a key of the CRM and the values each lead has for it. */
interface LinkStep {
  readonly key: ContactKey;
  readonly property: string;
  readonly valuesOf: (lead: ContactFacts) => readonly string[];
}

/**
 * Finds the records of leads and keeps what it finds: the stored id first, then our own id where a record may bear it, then
 * the configured keys in order. One match is adopted; several, or one for two leads, are refused. Reads only.
 */
export async function linkLeads(
  deps: LinkDeps,
  crm: OpenConnection,
  request: {
    readonly leads: readonly ContactFacts[];
    /** Leads that an earlier attempt may have written: a record may bear our id though we do not know of it. */
    readonly attempted: ReadonlySet<LeadId>;
    /** Values of the CRM's lifecycle property that decide a lead's stage. */
    readonly decisiveStages: ReadonlySet<string>;
    readonly now: EpochMs;
  },
): Promise<Linking> {
  const connectionId = crm.connection.id;
  const stored = await recordsOfLeads(deps.db, { connectionId, leadIds: request.leads.map((lead) => lead.leadId) });
  let open = request.leads.filter((lead) => !stored.has(lead.leadId));
  const found: FoundLink[] = [];
  const refused = new Map<LeadId, LinkRefusal>();
  for (const step of await stepsFor(deps.db, crm, { ...request, leads: open })) {
    const answers = await lookUp(crm, step, open);
    for (const [leadId, answer] of answers) {
      const refusal = refusalOf(leadId, answer, step.property);
      if (refusal !== null) refused.set(leadId, refusal);
      else found.push(linkTo(leadId, answer, step.property));
    }
    open = open.filter((lead) => !answers.has(lead.leadId));
  }
  for (const [leadId, refusal] of await sharedRecords(deps.db, connectionId, found)) refused.set(leadId, refusal);
  const links = found.filter((link) => !refused.has(link.leadId));
  const isDecisive = (link: FoundLink): boolean => request.decisiveStages.has(link.lifecycleStage ?? '');
  const toRead = links.filter(isDecisive).map((link) => link.crmId);
  for (const link of await saveLinks(deps, { connectionId, links, toRead, now: request.now })) {
    refused.set(link.leadId, { code: 'record_taken', property: link.linkedBy, candidates: [link.crmId] });
  }
  const adopted = links.filter((link) => !refused.has(link.leadId));
  return {
    crmIds: new Map([...stored, ...adopted.map((link) => [link.leadId, link.crmId] as const)]),
    refused,
    unread: new Set(adopted.filter(isDecisive).map((link) => link.leadId)),
  };
}

/**
 * A lead this young that was never attempted is in no backup that could have been restored since, so no record bears its id:
 * to ask for it would be a call in four of a first contact.
 */
const SURELY_NEW_MS = DAY_MS / 24;

async function stepsFor(
  db: Database,
  crm: OpenConnection,
  request: { readonly leads: readonly ContactFacts[]; readonly attempted: ReadonlySet<LeadId>; readonly now: EpochMs },
): Promise<readonly LinkStep[]> {
  const { leads, attempted, now } = request;
  const { config, connection } = crm;
  // While nothing may be written, the property of our own id may not be there yet, and asking by it is refused.
  const canAskByLeadId = connection.mode !== 'observe' || connection.settings.hasLeadIdProperty === true;
  const readsAttributes = config.link_by.some((key) => key.attribute !== undefined);
  const profiles = readsAttributes
    ? await loadProfiles(
        db,
        leads.map((lead) => lead.leadId),
      )
    : new Map<LeadId, never>();
  const attributesOf = (leadId: LeadId): readonly AttributeFact[] => profiles.get(leadId)?.attributes ?? [];
  const toStep = (key: LinkKeyConfig): LinkStep => ({
    key: { kind: 'property', property: key.property },
    property: key.property,
    valuesOf: (facts) => valuesFor(key, { facts, attributes: attributesOf(facts.leadId) }),
  });
  const isSurelyNew = (lead: ContactFacts): boolean =>
    !attempted.has(lead.leadId) && now - lead.createdAt < SURELY_NEW_MS;
  const byLeadId: LinkStep = {
    key: { kind: 'lead_id' },
    property: 'lead_id',
    valuesOf: (lead) => (isSurelyNew(lead) ? [] : [lead.leadId]),
  };
  return [...(canAskByLeadId ? [byLeadId] : []), ...config.link_by.map(toStep)];
}

interface Answer {
  /** Distinct. */
  readonly contacts: readonly FoundContact[];
  /** Whether the CRM would not look one of the lead's values up: then nobody knows whether it has a record. */
  readonly isRefused: boolean;
}

/** What the CRM says to each lead's values. Leads it knows nothing of are absent. */
async function lookUp(
  crm: OpenConnection,
  step: LinkStep,
  leads: readonly ContactFacts[],
): Promise<ReadonlyMap<LeadId, Answer>> {
  const wanted = leads.map((lead) => ({ leadId: lead.leadId, values: step.valuesOf(lead) }));
  const values = [...new Set(wanted.flatMap((lead) => lead.values))];
  const byValue = new Map<string, FoundContact[]>();
  const refused = new Set<string>();
  for (const batch of inBatches(values, crm.port.batchSize)) {
    const answer = await findBisecting(batch, (some) => crm.port.findContacts({ key: step.key, values: some }));
    for (const contact of answer.found) {
      byValue.set(contact.value, [...(byValue.get(contact.value) ?? []), contact]);
    }
    for (const value of answer.refused) refused.add(value);
  }
  const answers = wanted.map(({ leadId, values: own }) => {
    const contacts = own.flatMap((value) => byValue.get(value) ?? []);
    const distinct = [...new Map(contacts.map((contact) => [contact.crmId, contact])).values()];
    return [leadId, { contacts: distinct, isRefused: own.some((value) => refused.has(value)) }] as const;
  });
  return new Map(answers.filter(([, answer]) => answer.contacts.length > 0 || answer.isRefused));
}

/** To the one contact of an answer that was not refused. */
function linkTo(leadId: LeadId, { contacts }: Answer, property: string): FoundLink {
  const [contact] = contacts;
  return {
    leadId,
    crmId: contact?.crmId ?? '',
    linkedBy: property,
    lifecycleStage: contact?.lifecycleStage ?? null,
  };
}

function refusalOf(leadId: LeadId, { contacts, isRefused }: Answer, property: string): LinkRefusal | null {
  const candidates = contacts.map((contact) => contact.crmId);
  if (contacts.length > 1) return { code: 'several_candidates', property, candidates };
  if (isRefused) return { code: 'lookup_refused', property, candidates };
  const stamp = contacts[0]?.leadId ?? null;
  return stamp === null || stamp === leadId ? null : { code: 'stamped_by_another', property, candidates };
}

/** Records that two leads were found for, or that a lead has already: none of those leads gets it. */
async function sharedRecords(
  db: Database,
  connectionId: string,
  found: readonly NewLink[],
): Promise<ReadonlyMap<LeadId, LinkRefusal>> {
  const holders = await leadsOfRecords(db, { connectionId, crmIds: found.map((link) => link.crmId) });
  const byRecord = Map.groupBy(found, (link) => link.crmId);
  const refused = new Map<LeadId, LinkRefusal>();
  for (const link of found) {
    const refusal = { property: link.linkedBy, candidates: [link.crmId] };
    if (holders.has(link.crmId)) refused.set(link.leadId, { code: 'record_taken', ...refusal });
    else if ((byRecord.get(link.crmId) ?? []).length > 1 && link.linkedBy !== 'lead_id') {
      refused.set(link.leadId, { code: 'record_shared', ...refusal });
    }
  }
  return refused;
}

async function saveLinks(
  deps: LinkDeps,
  change: {
    readonly connectionId: string;
    readonly links: readonly NewLink[];
    readonly toRead: readonly string[];
    readonly now: EpochMs;
  },
): Promise<readonly NewLink[]> {
  if (change.links.length === 0) return [];
  const clashing = await deps.db.transaction().execute(async (tx) => {
    const left = await linkRecords(tx, change);
    await noticeChanges(tx, { connectionId: change.connectionId, crmIds: change.toRead, now: change.now });
    if (change.toRead.length > 0) await notify(tx, 'crm');
    deps.failpoint('deliver.before_link_commit');
    return left;
  });
  deps.failpoint('deliver.after_link_commit');
  return clashing;
}
