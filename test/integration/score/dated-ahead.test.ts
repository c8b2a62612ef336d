import { noFailpoint } from '../../../domain/failpoint';
import type { LeadId } from '../../../domain/lead';
import type { EpochMs } from '../../../domain/time';
import { isContactable } from '../../../lifecycle/contactable';
import { decisionInputs } from '../../../lifecycle/decision-inputs';
import { explainLeads } from '../../../pipeline/crm/explain-leads';
import { scoreWaiting, type ScoreDeps } from '../../../pipeline/score';
import { sweepDue } from '../../../pipeline/sweep';
import { evaluate, evaluateKnown } from '../../../scoring/evaluate';
import { storeActivities } from '../../../store/activity';
import { loadFacts } from '../../../store/lead-facts';
import { resolveLeads } from '../../../store/lead-identity';
import { storeProfiles } from '../../../store/lead-profile';
import { enqueueScoring } from '../../../store/score-queue';
import { activateWorkspace } from '../../../store/workspace-version';
import { viewLeadWhy } from '../../../views/lead-why';
import { viewScoreHistory } from '../../../views/score-history';
import { createWorkspaceReader } from '../../../views/workspaces';
import { createTestDatabase, type TestDatabase } from '../harness/database';
import { defaultWorkspace } from '../harness/default-workspace';
import { movingClock } from '../harness/moving-clock';

const START = Date.UTC(2026, 4, 4, 9);
const HOUR = 3_600_000;
const workspace = defaultWorkspace();
const { model, policy } = workspace;
const clock = movingClock(START);
let database: TestDatabase;
let deps: ScoreDeps;

beforeAll(async () => {
  database = await createTestDatabase();
  deps = { db: database.db, clock: clock.now, failpoint: noFailpoint, rules: () => workspace };
  const { id, files } = workspace;
  await activateWorkspace(database.db, { id, files, actor: 'test', asOf: START - HOUR });
});
afterAll(() => database.drop());
beforeEach(() => clock.set(START));

const inTransaction = <T>(work: (tx: TestDatabase['db']) => Promise<T>): Promise<T> =>
  database.db.transaction().execute(work);

let names = 0;
/** A lead that a worker with this clock found. */
const newLead = async (now: EpochMs, email?: string): Promise<LeadId> => {
  const external = { kind: 'external' as const, source: 'test', value: `p${(names += 1)}` };
  const aliases = email === undefined ? [external] : [external, { kind: 'email' as const, value: email }];
  const [lead] = await inTransaction((tx) => resolveLeads(tx, { references: [aliases], source: 'test', now }));
  return lead!.leadId;
};

const GOOD_FIT = { country: 'DE', industry: 'software', employees: 300, seniority: 'vp', function: 'operations' };

interface Dated {
  readonly occurredAt: EpochMs;
  readonly knownAt: EpochMs;
}

const tellOf = (leadId: LeadId, when: Dated): Promise<unknown> => {
  const fact = { ...when, leadId, source: 'test', sourceId: 'profile' };
  const attributes = Object.entries(GOOD_FIT).map(([name, value]) => ({ ...fact, name, value }));
  return inTransaction((tx) => storeProfiles(tx, { attributes }, { quiet: false }));
};

const withdraw = (leadId: LeadId, when: Dated): Promise<unknown> => {
  const fact = { ...when, leadId, source: 'test', sourceId: 'consent', status: 'withdrawn' as const };
  const consents = ['email', 'phone'].map((channel) => ({ ...fact, channel }));
  return inTransaction((tx) => storeProfiles(tx, { consents }, { quiet: false }));
};

const happen = (leadId: LeadId, type: string, when: Dated): Promise<unknown> => {
  const activity = { ...when, leadId, type, source: 'test', sourceId: `${leadId}-${type}`, aliasId: null };
  return inTransaction((tx) => storeActivities(tx, [activity], { quiet: false }));
};

const scoreAll = async (): Promise<void> => {
  while ((await scoreWaiting(deps)) > 0);
};

const scoreOf = (leadId: LeadId) =>
  database.db.selectFrom('lead_score').selectAll().where('lead_id', '=', leadId).executeTakeFirstOrThrow();

