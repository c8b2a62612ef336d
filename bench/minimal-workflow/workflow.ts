import { proxyLocalActivities } from '@temporalio/workflow';
import type { LeadActivities } from '../../activities/lead-activities';
import type { LeadId } from '../../domain/lead';

const { takeStock, moveLead, handOff } = proxyLocalActivities<LeadActivities>({ startToCloseTimeout: '15 seconds' });

/**
 * The peer of the import benchmark: the least that moves a lead and hands it off. It hears of nothing, waits for nothing and
 * keeps no promise, so it costs a start, one workflow task and a marker for each activity.
 */
export async function minimalHandOff({ leadId }: { readonly leadId: LeadId }): Promise<void> {
  const moment = { leadId, track: 'main', asOf: Date.now() };
  let stock = await takeStock(moment);
  while (stock.call !== null) {
    stock = (await moveLead({ ...moment, visitNo: stock.visitNo, move: stock.call })).stock;
  }
  if (stock.owesHandOff) await handOff({ ...moment, visitNo: stock.visitNo });
}
