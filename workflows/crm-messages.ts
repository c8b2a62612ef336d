import { defineSignal } from '@temporalio/workflow';

/**
 * A task queue of their own: thousands of leads that are woken together, by an import, stand in one line, and what is to be
 * delivered of the first must not wait for the last.
 */
export const CRM_TASK_QUEUE = 'leadline-crm';

export interface CrmDrainInput {
  readonly connectionId: string;
}

/** There may be work in SQL. Repeats are harmless. */
export const pokeSignal = defineSignal('poke');

export const crmDeliveryId = (connectionId: string): string => `crm-delivery/${connectionId}`;
export const crmChangesId = (connectionId: string): string => `crm-changes/${connectionId}`;