/** What everybody says who folds the whole log, at the scorer's present instant. */
const expectAllAgree = async (leadId: LeadId): Promise<void> => {
  const { db } = database;
  const now = clock.now();
  const score = await scoreOf(leadId);
  const live = { grade: score.grade, combined: score.combined, fit: score.fit, engagement: score.engagement };
  const facts = (await loadFacts(db, [leadId])).get(leadId)!;
  const known = evaluateKnown(model, facts, now);
  expect(score.decision).toEqual(decisionInputs(policy, known, isContactable(policy, facts.consents)));
  expect(known).toMatchObject(live);

  const workspaces = createWorkspaceReader(db);
  const why = await viewLeadWhy({ db, workspaces }, { leadId, asOf: now, now });
  expect(why).toMatchObject({
    combined: live.combined,
    engagement: { points: live.engagement },
    fit: { points: live.fit, grade: live.grade },
  });
  const history = await viewScoreHistory({ db, workspaces }, { leadId, days: 2, now });
  expect((history as { points: readonly unknown[] }).points.at(-1)).toMatchObject(live);
  const explained = await explainLeads(db, { model, leadIds: [leadId], now });
  expect(explained.get(leadId)?.evaluation).toMatchObject(live);

  await inTransaction((tx) => enqueueScoring(tx, [leadId], { kind: 'recompute', quiet: false }));
  await scoreAll();
  expect(await scoreOf(leadId)).toMatchObject({ ...live, decision: score.decision });
};

/** Two days on every clock has come by; the incremental score, evaluated because time has passed, is that of the whole log. */
const expectSameAsWholeLogLater = async (leadId: LeadId): Promise<void> => {
  clock.advance(48 * HOUR);
  await sweepDue(deps);
  await scoreAll();
  const { grade, combined, fit, engagement, decision } = await scoreOf(leadId);
  const facts = (await loadFacts(database.db, [leadId])).get(leadId)!;
  const whole = evaluate(model, facts, clock.now());
  expect(whole).toMatchObject({ grade, combined, fit, engagement });
  expect(decision).toEqual(decisionInputs(policy, whole, isContactable(policy, facts.consents)));
};

describe.each<[string, Dated]>([
  ['by a source hours ahead, as an import once stored it', { occurredAt: START + 5 * HOUR, knownAt: START + 5 * HOUR }],
  ['by a source hours ahead', { occurredAt: START + 5 * HOUR, knownAt: START - 1 }],
  ['by a server whose clock is ahead of the scorer’s', { occurredAt: START + 20_000, knownAt: START + 20_000 }],
  ['before a server ahead of us received it', { occurredAt: START - HOUR, knownAt: START + 20_000 }],
])('facts dated %s', (_, when) => {
  it('make the grade at once, and keep it', async () => {
    const leadId = await newLead(START);
    await tellOf(leadId, when);
    await happen(leadId, 'page_view', { occurredAt: START, knownAt: START });
    await scoreAll();
    expect((await scoreOf(leadId)).grade).toBe('A');
    await expectAllAgree(leadId);
    await expectSameAsWholeLogLater(leadId);
  });

  it('close what a withdrawal closes', async () => {
    const leadId = await newLead(START);
    await withdraw(leadId, when);
    await scoreAll();
    expect((await scoreOf(leadId)).decision.contactable).toBe(false);
    await expectAllAgree(leadId);
    await expectSameAsWholeLogLater(leadId);
  });

  it('count as activity', async () => {
    const leadId = await newLead(START);
    await happen(leadId, 'trial_start', when);
    await scoreAll();
    expect((await scoreOf(leadId)).engagement).toBeGreaterThan(0);
    await expectAllAgree(leadId);
    await expectSameAsWholeLogLater(leadId);
  });
});

it('an address that another worker, ahead of us, has found is part of the profile', async () => {
  const leadId = await newLead(START + 20_000, 'jane@acme.test');
  await scoreAll();
  const business = (await scoreOf(leadId)).fit;
  expect(business).toBeGreaterThan(0);
  await expectAllAgree(leadId);
  await expectSameAsWholeLogLater(leadId);
});
