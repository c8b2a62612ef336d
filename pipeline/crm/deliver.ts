import { sql } from 'kysely';
import type { EpochMs } from '../../domain/time';
import { readHandOffInflow, readWishBacklog } from '../../store/crm-wish-backlog';
import { claimWishes, type ClaimedWish } from '../../store/crm-wish-queue';
import type { Database } from '../../store/database';
import { noteSuccess } from './call-failure';
import type { CrmConnections, OpenConnection } from './crm-connection';
import { deliverContacts, type DeliverDeps } from './deliver-contacts';
import { deliverTasks } from './deliver-tasks';
import { portionOf, takingOf, type Outlook, type Taking } from './linger';
import type { PageResult } from './wish-page';

export interface DeliveryDeps extends DeliverDeps {
  readonly connections: CrmConnections;
  readonly sleep: (ms: number) => Promise<void>;
  /** When hand-offs of a connection last went. Belongs to the process: forgotten, it costs some calls. */
  readonly lastHandOffs: Map<string, EpochMs>;
  /** Aborted when the process is to end: no further page is begun. */
  readonly signal: AbortSignal;
}

/** What a delivery came to. Numbers and codes only. */
export interface DeliveryResult {
  readonly sent: number;
  readonly failed: number;
  /** Wishes that are due and were not sent. */
  readonly remaining: number;
  /** When to come back by oneself; null: not before somebody pokes. */
  readonly waitMs: number | null;
  /** Why it stopped with something remaining. */
  readonly stoppedBy: string | null;
}

/** A delivery comes to an end now and then, so that its workflow shows progress and a deployment need not wait. */
const LONGEST_RUN_MS = 45_000;
/** Another delivery of this connection runs, or one that was cut off has not been noticed yet. */
const BUSY_WAIT_MS = 2_000;
const LOCKED_WAIT_MS = 200;

/**
 * Sends what waits for a connection, page after page, until nothing is due. Only one delivery runs per connection, whichever
 * process it is in: that is what makes a wish that is marked as being sent one that was cut off.
 */
export async function deliverWaiting(deps: DeliveryDeps, connectionId: string): Promise<DeliveryResult> {
  return await deps.db.connection().execute(async (session) => {
    if (!(await tryLock(session, connectionId))) {
      return { sent: 0, failed: 0, remaining: 1, waitMs: BUSY_WAIT_MS, stoppedBy: 'delivery_running' };
    }
    try {
      return await drain(deps, connectionId);
    } finally {
      await unlock(session, connectionId);
    }
  });
}

async function drain(deps: DeliveryDeps, connectionId: string): Promise<DeliveryResult> {
  const startedAt = deps.clock();
  const total = { sent: 0, failed: 0 };
  for (;;) {
    const opening = await deps.connections.open(connectionId);
    const now = deps.clock();
    const backlog = await readWishBacklog(deps.db, { connectionId, withTasks: withTasks(opening), now });
    if (backlog.due === 0) {
      const waitMs = backlog.nextAt === null ? null : backlog.nextAt - now;
      return { ...total, remaining: 0, waitMs, stoppedBy: null };
    }
    if (!opening.open) {
      const waitMs = opening.until === null ? null : Math.max(opening.until - now, 0);
      return { ...total, remaining: backlog.due, waitMs, stoppedBy: opening.code };
    }
    const isOver = deps.signal.aborted || now - startedAt >= LONGEST_RUN_MS;
    if (isOver) return { ...total, remaining: backlog.due, waitMs: 0, stoppedBy: null };
    const portion = portionOf(backlog, await outlookOf(deps, connectionId, now));
    if (portion.kind === 'wait') {
      await deps.sleep(portion.ms);
      continue;
    }
    const page = await deliverPage(deps, opening.crm, portion);
    if (backlog.handOffs.contacts > 0) deps.lastHandOffs.set(connectionId, deps.clock());
    total.sent += page.sent;
    total.failed += page.failed;
    // What is due is held by a transaction that is still open.
    if (page.taken === 0) await deps.sleep(LOCKED_WAIT_MS);
    if (page.stopUntil !== null) {
      const waitMs = Math.max(page.stopUntil - deps.clock(), 0);
      return { ...total, remaining: backlog.due - page.sent, waitMs, stoppedBy: 'calls_failing' };
    }
  }
}

const outlookOf = async (deps: DeliveryDeps, connectionId: string, now: EpochMs): Promise<Outlook> => ({
  ...(await readHandOffInflow(deps.db, { connectionId, now })),
  now,
  lastHandOffsAt: deps.lastHandOffs.get(connectionId) ?? null,
});

const withTasks = (opening: Awaited<ReturnType<CrmConnections['open']>>): boolean =>
  !opening.open || opening.crm.connection.mode === 'tasks';

async function deliverPage(
  deps: DeliveryDeps,
  crm: OpenConnection,
  portion: Pick<Taking, 'contacts' | 'tasks'>,
): Promise<Page> {
  const connectionId = crm.connection.id;
  const contacts = await claim(deps, { connectionId, kind: 'contact', limit: portion.contacts });
  const written = await deliverContacts(deps, crm, contacts);
  if (written.stopUntil !== null) return { ...written, taken: contacts.length };
  const tasks = await claim(deps, { connectionId, kind: 'task', limit: await taskPortion(deps, crm) });
  const created = await deliverTasks(deps, crm, tasks);
  const taken = contacts.length + tasks.length;
  if (created.stopUntil === null && taken > 0) await noteSuccess(deps.db, connectionId, deps.clock());
  return {
    sent: written.sent + created.sent,
    failed: written.failed + created.failed,
    stopUntil: created.stopUntil,
    taken,
  };
}

interface Page extends PageResult {
  readonly taken: number;
}

/** Counted anew: contacts just written have let their tasks go. */
async function taskPortion(deps: DeliveryDeps, crm: OpenConnection): Promise<number> {
  const { id: connectionId, mode } = crm.connection;
  if (mode !== 'tasks') return 0;
  const now = deps.clock();
  const backlog = await readWishBacklog(deps.db, { connectionId, withTasks: true, now });
  return takingOf(backlog, await outlookOf(deps, connectionId, now)).tasks;
}

async function claim(
  deps: DeliveryDeps,
  request: { readonly connectionId: string; readonly kind: 'contact' | 'task'; readonly limit: number },
): Promise<readonly ClaimedWish[]> {
  if (request.limit === 0) return [];
  deps.failpoint('deliver.before_claim');
  const wishes = await claimWishes(deps.db, { ...request, now: deps.clock() });
  deps.failpoint('deliver.after_claim');
  return wishes;
}

/** Held by the session: it is free again as soon as its process or its connection is gone. */
async function tryLock(session: Database, connectionId: string): Promise<boolean> {
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_lock(hashtext('leadline.delivery'), hashtext(${connectionId})) as locked
  `.execute(session);
  return rows[0]?.locked === true;
}

async function unlock(session: Database, connectionId: string): Promise<void> {
  await sql`select pg_advisory_unlock(hashtext('leadline.delivery'), hashtext(${connectionId}))`.execute(session);
}
