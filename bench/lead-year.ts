import type { LeadId } from '../domain/lead';
import { DAY_MS, type EpochMs } from '../domain/time';
import type { Stage } from '../domain/stage';
import { at } from '../store/database';
import { until } from '../test/integration/servers/until';
import type { Lifecycle } from '../test/workflow/harness';

const HOUR_MS = 3_600_000;

/** Grade B: what the lead does decides, and reading alone never makes it a matter for sales. */
const PROFILE = {
  country: 'US',
  employees: 500,
  industry: 'software',
  uses_our_crm: true,
  seniority: 'individual',
  function: 'it',
};

export interface LeadYear {
  readonly leadId: LeadId;
  readonly activities: number;
  readonly decisionChanges: number;
  /** MQL visits whose clock ran through its whole ladder. */
  readonly escalatedVisits: number;
  readonly recycles: number;
}

/**
 * A year in the life of one lead: 500 activities in four waves that cool down in between, two of them with buying intent
 * that nobody in sales answers in time; the first time it is rejected in the end, the second time accepted.
 */
export async function liveLeadYear(life: Lifecycle): Promise<LeadYear> {
  const start = await life.now();
  const leadId = await life.addLead(PROFILE);
  const wanted = 500;
  let done = 0;
  const read = async (count: number, days: number): Promise<void> => {
    const from = await life.now();
    for (let index = 1; index <= count; index += 1) {
      await life.advanceTo(from + Math.round((index * days * DAY_MS) / count));
      await life.act(leadId, index % 9 === 0 ? 'email_click' : 'page_view');
      done += 1;
    }
  };
  const act = async (type: string, asset?: string): Promise<void> => {
    await life.act(leadId, type, asset === undefined ? {} : { asset });
    done += 1;
  };

  await read(150, 30);
  await pause(life, 60);
  await read(97, 25);
  for (const type of ['pricing_page', 'trial_start', 'roi_calculator']) await act(type);
  await ladderRuns(life, leadId, 1);
  await verdict(life, leadId, 'no_response', 'recycled');
  await pause(life, 40);
  await read(149, 30);
  await pause(life, 60);
  await act('demo_request');
  await ladderRuns(life, leadId, 2);
  await verdict(life, leadId, 'accepted', 'sal');
  await touch(life, leadId);
  await pause(life, 20);
  await verdict(life, leadId, 'accepted', 'opportunity');
  await read(wanted - done, 25);
  await life.advanceTo(start + 365 * DAY_MS);
  await life.settle();
  return { leadId, activities: done, ...(await figures(life, leadId)) };
}

/** Sales sleeps until the ladder has nothing left but the wait for a verdict. */
async function ladderRuns(life: Lifecycle, leadId: LeadId, visits: number): Promise<void> {
  await until(async () => (await clocks(life, leadId)).length >= visits);
  let now: EpochMs = await life.now();
  const steps = ['remind', 'manager', 'reassign'];
  const taken = async (): Promise<boolean> => {
    const latest = (await clocks(life, leadId)).at(-1);
    const rows = await life.db.selectFrom('escalation').selectAll().where('lead_id', '=', leadId).execute();
    return steps.every((step) => rows.some((row) => row.visit_no === latest?.visit_no && row.step === step));
  };
  while (!(await taken())) {
    now += 2 * HOUR_MS;
    await life.advanceTo(now);
  }
}

/** The rep speaks with the lead, and the CRM shows it. */
async function touch(life: Lifecycle, leadId: LeadId): Promise<void> {
  const now = await life.now();
  const row = { connection_id: 'hubspot', kind: 'logged_call', crm_id: `call-${String(now)}`, lead_id: leadId };
  await life.db
    .insertInto('crm_touch')
    .values({ ...row, occurred_at: at(now), known_at: at(now) })
    .execute();
  await life.wake(leadId);
}

const pause = async (life: Lifecycle, days: number): Promise<void> =>
  life.advanceTo((await life.now()) + days * DAY_MS);

async function verdict(life: Lifecycle, leadId: LeadId, disposition: string, stage: Stage): Promise<void> {
  const now = at(await life.now());
  const reading = {
    disposition,
    disposition_at: now,
    read_at: now,
    lifecycle_stage: stage === 'opportunity' ? stage : null,
    lifecycle_stage_at: now,
  };
  await life.db
    .insertInto('crm_state')
    .values({ connection_id: 'hubspot', lead_id: leadId, owner_crm_id: null, lead_status: null, ...reading })
    .onConflict((conflict) => conflict.columns(['connection_id', 'lead_id']).doUpdateSet(reading))
    .execute();
  await life.wake(leadId);
  await life.untilStage(leadId, stage);
}

const clocks = (life: Lifecycle, leadId: LeadId) =>
  life.db.selectFrom('sla_clock').selectAll().where('lead_id', '=', leadId).orderBy('visit_no').execute();

async function figures(life: Lifecycle, leadId: LeadId): Promise<Omit<LeadYear, 'leadId' | 'activities'>> {
  const changes = await life.db.selectFrom('evaluation_change').selectAll().where('lead_id', '=', leadId).execute();
  const moves = await life.db.selectFrom('stage_move').selectAll().where('lead_id', '=', leadId).execute();
  const visits = await life.db.selectFrom('escalation').selectAll().where('lead_id', '=', leadId).execute();
  return {
    decisionChanges: changes.length,
    escalatedVisits: new Set(visits.filter((step) => step.step === 'manager').map((step) => step.visit_no)).size,
    recycles: moves.filter((move) => move.to_stage === 'recycled').length,
  };
}
