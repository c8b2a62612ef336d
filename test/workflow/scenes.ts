import type { LeadId } from '../../domain/lead';
import { DAY_MS, type EpochMs } from '../../domain/time';
import { addBusinessTime, isBusinessTime } from '../../lifecycle/business-time';
import { until } from '../integration/servers/until';
import type { Lifecycle } from './harness';

const MINUTE_MS = 60_000;

/** Grade A by the default model: the best company and a director who buys. */
export const AMERICAN = {
  country: 'US',
  employees: 500,
  industry: 'software',
  revenue_usd: 50_000_000,
  uses_our_crm: true,
  seniority: 'director',
  function: 'operations',
  email: 'someone@initech.example',
};

/** Ana's next opening with hours of the day left, so that a ladder of hours stays within it. */
export async function nextMorning(life: Lifecycle): Promise<EpochMs> {
  const { calendar } = life.workspace.team.reps.find((rep) => rep.id === 'ana')!;
  const nextDay = addBusinessTime(calendar, await life.now(), { unit: 'business_days', count: 1 });
  let at = Math.floor(nextDay / DAY_MS) * DAY_MS;
  while (!isBusinessTime(calendar, at)) at += 5 * MINUTE_MS;
  return at;
}

export const latestClock = (life: Lifecycle, leadId: LeadId) =>
  life.db
    .selectFrom('sla_clock')
    .selectAll()
    .where('lead_id', '=', leadId)
    .orderBy('visit_no', 'desc')
    .executeTakeFirst();

/** A lead that has asked for a demo in the morning, and has been handed to Ana. */
export async function requestDemo(life: Lifecycle): Promise<{ leadId: LeadId; handedOffAt: EpochMs }> {
  await life.advanceTo(await nextMorning(life));
  const leadId = await life.addLead(AMERICAN);
  await life.act(leadId, 'demo_request');
  await until(async () => (await latestClock(life, leadId)) !== undefined);
  return { leadId, handedOffAt: (await latestClock(life, leadId))!.started_at };
}

/** What the CRM webhook would bring in. */
export async function repSays(life: Lifecycle, leadId: LeadId, disposition: string): Promise<void> {
  const now = new Date(await life.now());
  const reading = { disposition, disposition_at: now, read_at: now };
  await life.db
    .insertInto('crm_state')
    .values({
      connection_id: 'hubspot',
      lead_id: leadId,
      owner_crm_id: null,
      lead_status: null,
      lifecycle_stage: null,
      ...reading,
    })
    .onConflict((conflict) => conflict.columns(['connection_id', 'lead_id']).doUpdateSet(reading))
    .execute();
  await life.wake(leadId);
}
