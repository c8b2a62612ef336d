import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ActivityFailure, ApplicationFailure } from '@temporalio/common';
import { DAY_MS } from '../../domain/time';
import type { LeadId } from '../../domain/lead';
import { restartLateClocks } from '../../pipeline/crm/restart-late-clocks';
import { until } from '../integration/servers/until';
import { startLifecycle, type Lifecycle } from './harness';
import { AMERICAN, latestClock, nextMorning, repSays, requestDemo } from './scenes';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let life: Lifecycle;

beforeAll(async () => {
  life = await startLifecycle();
});

afterAll(async () => {
  await life.stop();
});

const clockOf = (leadId: LeadId) => latestClock(life, leadId);
const demoRequest = () => requestDemo(life);

const stepsOf = async (leadId: LeadId): Promise<readonly string[]> =>
  (await life.db.selectFrom('escalation').selectAll().where('lead_id', '=', leadId).orderBy('fired_at').execute()).map(
    (row) => `${row.step} → ${row.recipient ?? 'nobody'}`,
  );

const ownersOf = async (leadId: LeadId): Promise<readonly string[]> =>
  (await life.db.selectFrom('assignment').selectAll().where('lead_id', '=', leadId).orderBy('attempt').execute()).map(
    (row) => row.rep_id,
  );

const tasksOf = async (leadId: LeadId): Promise<readonly string[]> =>
  (
    await life.db
      .selectFrom('crm_wish')
      .selectAll()
      .where('lead_id', '=', leadId)
      .where('kind', '=', 'task')
      .orderBy('id')
      .execute()
  ).map((row) => row.purpose);

describe('a hand-off', () => {
  test('a hot lead skips to MQL, gets a rep of its territory, a clock and a task, once', async () => {
    const { leadId, handedOffAt } = await demoRequest();
    expect(await life.movesOf(leadId)).toEqual(['subscriber: identified', 'mql: hand_raise']);
    expect(await ownersOf(leadId)).toEqual(['ana']);
    expect(await tasksOf(leadId)).toEqual(['first_touch']);
    const clock = await clockOf(leadId);
    expect(clock).toMatchObject({ policy: 'P1', state: 'running', due_at: handedOffAt + 15 * MINUTE_MS });
    for (let repeat = 0; repeat < 5; repeat += 1) await life.wake(leadId);
    expect(await tasksOf(leadId)).toEqual(['first_touch']);
  });

  test('the first scoring of a database hands nothing off, until the lead itself asks', async () => {
    await life.advanceTo(await nextMorning(life));
    const leadId = await life.addLead(AMERICAN, true);
    for (const type of ['trial_start', 'roi_calculator', 'comparison_page', 'security_page']) {
      await life.act(leadId, type, { quiet: true });
    }
    await life.untilStage(leadId, 'mql');
    expect(await clockOf(leadId)).toBeUndefined();
    await life.act(leadId, 'demo_request');
    await until(async () => (await clockOf(leadId)) !== undefined);
    expect(await life.movesOf(leadId)).toEqual(['subscriber: identified', 'mql: priority', 'mql: hand_raise']);
  });
});

