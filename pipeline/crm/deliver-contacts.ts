import type { Workspace } from '../../config/workspace';
import { mayCreate } from '../../connectors/connection-schema';
import type { ContactFields, RowResult } from '../../connectors/crm-port';
import type { Failpoint } from '../../domain/failpoint';
import type { LeadId } from '../../domain/lead';
import type { Clock, EpochMs } from '../../domain/time';
import { readOwners } from '../../store/connection';
import { readContactFacts, type ContactFacts } from '../../store/contact-facts';
import { linkRecords, unlinkLeads, type NewLink } from '../../store/crm-record';
import { forgetDispositions } from '../../store/crm-state';
import type { ClaimedWish, WishOutcome } from '../../store/crm-wish-queue';
import type { Database } from '../../store/database';
import type { SyncErrorReport } from '../../store/sync-error';
import type { Trail } from '../trail';
import { inBatches, sendBisecting } from './bisect';
import { noteMissingProperty } from './call-failure';
import type { OpenConnection } from './crm-connection';
import { explainLeads, type ExplainedLead } from './explain-leads';
import { linkLeads } from './link-leads';
import { hasStaleVerdict, renderContact } from './render-contact';
import { restartLateClocks } from './restart-late-clocks';
import { againUnlessAtFault, missingProperty, NO_RESULT, TRY_AGAIN_MS } from './row-results';
import { linkError, rowError } from './wish-errors';
import { NOTHING_DONE, WishPage, type PageResult } from './wish-page';

export interface DeliverDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly failpoint: Failpoint;
  /** Absent where nothing is traced. */
  readonly trail?: Trail | undefined;
  readonly workspace: () => Pick<Workspace, 'model' | 'policy' | 'team'>;
}

/** A contact to write: the wish and what is known of its lead. `crmId` is null where it is to be created. */
interface Writing {
  readonly wish: ClaimedWish;
  readonly facts: ContactFacts;
  readonly crmId: string | null;
}

/** A lead that turns out to be a customer there is not handed off: its record is read, and its workflow decides. */
const READ_FIRST_MS = 10_000;

/** Writes contacts: linked first, then updated or, where the connection allows it, created; a hundred a call. */
export async function deliverContacts(
  deps: DeliverDeps,
  crm: OpenConnection,
  wishes: readonly ClaimedWish[],
): Promise<PageResult> {
  if (wishes.length === 0) return NOTHING_DONE;
  const page = new WishPage(deps, crm.connection.id, wishes);
  return await page.run(async () => {
    const writings = await sortOut(deps, crm, page, wishes);
    const owners = await readOwners(deps.db, crm.connection.id);
    for (const batch of batchesOf(writings, crm.port.batchSize)) {
      const missing = await writeBatch(deps, crm, page, { batch, owners });
      if (missing) return deps.clock();
    }
    return null;
  });
}

/** Links, and settles at once what is not written: leads that are gone, refused, or nobody's record while creation is off. */
async function sortOut(
  deps: DeliverDeps,
  crm: OpenConnection,
  page: WishPage,
  wishes: readonly ClaimedWish[],
): Promise<readonly Writing[]> {
  const connectionId = crm.connection.id;
  const leadsGoneThere = wishes.filter((wish) => wish.errorCode === 'gone').map((wish) => wish.leadId);
  await unlinkLeads(deps.db, { connectionId, leadIds: leadsGoneThere });
  const facts = await readContactFacts(deps.db, { connectionId, leadIds: wishes.map((wish) => wish.leadId) });
  const leads = [...facts.values()].filter((lead) => !lead.isGone);
  const attempted = new Set(wishes.filter(wasAttempted).map((wish) => wish.leadId));
  const now = deps.clock();
  const decisiveStages = new Set(Object.keys(deps.workspace().policy.crm.lifecycleStage));
  const { crmIds, refused, unread } = await linkLeads(deps, crm, { leads, attempted, decisiveStages, now });

  const writings: Writing[] = [];
  const outcomes: WishOutcome[] = [];
  const errors: SyncErrorReport[] = [];
  for (const wish of wishes) {
    const lead = facts.get(wish.leadId);
    const refusal = refused.get(wish.leadId);
    const crmId = crmIds.get(wish.leadId) ?? null;
    const settled = { id: wish.id, version: wish.version };
    if (lead === undefined || lead.isGone) outcomes.push({ ...settled, state: 'withdrawn', code: 'lead_gone' });
    else if (refusal !== undefined) {
      outcomes.push({ ...settled, state: 'failed', code: refusal.code });
      errors.push(linkError(connectionId, wish, refusal));
    } else if (crm.connection.mode === 'observe') outcomes.push({ ...settled, state: 'held', code: 'observing' });
    else if (unread.has(wish.leadId) && wish.purpose === 'hand_off') {
      const notBefore = now + READ_FIRST_MS;
      outcomes.push({ ...settled, state: 'again', code: 'read_first', notBefore, unsure: false });
    } else if (crmId === null && !mayCreate(crm.config, lead.stage))
      outcomes.push({ ...settled, state: 'held', code: 'not_created' });
    else writings.push({ wish, facts: lead, crmId });
  }
  if (outcomes.length > 0) await page.settle({ outcomes, errors });
  return await withPresentDeadlines(deps, crm, writings);
}

