import { defineSignal } from '@temporalio/workflow';

export interface CrmDrainInput {
  readonly connectionId: string;
}

/** There may be work in SQL. Repeats are harmless. */
export const pokeSignal = defineSignal('poke');

export const crmDeliveryId = (connectionId: string): string => `crm-delivery/${connectionId}`;
export const crmChangesId = (connectionId: string): string => `crm-changes/${connectionId}`;