describe('the ladder', () => {
  test('nobody touches the lead: remind, manager and breach, then another rep or none, then the director', async () => {
    const { leadId, handedOffAt } = await demoRequest();
    await life.advanceTo(handedOffAt + 11 * MINUTE_MS);
    expect(await stepsOf(leadId)).toEqual(['remind → ana']);
    expect((await clockOf(leadId))?.state).toBe('running');
    await life.advanceTo(handedOffAt + 16 * MINUTE_MS);
    expect(await stepsOf(leadId)).toEqual(['remind → ana', 'manager → kim']);
    expect((await clockOf(leadId))?.state).toBe('breached');
    await life.advanceTo(handedOffAt + 3 * HOUR_MS);
    expect(await stepsOf(leadId)).toEqual(['remind → ana', 'manager → kim', 'reassign → kim', 'director → dana']);
    expect(await tasksOf(leadId)).toEqual(expect.arrayContaining(['first_touch', 'remind', 'manager', 'director']));
  });

  test('a call at minute 12 that the CRM shows only when it is asked keeps the promise: nobody hears of a breach', async () => {
    const { leadId, handedOffAt } = await demoRequest();
    await life.advanceTo(handedOffAt + 11 * MINUTE_MS);
    life.crm.touches.push({ leadId, occurredAt: handedOffAt + 12 * MINUTE_MS });
    await life.advanceTo(handedOffAt + 3 * HOUR_MS);
    expect(await stepsOf(leadId)).toEqual(['remind → ana']);
    expect(await clockOf(leadId)).toMatchObject({ state: 'met', first_touch_at: handedOffAt + 12 * MINUTE_MS });
  });

  test('while the CRM cannot be read nobody is called late; once it can, the ladder goes on', async () => {
    const { leadId, handedOffAt } = await demoRequest();
    life.crm.reachable = false;
    await life.advanceTo(handedOffAt + 2 * HOUR_MS);
    expect(await stepsOf(leadId)).toEqual([]);
    expect((await clockOf(leadId))?.state).toBe('running');
    life.crm.reachable = true;
    await life.advanceTo(handedOffAt + 4 * HOUR_MS);
    expect(await stepsOf(leadId)).toContain('manager → kim');
    expect((await clockOf(leadId))?.state).toBe('breached');
  });

  test('a rep who is told of the lead late has the whole time from then on', async () => {
    const { leadId, handedOffAt } = await demoRequest();
    life.crm.reachable = false;
    await life.advanceTo(handedOffAt + HOUR_MS);
    const toldAt = await life.now();
    await restartLateClocks({ db: life.db, workspace: () => life.workspace }, { leadIds: [leadId], now: toldAt });
    life.crm.reachable = true;
    await life.advanceTo(toldAt + 5 * MINUTE_MS);
    expect(await stepsOf(leadId)).toEqual([]);
    await life.advanceTo(toldAt + 11 * MINUTE_MS);
    expect(await stepsOf(leadId)).toEqual(['remind → ana']);
    await life.advanceTo(toldAt + 16 * MINUTE_MS);
    expect(await stepsOf(leadId)).toEqual(['remind → ana', 'manager → kim']);
  });

  test('evidence that comes late corrects the verdict', async () => {
    const { leadId, handedOffAt } = await demoRequest();
    await life.advanceTo(handedOffAt + 20 * MINUTE_MS);
    expect((await clockOf(leadId))?.state).toBe('breached');
    life.crm.touches.push({ leadId, occurredAt: handedOffAt + 12 * MINUTE_MS });
    await life.advanceTo(handedOffAt + 40 * MINUTE_MS);
    expect((await clockOf(leadId))?.state).toBe('met');
  });
});

describe('a step that fails for good', () => {
  afterEach(() => {
    life.failing.clear();
    life.crm.broken = false;
  });

  test('ends neither workflow nor promise: the ladder goes on once it can, and the history stays short', async () => {
    const { leadId, handedOffAt } = await demoRequest();
    life.failing.add('escalate.before_commit');
    await life.advanceTo(handedOffAt + 2 * HOUR_MS);
    expect(await stepsOf(leadId)).toEqual([]);
    life.failing.clear();
    await untilManagerHears(leadId);
    const runs = await life.histories(leadId);
    for (const { events } of runs) expect(events?.length).toBeLessThanOrEqual(100);
    expect(readable(runs)).not.toContain('initech');
  });

  test('nor does a reading of the CRM', async () => {
    const { leadId, handedOffAt } = await demoRequest();
    life.crm.broken = true;
    await life.advanceTo(handedOffAt + 2 * HOUR_MS);
    expect(await stepsOf(leadId)).toEqual([]);
    life.crm.broken = false;
    await untilManagerHears(leadId);
  });

  /** Steps take a while of real time to fail; time passes until one of them has not. */
  async function untilManagerHears(leadId: LeadId): Promise<void> {
    await until(async () => {
      await life.advanceTo((await life.now()) + 10 * MINUTE_MS);
      return (await stepsOf(leadId)).includes('manager → kim');
    });
  }

  test("an operator's move is answered, as one that may be tried again", async () => {
    const { leadId } = await demoRequest();
    life.failing.add('move.before_commit');
    const failure = await failureOf(life.override(leadId, 'nurture'));
    expect(failure.nonRetryable).not.toBe(true);
    expect(failure.message).not.toContain('initech');
    life.failing.clear();
    await expect(life.override(leadId, 'nurture')).resolves.toMatchObject({ to: 'nurture' });
  });
});