/** Of those who are told only now what they are promised is counted from now. */
async function withPresentDeadlines(
  deps: DeliverDeps,
  crm: OpenConnection,
  writings: readonly Writing[],
): Promise<readonly Writing[]> {
  if (crm.connection.mode !== 'tasks') return writings;
  const untold = writings.filter(({ wish }) => wish.purpose === 'hand_off' && !wish.unsure);
  const leadIds = untold.map(({ wish }) => wish.leadId);
  const deadlines = await restartLateClocks(deps, { leadIds, now: deps.clock() });
  return writings.map((writing) => {
    const slaDueAt = deadlines.get(writing.wish.leadId);
    return slaDueAt === undefined ? writing : { ...writing, facts: { ...writing.facts, slaDueAt } };
  });
}

const wasAttempted = (wish: ClaimedWish): boolean => wish.unsure || wish.attempts > 1 || wish.errorCode !== null;

/** Updates and creations go in calls of their own. Those that begin with a hand-off go first. */
function batchesOf(writings: readonly Writing[], size: number): readonly (readonly Writing[])[] {
  const updates = writings.filter((writing) => writing.crmId !== null);
  const creations = writings.filter((writing) => writing.crmId === null);
  const isRefresh = (batch: readonly Writing[]): number => (batch[0]?.wish.purpose === 'hand_off' ? 0 : 1);
  return [...inBatches(updates, size), ...inBatches(creations, size)].toSorted((a, b) => isRefresh(a) - isRefresh(b));
}

/** Resolves to whether a property is missing, so that nothing more can be written. */
async function writeBatch(
  deps: DeliverDeps,
  crm: OpenConnection,
  page: WishPage,
  work: { readonly batch: readonly Writing[]; readonly owners: ReadonlyMap<string, string> },
): Promise<boolean> {
  const writings = await withFreshVerdicts(crm, work.batch);
  const leadIds = writings.map((writing) => writing.facts.leadId);
  const explained = await explainLeads(deps.db, { model: deps.workspace().model, leadIds, now: deps.clock() });
  const rows = render(writings, { explained, crm, owners: work.owners, now: deps.clock() });
  await page.setAside(writings.map(({ wish }) => wish).filter((wish) => !explained.has(wish.leadId)));
  if (rows.length === 0) return false;
  deps.failpoint('deliver.before_contacts_sent');
  const results = await page.send(
    rows.map((row) => row.wish),
    () => sendBisecting(rows, (some) => write(crm, some)),
  );
  deps.failpoint('deliver.after_contacts_sent');
  const written = rows.map((row, index) => ({ ...row, result: results[index] ?? NO_RESULT }));
  return await settleBatch(deps, crm, page, written);
}

interface Row extends Writing {
  readonly fields: ContactFields;
}

