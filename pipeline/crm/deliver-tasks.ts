import type { RowResult, TaskFields } from '../../connectors/crm-port';
import type { LeadId } from '../../domain/lead';
import type { EpochMs } from '../../domain/time';
import { readOwners } from '../../store/connection';
import { readContactFacts, readStepRecipients, type ContactFacts } from '../../store/contact-facts';
import { recordsOfLeads } from '../../store/crm-record';
import type { ClaimedWish, WishOutcome } from '../../store/crm-wish-queue';
import type { SyncErrorReport } from '../../store/sync-error';
import { inBatches, sendBisecting } from './bisect';
import { noteMissingProperty } from './call-failure';
import type { OpenConnection } from './crm-connection';
import type { DeliverDeps } from './deliver-contacts';
import { explainLeads, type ExplainedLead } from './explain-leads';
import { renderTask } from './render-task';
import { againUnlessAtFault, missingProperty, NO_RESULT } from './row-results';
import { rowError } from './wish-errors';
import { NOTHING_DONE, WishPage, type PageResult } from './wish-page';

interface Creation {
  readonly wish: ClaimedWish;
  readonly facts: ContactFacts;
  readonly contactCrmId: string;
}

interface Row {
  readonly wish: ClaimedWish;
  readonly task: TaskFields;
}

/** Creates follow-up tasks, a hundred a call. What an earlier attempt may have created is looked for first, never created twice. */
export async function deliverTasks(
  deps: DeliverDeps,
  crm: OpenConnection,
  wishes: readonly ClaimedWish[],
): Promise<PageResult> {
  if (wishes.length === 0) return NOTHING_DONE;
  const page = new WishPage(deps, crm.connection.id, wishes);
  return await page.run(async () => {
    const open = await adoptExisting(deps, crm, page, wishes);
    const creations = await sortOut(deps, crm, page, open);
    for (const batch of inBatches(creations, crm.port.batchSize)) {
      const missing = await createBatch(deps, crm, page, batch);
      if (missing) return deps.clock();
    }
    return null;
  });
}

/** Reads back by our reference what may have been created, and settles what was. Resolves to what is still to be done. */
async function adoptExisting(
  deps: DeliverDeps,
  crm: OpenConnection,
  page: WishPage,
  wishes: readonly ClaimedWish[],
): Promise<readonly ClaimedWish[]> {
  const unsure = wishes.filter((wish) => wish.unsure);
  const adopted = new Set<number>();
  for (const batch of inBatches(unsure, crm.port.batchSize)) {
    const found = await crm.port.findTasks(batch.map((wish) => wish.ref));
    const byRef = new Map(found.map((task) => [task.ref, task.crmId]));
    const outcomes = batch.flatMap((wish) => {
      const crmId = byRef.get(wish.ref);
      return crmId === undefined ? [] : [sent(wish, crmId, deps.clock())];
    });
    for (const outcome of outcomes) adopted.add(outcome.id);
    if (outcomes.length > 0) await page.settle({ outcomes });
  }
  return wishes.filter((wish) => !adopted.has(wish.id));
}

/** Withdraws tasks of visits that have ended meanwhile: nobody is to be sent after a lead that has moved on. */
async function sortOut(
  deps: DeliverDeps,
  crm: OpenConnection,
  page: WishPage,
  wishes: readonly ClaimedWish[],
): Promise<readonly Creation[]> {
  const query = { connectionId: crm.connection.id, leadIds: wishes.map((wish) => wish.leadId) };
  const facts = await readContactFacts(deps.db, query);
  const records = await recordsOfLeads(deps.db, query);
  const creations: Creation[] = [];
  const outcomes: WishOutcome[] = [];
  for (const wish of wishes) {
    const lead = facts.get(wish.leadId);
    const contactCrmId = records.get(wish.leadId);
    const settled = { id: wish.id, version: wish.version };
    if (lead === undefined || lead.isGone) outcomes.push({ ...settled, state: 'withdrawn', code: 'lead_gone' });
    else if (lead.visitNo !== wish.visitNo) outcomes.push({ ...settled, state: 'withdrawn', code: 'visit_over' });
    else if (contactCrmId === undefined) outcomes.push({ ...settled, state: 'held', code: 'no_contact' });
    else creations.push({ wish, facts: lead, contactCrmId });
  }
  if (outcomes.length > 0) await page.settle({ outcomes });
  return creations;
}