/** What a workflow answers to a move that it does not make. */
async function failureOf(move: Promise<unknown>): Promise<ApplicationFailure> {
  const error: unknown = await move.catch((reason: unknown) => reason);
  if (!(error instanceof WorkflowUpdateFailedError)) throw new Error('the move was not refused', { cause: error });
  const failure = error.cause instanceof ActivityFailure ? error.cause.cause : error.cause;
  if (!(failure instanceof ApplicationFailure)) throw new Error('no failure of ours', { cause: error });
  return failure;
}

describe("the rep's verdict", () => {
  test('accepted: the lead is the sales team’s, and the clock has stopped', async () => {
    const { leadId } = await demoRequest();
    await repSays(life, leadId, 'accepted');
    await life.untilStage(leadId, 'sal');
    expect(await clockOf(leadId)).toMatchObject({ state: 'met', close_cause: 'moved.sal' });
  });

  test('not now: left alone for 90 days, then back by its own timer', async () => {
    const { leadId } = await demoRequest();
    await repSays(life, leadId, 'not_now');
    await life.untilStage(leadId, 'recycled');
    const rejectedAt = await life.now();
    await life.advanceTo(rejectedAt + 89 * DAY_MS);
    expect(await life.stageOf(leadId)).toBe('recycled');
    await life.advanceTo(rejectedAt + 91 * DAY_MS);
    await life.untilStage(leadId, 'nurture');
    expect((await life.movesOf(leadId)).slice(-2)).toEqual(['recycled: verdict.not_now', 'nurture: recycle_over']);
  });

  test('no verdict at all: the manager hears of it, and after five business days the lead goes back', async () => {
    const { leadId, handedOffAt } = await demoRequest();
    life.crm.touches.push({ leadId, occurredAt: handedOffAt + MINUTE_MS });
    await life.advanceTo(handedOffAt + 10 * DAY_MS);
    await life.untilStage(leadId, 'recycled');
    expect(await stepsOf(leadId)).toEqual(['no_verdict → kim', 'verdict_due → nobody']);
  });

  test('an accepted lead stays with its rep while the CRM knows of calls, though no webhook has told of them', async () => {
    const { leadId } = await demoRequest();
    await repSays(life, leadId, 'accepted');
    await life.untilStage(leadId, 'sal');
    const acceptedAt = await life.now();
    await life.advanceTo(acceptedAt + 20 * DAY_MS);
    life.crm.touches.push({ leadId, occurredAt: acceptedAt + 15 * DAY_MS });
    await life.advanceTo(acceptedAt + 31 * DAY_MS);
    expect(await life.stageOf(leadId)).toBe('sal');
    await life.advanceTo(acceptedAt + 46 * DAY_MS);
    await life.untilStage(leadId, 'recycled');
    expect((await life.movesOf(leadId)).slice(-1)).toEqual(['recycled: no_touch']);
  });

  test('nor is it taken away while the CRM cannot be read', async () => {
    const { leadId } = await demoRequest();
    await repSays(life, leadId, 'accepted');
    await life.untilStage(leadId, 'sal');
    const acceptedAt = await life.now();
    life.crm.reachable = false;
    await life.advanceTo(acceptedAt + 32 * DAY_MS);
    expect(await life.stageOf(leadId)).toBe('sal');
    life.crm.reachable = true;
    await life.advanceTo(acceptedAt + 33 * DAY_MS);
    await life.untilStage(leadId, 'recycled');
  });

  test('a verdict on an earlier visit is no verdict on this one', async () => {
    const { leadId } = await demoRequest();
    await repSays(life, leadId, 'not_now');
    await life.untilStage(leadId, 'recycled');
    await life.advanceTo((await life.now()) + DAY_MS);
    await life.act(leadId, 'demo_request');
    await life.untilStage(leadId, 'mql');
    await life.wake(leadId);
    expect(await life.stageOf(leadId)).toBe('mql');
  });
});

