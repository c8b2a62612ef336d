import { CrmCallError } from '../../connectors/crm-port';
import type { Failpoint } from '../../domain/failpoint';
import type { Clock, EpochMs } from '../../domain/time';
import type { Database } from '../../store/database';
import { recordCrmWrites, type CrmWrite } from '../../store/crm-write';
import { settleWishes, type ClaimedWish, type WishOutcome } from '../../store/crm-wish-queue';
import { recordSyncErrors, resolveSyncErrors, type SyncErrorReport } from '../../store/sync-error';
import type { Trail } from '../trail';
import { noteFailure } from './call-failure';
import { unexplainedError, wishOrigin } from './wish-errors';

/** What a page of wishes came to. */
export interface PageResult {
  readonly sent: number;
  readonly failed: number;
  /** Calls failed: nothing more before this instant. */
  readonly stopUntil: EpochMs | null;
}

export const NOTHING_DONE: PageResult = { sent: 0, failed: 0, stopUntil: null };

interface PageDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly failpoint: Failpoint;
  readonly trail?: Trail | undefined;
}

/** What is written down together: outcomes of wishes, and what goes with them. */
export interface Settlement {
  readonly outcomes: readonly WishOutcome[];
  readonly errors?: readonly SyncErrorReport[];
  readonly alongside?: (tx: Database) => Promise<unknown>;
}

/** The wishes taken up together. Each is settled once: one by one with its batch, or, after a failed call, with all that are left. */
export class WishPage {
  readonly #deps: PageDeps;
  readonly #connectionId: string;
  readonly #left: Map<number, ClaimedWish>;
  #inFlight: ReadonlySet<number> = new Set();
  #sentAt: EpochMs = 0;
  #sent = 0;
  #failed = 0;

  constructor(deps: PageDeps, connectionId: string, wishes: readonly ClaimedWish[]) {
    this.#deps = deps;
    this.#connectionId = connectionId;
    this.#left = new Map(wishes.map((wish) => [wish.id, wish]));
  }

  /** Runs the page's work. A call that fails as a whole puts back what is left; a bug or a lost database is thrown. */
  async run(work: () => Promise<EpochMs | null>): Promise<PageResult> {
    let stopUntil: EpochMs | null;
    try {
      stopUntil = await work();
    } catch (error) {
      if (!(error instanceof CrmCallError)) throw error;
      stopUntil = await this.#putBack(error);
    }
    return { sent: this.#sent, failed: this.#failed, stopUntil };
  }

  /** Makes a call that writes these wishes: if it is cut off, they may have been written. */
  async send<Answer>(wishes: readonly ClaimedWish[], call: () => Promise<Answer>): Promise<Answer> {
    this.#inFlight = new Set(wishes.map((wish) => wish.id));
    this.#sentAt = this.#deps.clock();
    return await call();
  }

  async settle(settlement: Settlement): Promise<void> {
    const { outcomes, errors = [], alongside } = settlement;
    const { db, clock, failpoint } = this.#deps;
    const now = clock();
    const sent = outcomes.filter((outcome) => outcome.state === 'sent');
    await db.transaction().execute(async (tx) => {
      await settleWishes(tx, outcomes);
      await recordCrmWrites(tx, this.#writesOf(sent));
      await alongside?.(tx);
      await recordSyncErrors(tx, errors, now);
      await resolveSyncErrors(tx, { origins: sent.map(wishOrigin), now });
      failpoint('deliver.before_settle_commit');
    });
    failpoint('deliver.after_settle_commit');
    await this.#trace(sent);
    this.#inFlight = new Set();
    for (const outcome of outcomes) this.#left.delete(outcome.id);
    this.#sent += sent.length;
    this.#failed += outcomes.filter((outcome) => outcome.state === 'failed').length;
  }

  /** Gives up wishes whose lead cannot be scored; the others go on. */
  async setAside(wishes: readonly ClaimedWish[]): Promise<void> {
    if (wishes.length === 0) return;
    await this.settle({
      outcomes: wishes.map(({ id, version }) => ({ id, version, state: 'failed', code: 'not_explained' })),
      errors: wishes.map((wish) => unexplainedError(this.#connectionId, wish)),
    });
  }

  async #trace(sent: readonly WishOutcome[]): Promise<void> {
    const { trail, db } = this.#deps;
    if (trail === undefined) return;
    const wishes = sent.flatMap(({ id }) => this.#left.get(id) ?? []);
    // A reference begins with what is written: `contact/…`, `task/…`.
    for (const [kind, own] of Map.groupBy(wishes, (wish) => wish.ref.slice(0, wish.ref.indexOf('/')))) {
      await trail.step(db, {
        name: `write ${kind}`,
        leadIds: own.map((wish) => wish.leadId),
        startedAt: this.#sentAt,
      });
    }
  }

  #writesOf(sent: readonly CrmWrite['outcome'][]): readonly CrmWrite[] {
    return sent.flatMap((outcome) => {
      const wish = this.#left.get(outcome.id);
      return wish === undefined ? [] : [{ wish, outcome }];
    });
  }

  async #putBack(error: CrmCallError): Promise<EpochMs> {
    const { db, clock } = this.#deps;
    const failure = await noteFailure(db, { connectionId: this.#connectionId, error, now: clock() });
    const outcomes = [...this.#left.values()].map((wish): WishOutcome => ({
      id: wish.id,
      version: wish.version,
      state: 'again',
      code: failure.code,
      notBefore: failure.notBefore,
      // What was unsure before and has not been looked at stays so.
      unsure: wish.unsure || (failure.unsure && this.#inFlight.has(wish.id)),
    }));
    await settleWishes(db, outcomes);
    return failure.stopUntil;
  }
}