/** All rows of a batch are updates, or all are creations. */
function write(crm: OpenConnection, rows: readonly Row[]): Promise<readonly RowResult[]> {
  const updates = rows.flatMap(({ crmId, fields }) => (crmId === null ? [] : [{ crmId, fields }]));
  if (updates.length > 0) return crm.port.updateContacts(updates);
  return crm.port.createContacts(rows.map((row) => row.fields));
}

function render(
  writings: readonly Writing[],
  by: {
    readonly explained: ReadonlyMap<LeadId, ExplainedLead>;
    readonly crm: OpenConnection;
    readonly owners: ReadonlyMap<string, string>;
    readonly now: EpochMs;
  },
): readonly Row[] {
  return writings.flatMap((writing) => {
    const { wish, facts, crmId } = writing;
    const lead = by.explained.get(facts.leadId);
    if (lead === undefined) return [];
    const fields = renderContact(
      { facts, ...lead, config: by.crm.config },
      {
        // Not any more where the lead has moved on meanwhile.
        isHandOff: wish.purpose === 'hand_off' && facts.stage === 'mql',
        isCreation: crmId === null,
        crmOwnerId: by.owners.get(facts.ownerId ?? '') ?? null,
        now: by.now,
      },
    );
    return [{ ...writing, fields }];
  });
}

/**
 * A hand-off that may have been written already may have been answered already: before it clears a verdict once more, the
 * present one is read.
 */
async function withFreshVerdicts(crm: OpenConnection, batch: readonly Writing[]): Promise<readonly Writing[]> {
  const doubtful = batch.filter(
    ({ wish, facts }) => wish.unsure && wish.purpose === 'hand_off' && hasStaleVerdict(facts),
  );
  if (doubtful.length === 0) return batch;
  const readings = await crm.port.readContacts(doubtful.flatMap(({ crmId }) => crmId ?? []));
  const byRecord = new Map(readings.map((reading) => [reading.crmId, reading]));
  return batch.map((writing) => {
    const reading = doubtful.includes(writing) ? byRecord.get(writing.crmId ?? '') : undefined;
    if (reading === undefined) return writing;
    const { disposition, dispositionAt } = reading;
    return { ...writing, facts: { ...writing.facts, disposition, dispositionAt } };
  });
}

async function settleBatch(
  deps: DeliverDeps,
  crm: OpenConnection,
  page: WishPage,
  rows: readonly (Row & { readonly result: RowResult })[],
): Promise<boolean> {
  const connectionId = crm.connection.id;
  const now = deps.clock();
  const links: NewLink[] = [];
  const cleared: LeadId[] = [];
  const errors: SyncErrorReport[] = [];
  const outcomes = rows.map(({ wish, fields, crmId, result }): WishOutcome => {
    const settled = { id: wish.id, version: wish.version };
    if (result.ok) {
      if (crmId === null) links.push(linkOf(wish, result));
      if (fields.clearDisposition === true) cleared.push(wish.leadId);
      return { ...settled, state: 'sent', crmId: result.crmId, sentAt: now, engagement: fields.score };
    }
    const again = againUnlessAtFault(wish, { code: result.code, now });
    if (again !== null) return again;
    // A record that has appeared since it was looked for.
    if (result.code === 'taken' && wish.errorCode !== 'taken') {
      return { ...settled, state: 'again', code: 'taken', notBefore: now + TRY_AGAIN_MS, unsure: false };
    }
    errors.push(rowError(connectionId, wish, { failure: result, record: fields.mapped }));
    return { ...settled, state: 'failed', code: result.code };
  });
  const missing = missingProperty(rows);
  await page.settle({
    outcomes,
    errors,
    alongside: async (tx) => {
      await linkRecords(tx, { connectionId, links, now });
      await forgetDispositions(tx, { connectionId, leadIds: cleared });
      if (missing !== undefined) await noteMissingProperty(tx, { connectionId, property: missing.field, now });
    },
  });
  return missing !== undefined;
}

const linkOf = (wish: ClaimedWish, result: Extract<RowResult, { ok: true }>): NewLink => ({
  leadId: wish.leadId,
  crmId: result.crmId,
  linkedBy: result.created ? 'created' : 'lead_id',
});