test('silence over months takes points away and the lead falls back, without any event', async () => {
  await life.advanceTo(await nextMorning(life));
  const leadId = await life.addLead({ ...AMERICAN, seniority: 'individual', function: 'sales', revenue_usd: null });
  for (const asset of ['one', 'two', 'three']) await life.act(leadId, 'download', { asset });
  await life.untilStage(leadId, 'prospect');
  const lastSeenAt = await life.now();
  await life.advanceTo(lastSeenAt + 200 * DAY_MS);
  await life.untilStage(leadId, 'nurture');
  const score = await life.db
    .selectFrom('lead_score')
    .selectAll()
    .where('lead_id', '=', leadId)
    .executeTakeFirstOrThrow();
  expect(score).toMatchObject({ engagement: 0, level: 1 });
});

describe("an operator's move", () => {
  test('goes to any stage at once, is logged with its reason, and holds against the points', async () => {
    const leadId = await life.addLead({ country: 'US' });
    await life.act(leadId, 'page_view');
    await life.untilStage(leadId, 'nurture');
    await expect(life.override(leadId, 'sql')).resolves.toMatchObject({ from: 'nurture', to: 'sql' });
    const move = await life.db
      .selectFrom('stage_move')
      .selectAll()
      .where('lead_id', '=', leadId)
      .orderBy('visit_no', 'desc')
      .executeTakeFirstOrThrow();
    expect(move).toMatchObject({ to_stage: 'sql', decided_by: 'operator', actor: 'key:test' });
    expect(move.note_id).not.toBeNull();
  });

  test('is refused with a reason when the lead is there already', async () => {
    const leadId = await life.addLead({ country: 'US' });
    await life.act(leadId, 'page_view');
    await life.untilStage(leadId, 'nurture');
    expect(await failureOf(life.override(leadId, 'nurture'))).toMatchObject({ type: 'same_stage', nonRetryable: true });
  });

  test('starts the workflow of a lead that has none', async () => {
    const leadId = await life.addLead({ country: 'US' });
    await life.settle();
    await expect(life.override(leadId, 'prospect')).resolves.toMatchObject({ from: 'subscriber', to: 'prospect' });
  });
});

test('a workflow that finds nothing left to do has the CRM written, which the scorer has left to its first move', async () => {
  const leadId = await life.addLead({ country: 'US' });
  await life.settle();
  await life.db.deleteFrom('crm_wish').where('lead_id', '=', leadId).execute();
  await life.wake(leadId);
  const wish = () => life.db.selectFrom('crm_wish').selectAll().where('lead_id', '=', leadId).executeTakeFirst();
  await until(async () => (await wish()) !== undefined);
  expect(await wish()).toMatchObject({ kind: 'contact', purpose: 'refresh' });
  expect(await life.movesOf(leadId)).toEqual(['subscriber: identified']);
});

test('a lead out of market ends its episode, and its workflow with it', async () => {
  const leadId = await life.addLead({ ...AMERICAN, country: 'Atlantis' });
  await life.act(leadId, 'demo_request');
  await life.untilStage(leadId, 'disqualified');
  const track = await life.db
    .selectFrom('lead_track')
    .selectAll()
    .where('lead_id', '=', leadId)
    .executeTakeFirstOrThrow();
  expect(track.closed_at).not.toBeNull();
  await life.wake(leadId);
  const waiting = await life.db.selectFrom('wake').selectAll().where('lead_id', '=', leadId).execute();
  expect(waiting).toEqual([]);
});

test('no history holds a personal datum', async () => {
  const { leadId } = await demoRequest();
  const read = readable(await life.histories(leadId));
  expect(read).toContain(leadId);
  expect(read).not.toContain('initech');
  expect(read).not.toContain('example.com');
});

/** All texts of histories, payloads decoded. */
const readable = (histories: unknown): string =>
  JSON.stringify(histories).replaceAll(/"data":"([A-Za-z0-9+/=]+)"/g, (_whole, data: string) =>
    Buffer.from(data, 'base64').toString('utf8'),
  );
