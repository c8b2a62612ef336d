import type { WorkflowClient } from '@temporalio/client';
import type { Clock, EpochMs } from '../../domain/time';
import { newestChanges } from '../../store/crm-change';
import { anyWishDue, newestWishes } from '../../store/crm-wish-backlog';
import type { Database } from '../../store/database';
import {
  CRM_TASK_QUEUE,
  crmChangesId,
  crmDeliveryId,
  pokeSignal,
  type CrmDrainInput,
} from '../../workflows/crm-messages';

export interface PokeDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly workflows: Pick<WorkflowClient, 'signalWithStart'>;
}

/** A signal costs the server some events; a delivery under way finds what is new by itself. */
const SHORTEST_INTERVAL_MS = 1_000;
/** After a poke it is looked whether anything was left behind: after so long, then doubling, since a delivery may be at it. */
const FIRST_LOOK_MS = 5_000;
const LONGEST_LOOK_MS = 300_000;

/**
 * Pokes the delivery and reading workflows of connections for which something new waits in SQL, starting those that are not
 * there. The step resolves to how many it poked. What it remembers only spares pokes: after a restart each is poked once.
 *
 * Something is new when its number is higher than the last one poked. But numbers are drawn before they are committed: a
 * long transaction's may appear when a higher one has been poked and worked off. So whatever is left is poked as well.
 */
export function createCrmPoker(deps: PokeDeps): () => Promise<number> {
  const poked = new Map<string, Poked>();

  const isCalledFor = async (workflowId: string, { number, isLeft }: Work, now: EpochMs): Promise<boolean> => {
    const last = poked.get(workflowId);
    if (last === undefined) return true;
    if (number > last.number) return now - last.at >= SHORTEST_INTERVAL_MS;
    if (now < last.lookAt) return false;
    const lookMs = Math.min(last.lookMs * 2, LONGEST_LOOK_MS);
    poked.set(workflowId, { ...last, lookMs, lookAt: now + lookMs });
    return await isLeft();
  };

  const poke = async (kind: DrainKind, work: Work): Promise<boolean> => {
    const { connectionId, number } = work;
    const { workflow, idOf, summary } = DRAINS[kind];
    const workflowId = idOf(connectionId);
    const now = deps.clock();
    if (!(await isCalledFor(workflowId, work, now))) return false;
    const input: CrmDrainInput = { connectionId };
    await deps.workflows.signalWithStart(workflow, {
      workflowId,
      taskQueue: CRM_TASK_QUEUE,
      args: [input],
      signal: pokeSignal,
      signalArgs: [],
      staticSummary: `${summary} ${connectionId}`,
    });
    if (number > (poked.get(workflowId)?.number ?? -1)) {
      poked.set(workflowId, { number, at: now, lookMs: FIRST_LOOK_MS, lookAt: now + FIRST_LOOK_MS });
    }
    return true;
  };

  return async () => {
    const now = deps.clock();
    let count = 0;
    for (const { connectionId, number } of await newestWishes(deps.db, now)) {
      const isLeft = () => anyWishDue(deps.db, { connectionId, now });
      if (number > 0 && (await poke('delivery', { connectionId, number, isLeft }))) count += 1;
    }
    for (const { connectionId, number } of await newestChanges(deps.db, now)) {
      // A change that has been read is gone.
      if (await poke('changes', { connectionId, number, isLeft: () => Promise.resolve(true) })) count += 1;
    }
    return count;
  };
}

interface Work {
  readonly connectionId: string;
  /** How far it has come. */
  readonly number: number;
  /** Whether anything of it could be worked off now. */
  readonly isLeft: () => Promise<boolean>;
}

/** What was last poked, and when it is looked whether anything was left behind. */
interface Poked {
  readonly number: number;
  readonly at: EpochMs;
  readonly lookMs: number;
  readonly lookAt: EpochMs;
}

type DrainKind = keyof typeof DRAINS;

/** By name: importing the workflows themselves would pull their code out of the sandbox into this process. */
const DRAINS = {
  delivery: { workflow: 'crmDelivery', idOf: crmDeliveryId, summary: 'Delivery to' },
  changes: { workflow: 'crmChanges', idOf: crmChangesId, summary: 'Changes in' },
} as const;
