import { chanceOf } from '../../../simulators/generator/chance';
import { readBacklog } from '../../../store/backlog';
import type { DemoParts, DemoProgress } from './demo-parts';
import { drawVerdict } from './verdicts';

const POLL_MS = 1_000;
/** The stream goes on meanwhile, so something is always on its way. */
const CALM = 20;
const HORIZON_MS = 60_000;
const LONGEST_WAIT_MS = 5 * 60_000;
/** Left for a person to look at. */
const LEFT_UNASSIGNED = 5;
const WORKED = new Set(['salesqualifiedlead', 'opportunity', 'customer']);

/**
 * Plays what the sales team has long done: once Leadline has found its leads in HubSpot, customers and deals are touched there, so
 * that Leadline reads them, and most of the MQLs that the first scoring found get their verdict. Once.
 */
export async function workPast(parts: DemoParts, progress: DemoProgress): Promise<void> {
  await calm(parts);
  await touchWorked(parts);
  const judged = await judgeBaseline(parts, progress.state().seed);
  // Cut off, it is done again at the next start: what was answered is no baseline any more.
  if (parts.signal.aborted) return;
  await progress.save({ workedAt: parts.clock() });
  parts.log(
    `Demo: all is scored. HubSpot has told of customers and deals, the team has answered ${judged} of its MQLs.`,
  );
}

async function calm(parts: DemoParts): Promise<void> {
  const startedAt = parts.clock();
  while (!parts.signal.aborted && parts.clock() - startedAt < LONGEST_WAIT_MS) {
    const { scoring, wakes, wishes } = await readBacklog(parts.db, { dueBy: parts.clock() + HORIZON_MS });
    if (scoring + wakes + wishes < CALM) return;
    await parts.pause(POLL_MS);
  }
}

/** A change of the lead status fires the webhook upon which Leadline reads the contact. */
async function touchWorked({ hubspot: { control, portalId }, signal }: DemoParts): Promise<void> {
  for (const { id, properties } of await control.dump({ portalId, objectType: 'contacts' })) {
    if (signal.aborted) return;
    const stage = properties['lifecyclestage'] ?? '';
    if (!WORKED.has(stage) || properties['leadline_lead_id'] === undefined) continue;
    const status = stage === 'opportunity' ? 'OPEN_DEAL' : 'CONNECTED';
    await control.repUpdate({ portalId, objectType: 'contacts', id, properties: { hs_lead_status: status } });
  }
}

async function judgeBaseline(parts: DemoParts, seed: number): Promise<number> {
  const { control, portalId, connectionId } = parts.hubspot;
  const rows = await parts.db
    .selectFrom('lead_track')
    .innerJoin('crm_record', 'crm_record.lead_id', 'lead_track.lead_id')
    .select(['crm_record.crm_id as crmId'])
    .where('lead_track.stage', '=', 'mql')
    .where('lead_track.quiet', '=', true)
    .where('lead_track.owner_id', 'is', null)
    .where('crm_record.connection_id', '=', connectionId)
    .where('crm_record.object_type', '=', 'contact')
    .orderBy('lead_track.stage_since')
    .orderBy('lead_track.lead_id')
    .execute();
  let judged = 0;
  for (const { crmId } of rows.slice(0, Math.max(0, rows.length - LEFT_UNASSIGNED))) {
    if (parts.signal.aborted) return judged;
    const properties = { leadline_disposition: drawVerdict(chanceOf(seed, `baseline/${crmId}`)) };
    await control.repUpdate({ portalId, objectType: 'contacts', id: crmId, properties });
    judged += 1;
  }
  return judged;
}