async function createBatch(
  deps: DeliverDeps,
  crm: OpenConnection,
  page: WishPage,
  batch: readonly Creation[],
): Promise<boolean> {
  const leadIds = batch.map((creation) => creation.wish.leadId);
  const explained = await explainLeads(deps.db, { model: deps.workspace().model, leadIds, now: deps.clock() });
  const rows = await render(deps, crm, { batch, explained });
  await page.setAside(batch.map(({ wish }) => wish).filter((wish) => !explained.has(wish.leadId)));
  if (rows.length === 0) return false;
  deps.failpoint('deliver.before_tasks_sent');
  const results = await page.send(
    rows.map((row) => row.wish),
    () => sendBisecting(rows, (some) => crm.port.createTasks(some.map((row) => row.task))),
  );
  deps.failpoint('deliver.after_tasks_sent');
  const refused = rows.filter((_row, index) => isTaken(results[index]));
  // The unique reference is ours alone: whoever holds it is this very task, from an attempt that arrived late.
  const existing = await crm.port.findTasks(refused.map((row) => row.task.ref));
  const byRef = new Map(existing.map((task) => [task.ref, task.crmId]));
  const settled = rows.map((row, index) => {
    const crmId = byRef.get(row.task.ref);
    const result = crmId === undefined ? results[index] : { ok: true as const, crmId, created: false };
    return { ...row, result: result ?? NO_RESULT };
  });
  return await settleBatch(deps, crm, page, settled);
}

/** HubSpot words a taken unique value as a validation error or a conflict, by endpoint. */
const isTaken = (result: RowResult | undefined): boolean =>
  result?.ok === false && (result.code === 'taken' || result.code === 'rejected');

async function render(
  deps: DeliverDeps,
  crm: OpenConnection,
  work: { readonly batch: readonly Creation[]; readonly explained: ReadonlyMap<LeadId, ExplainedLead> },
): Promise<readonly Row[]> {
  const owners = await readOwners(deps.db, crm.connection.id);
  const recipients = await readStepRecipients(deps.db, [...work.explained.keys()]);
  const { policy } = deps.workspace();
  return work.batch.flatMap(({ wish, facts, contactCrmId }) => {
    const lead = work.explained.get(wish.leadId);
    if (lead === undefined) return [];
    const step = `${wish.leadId}/${wish.track}/${wish.visitNo ?? 0}/${wish.purpose}`;
    const task = renderTask({
      ref: wish.ref,
      purpose: wish.purpose,
      dueAt: wish.dueAt ?? deps.clock(),
      contactCrmId,
      facts,
      evaluation: lead.evaluation,
      crmOwnerId: owners.get(recipients.get(step) ?? facts.ownerId ?? '') ?? null,
      policy,
    });
    return [{ wish, task }];
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
  const errors: SyncErrorReport[] = [];
  const outcomes = rows.map(({ wish, task, result }): WishOutcome => {
    if (result.ok) return sent(wish, result.crmId, now);
    const again = againUnlessAtFault(wish, { code: result.code, now });
    if (again !== null) return again;
    errors.push(
      rowError(connectionId, wish, { failure: result, record: { contact: task.contactCrmId, ref: task.ref } }),
    );
    return { id: wish.id, version: wish.version, state: 'failed', code: result.code };
  });
  const missing = missingProperty(rows);
  await page.settle({
    outcomes,
    errors,
    alongside: async (tx) => {
      if (missing !== undefined) await noteMissingProperty(tx, { connectionId, property: missing.field, now });
    },
  });
  return missing !== undefined;
}

const sent = (wish: ClaimedWish, crmId: string, now: EpochMs): WishOutcome => ({
  id: wish.id,
  version: wish.version,
  state: 'sent',
  crmId,
  sentAt: now,
});
