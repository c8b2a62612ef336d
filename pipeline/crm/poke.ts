import type { WorkflowClient } from '@temporalio/client';
import type { Clock, EpochMs } from '../../domain/time';
import { newestChanges } from '../../store/crm-change';
import { newestWishes } from '../../store/crm-wish-backlog';
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

/**
 * Pokes the delivery and reading workflows of connections for which something new waits in SQL, starting those that are not
 * there. The step resolves to how many it poked. What it remembers only spares pokes: after a restart each is poked once.
 */
export function createCrmPoker(deps: PokeDeps): () => Promise<number> {
  const poked = new Map<string, { readonly number: number; readonly at: EpochMs }>();

  const poke = async (kind: DrainKind, connectionId: string, number: number): Promise<boolean> => {
    const { workflow, idOf, summary } = DRAINS[kind];
    const workflowId = idOf(connectionId);
    const last = poked.get(workflowId);
    const now = deps.clock();
    if (last !== undefined && (last.number >= number || now - last.at < SHORTEST_INTERVAL_MS)) return false;
    const input: CrmDrainInput = { connectionId };
    await deps.workflows.signalWithStart(workflow, {
      workflowId,
      taskQueue: CRM_TASK_QUEUE,
      args: [input],
      signal: pokeSignal,
      signalArgs: [],
      staticSummary: `${summary} ${connectionId}`,
    });
    poked.set(workflowId, { number, at: now });
    return true;
  };

  return async () => {
    const now = deps.clock();
    let count = 0;
    for (const { connectionId, number } of await newestWishes(deps.db, now)) {
      if (number > 0 && (await poke('delivery', connectionId, number))) count += 1;
    }
    for (const { connectionId, number } of await newestChanges(deps.db, now)) {
      if (await poke('changes', connectionId, number)) count += 1;
    }
    return count;
  };
}

type DrainKind = keyof typeof DRAINS;

/** By name: importing the workflows themselves would pull their code out of the sandbox into this process. */
const DRAINS = {
  delivery: { workflow: 'crmDelivery', idOf: crmDeliveryId, summary: 'Delivery to' },
  changes: { workflow: 'crmChanges', idOf: crmChangesId, summary: 'Changes in' },
} as const;
