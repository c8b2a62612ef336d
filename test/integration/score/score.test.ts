import { takeStock } from '../../../activities/take-stock';
import { noFailpoint } from '../../../domain/failpoint';
import type { ActivityFact } from '../../../domain/activity';
import type { Evaluation } from '../../../domain/evaluation';
import type { AttributeValue, LeadId } from '../../../domain/lead';
import type { EpochMs } from '../../../domain/time';
import { resolveSyncError, retrySyncError } from '../../../pipeline/retry-sync-error';
import { scoreLeads, scoreWaiting, type ScoreDeps } from '../../../pipeline/score';
import type { ScoringRules } from '../../../pipeline/score-lead';
import { sweepDue, sweepOutdated } from '../../../pipeline/sweep';
import { evaluate } from '../../../scoring/evaluate';
import { storeActivities } from '../../../store/activity';
import { loadFacts } from '../../../store/lead-facts';
import { resolveLeads } from '../../../store/lead-identity';
import { storeProfiles } from '../../../store/lead-profile';
import { enqueueScoring, lockLeads, takeScoringWork } from '../../../store/score-queue';
import { listSyncErrors } from '../../../store/sync-error';
import { crashOnceAt } from '../harness/crash';
import { createTestDatabase, type TestDatabase } from '../harness/database';
import { defaultWorkspace } from '../harness/default-workspace';
import { holdTransaction, untilSomebodyWaits } from '../harness/hold-transaction';
import { movingClock } from '../harness/moving-clock';

const START = Date.UTC(2026, 4, 4, 9);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const workspace = defaultWorkspace();
const clock = movingClock(START);
let rules: ScoringRules = workspace;
let database: TestDatabase;
let deps: ScoreDeps;

beforeAll(async () => {
  database = await createTestDatabase({ maxConnections: 12 });
});
afterAll(() => database.drop());
beforeEach(async () => {
  clock.set(START);
  rules = workspace;
  deps = { db: database.db, clock: clock.now, failpoint: noFailpoint, rules: () => rules };
  for (const table of [
    'sync_error',
    'score_queue',
    'wake',
    'crm_wish',
    'evaluation_change',
    'lead_score',
    'activity',
    'lead_attribute',
    'lead_consent',
    'stage_move',
    'lead_track',
    'lead_alias',
    'lead',
  ] as const) {
    await database.db.deleteFrom(table).execute();
  }
});

const scoreAll = async (own: ScoreDeps = deps): Promise<number> => {
  let leads = 0;
  for (let done = await scoreWaiting(own); done > 0; done = await scoreWaiting(own)) leads += done;
  return leads;
};

let names = 0;
const newLeads = async (count: number, options: { quiet?: boolean } = {}): Promise<readonly LeadId[]> => {
  const references = Array.from({ length: count }, () => [
    { kind: 'external' as const, source: 'test', value: `p${(names += 1)}` },
  ]);
  const leads = await database.db
    .transaction()
    .execute((tx) => resolveLeads(tx, { references, source: 'test', now: clock.now(), ...options }));
  return leads.map((lead) => lead.leadId);
};
const newLead = async (): Promise<LeadId> => (await newLeads(1))[0]!;

let ids = 0;
type Doing = Partial<ActivityFact> & { type: string; leadId: LeadId };
const happen = (doings: readonly Doing[], quiet = false): Promise<unknown> =>
  database.db.transaction().execute((tx) =>
    storeActivities(
      tx,
      doings.map((doing) => ({
        source: 'test',
        sourceId: `a${(ids += 1)}`,
        occurredAt: clock.now(),
        knownAt: clock.now(),
        aliasId: null,
        ...doing,
      })),
      { quiet },
    ),
  );

const tell = (leadId: LeadId, attributes: Record<string, AttributeValue>): Promise<unknown> => {
  const fact = { leadId, occurredAt: clock.now(), knownAt: clock.now(), source: 'test', sourceId: `a${(ids += 1)}` };
  return database.db
    .transaction()
    .execute((tx) =>
      storeProfiles(
        tx,
        { attributes: Object.entries(attributes).map(([name, value]) => ({ ...fact, name, value })) },
        { quiet: false },
      ),
    );
};

const scores = () => database.db.selectFrom('lead_score').selectAll().orderBy('lead_id').execute();
const scoreOf = (leadId: LeadId) =>
  database.db.selectFrom('lead_score').selectAll().where('lead_id', '=', leadId).executeTakeFirstOrThrow();
const changesOf = (leadId: LeadId) =>
  database.db
    .selectFrom('evaluation_change')
    .selectAll()
    .where('lead_id', '=', leadId)
    .orderBy('evaluation_no')
    .execute();
const wakes = async () =>
  (await database.db.selectFrom('wake').selectAll().execute()).map((row) => row.lead_id).toSorted();
const waiting = () => database.db.selectFrom('score_queue').selectAll().execute();
const hasWorkflow = (leadIds: readonly LeadId[]) =>
  database.db.updateTable('lead_track').set({ has_workflow: true }).where('lead_id', 'in', leadIds).execute();

/** What the log says, by the function that backtest and replay use. */
const recomputed = async (leadId: LeadId, asOf: EpochMs = clock.now()): Promise<Evaluation> =>
  evaluate(rules.model, (await loadFacts(database.db, [leadId])).get(leadId)!, asOf);

const expectSameAsLog = async (leadIds: readonly LeadId[]): Promise<void> => {
  for (const leadId of leadIds) {
    const score = await scoreOf(leadId);
    const log = await recomputed(leadId);
    expect(score).toMatchObject({
      grade: log.grade,
      fit: log.fit,
      engagement: log.engagement,
      interest: log.interest,
      intent: log.intent,
      level: log.level,
      combined: log.combined,
      last_activity_at: log.lastActivityAt,
      next_change_at: log.nextChangeAt,
      workspace_id: rules.id,
    });
  }
};

const GOOD_FIT = { country: 'DE', industry: 'software', employees: 300, seniority: 'vp', function: 'operations' };

describe('the scorer', () => {
  it('gives every lead the score that its log gives, and empties the queue', async () => {
    const leadIds = await newLeads(3);
    const [a, b] = leadIds;
    await tell(a!, GOOD_FIT);
    await happen([
      { leadId: a!, type: 'pricing_page' },
      { leadId: a!, type: 'download', asset: 'guide' },
      { leadId: b!, type: 'video_watched', props: { percent: 80 } },
      { leadId: b!, type: 'nobody_knows_this' },
    ]);

    expect(await scoreAll()).toBe(3);

    await expectSameAsLog(leadIds);
    expect(await scoreOf(a!)).toMatchObject({ grade: 'A', evaluation_no: 1, evaluated_at: START });
    expect((await scoreOf(a!)).engagement).toBeGreaterThan(0);
    expect(await waiting()).toEqual([]);
    expect(await scoreAll()).toBe(0);
  });

  it('comes to the same whatever the order and the batches, late activity included', async () => {
    const types = [
      'page_view',
      'pricing_page',
      'download',
      'trial_start',
      'email_click',
      'unsubscribe',
      'webinar_attended',
    ];
    const doings = Array.from({ length: 60 }, (_, index) => ({
      type: types[index % types.length]!,
      occurredAt: START - ((index * 37) % 90) * DAY,
      knownAt: START,
      asset: `asset-${index % 4}`,
    }));
    const leadIds = await newLeads(4);
    const orders = [
      doings,
      doings.toReversed(),
      doings.toSorted((x, y) => x.occurredAt - y.occurredAt),
      doings.toSorted((x, y) => x.asset.localeCompare(y.asset)),
    ];
    for (let from = 0; from < doings.length; from += 13) {
      for (const [index, leadId] of leadIds.entries()) {
        await happen(orders[index]!.slice(from, from + 13).map((doing) => ({ ...doing, leadId })));
      }
      if (from % 2 === 0) await scoreAll();
    }
    await scoreAll();

    await expectSameAsLog(leadIds);
    expect(new Set((await scores()).map((score) => JSON.stringify([score.engagement, score.fold])).values()).size).toBe(
      1,
    );
  });

  it('reads attributes and consents anew only when one is new', async () => {
    const leadId = await newLead();
    await happen([{ leadId, type: 'page_view' }]);
    await scoreAll();
    expect((await scoreOf(leadId)).grade).toBe('U');

    await tell(leadId, GOOD_FIT);
    await scoreAll();
    expect((await scoreOf(leadId)).grade).toBe('A');

    const consent = {
      leadId,
      status: 'withdrawn' as const,
      occurredAt: START,
      knownAt: START,
      source: 'test',
      sourceId: 'c',
    };
    const consents = ['email', 'phone'].map((channel) => ({ ...consent, channel }));
    await database.db.transaction().execute((tx) => storeProfiles(tx, { consents }, { quiet: false }));
    await scoreAll();
    await happen([{ leadId, type: 'page_view' }]);
    await scoreAll();
    expect((await scoreOf(leadId)).decision.contactable).toBe(false);
    await expectSameAsLog([leadId]);
  });

  it('evaluates a lead whose time has come, and takes points away by then', async () => {
    const leadId = await newLead();
    await happen([{ leadId, type: 'trial_start' }]);
    await scoreAll();
    const before = await scoreOf(leadId);

    clock.set(before.next_change_at!);
    expect(await sweepDue(deps)).toBe(1);
    expect(await sweepDue(deps)).toBe(0);
    await scoreAll();

    expect((await scoreOf(leadId)).engagement).toBeLessThan(before.engagement);
    expect((await scoreOf(leadId)).next_change_at).toBeGreaterThan(before.next_change_at!);
    await expectSameAsLog([leadId]);
  });

  it('looks once a UTC day at leads that fade, so that CRM records follow', async () => {
    const leadId = await newLead();
    await happen([{ leadId, type: 'trial_start' }]);
    await scoreAll();
    await database.db
      .updateTable('lead_score')
      .set({ next_change_at: new Date(START + 30 * DAY) })
      .execute();

    clock.set(Date.UTC(2026, 4, 5) - 1);
    expect(await sweepDue(deps)).toBe(0);
    clock.set(Date.UTC(2026, 4, 5));
    expect(await sweepDue(deps)).toBe(1);
    await scoreAll();
    await expectSameAsLog([leadId]);
  });

  it('evaluates for a decider as of its own now, waking nobody', async () => {
    const leadId = await newLead();
    await happen([{ leadId, type: 'trial_start' }]);
    await scoreAll();
    await database.db.deleteFrom('wake').execute();
    clock.set((await scoreOf(leadId)).next_change_at!);

    await database.db.transaction().execute((tx) => scoreLeads(tx, rules, { leadIds: [leadId], asOf: clock.now() }));

    await expectSameAsLog([leadId]);
    expect(await wakes()).toEqual([]);
  });

  it('leaves new activity in the queue when a workflow evaluates, and counts it once', async () => {
    const leadId = await newLead();
    await happen([{ leadId, type: 'trial_start' }]);
    const evaluateForWorkflow = () =>
      database.db.transaction().execute((tx) => scoreLeads(tx, rules, { leadIds: [leadId], asOf: START }));
    await evaluateForWorkflow();
    await happen([{ leadId, type: 'pricing_page' }]);
    await evaluateForWorkflow();
    expect((await waiting()).map((row) => row.type)).toEqual(['pricing_page']);
    await scoreAll();
    await expectSameAsLog([leadId]);
  });

  it('takes what waits with the whole log when a workflow evaluates by other rules, and counts it once', async () => {
    const leadId = await newLead();
    await scoreAll();
    await happen([{ leadId, type: 'trial_start' }]);
    rules = { ...workspace, id: 'another' };
    await database.db.transaction().execute((tx) => scoreLeads(tx, rules, { leadIds: [leadId], asOf: START }));
    expect(await waiting()).toEqual([]);
    await expectSameAsLog([leadId]);
  });
});

describe('another version of the workspace', () => {
  it('folds the log anew, whatever waits in the queue', async () => {
    const leadIds = await newLeads(5);
    await happen(leadIds.map((leadId) => ({ leadId, type: 'pricing_page' })));
    await scoreAll();
    await happen(leadIds.map((leadId) => ({ leadId, type: 'download', asset: 'guide' })));
    rules = { ...workspace, id: 'another' };
    expect(await sweepOutdated(deps, { workspaceId: 'another', quiet: true })).toBe(5);
    expect(await sweepOutdated(deps, { workspaceId: 'another', quiet: true })).toBe(0);

    expect(await scoreAll()).toBe(5);

    await expectSameAsLog(leadIds);
    expect(await waiting()).toEqual([]);
    expect(await sweepOutdated(deps, { workspaceId: 'another', quiet: true })).toBe(0);
  });

  it('wakes the workflows, whose decisions may be others now', async () => {
    const [a, b] = await newLeads(2);
    await happen([
      { leadId: a!, type: 'page_view' },
      { leadId: b!, type: 'unknown' },
    ]);
    await scoreAll();
    await hasWorkflow([a!]);
    await database.db.deleteFrom('wake').execute();
    rules = { ...workspace, id: 'another' };
    await sweepOutdated(deps, { workspaceId: 'another', quiet: false });
    await scoreAll();
    expect(await wakes()).toEqual([a]);
  });

  it('is rebuilt on request with what only the log knows', async () => {
    const leadId = await newLead();
    await happen([{ leadId, type: 'pricing_page' }]);
    await scoreAll();
    await database.db
      .updateTable('lead_score')
      .set({ fold: '{"rules":[],"humanAt":null,"handRaisedAt":null,"productQualifiedAt":null}' })
      .execute();
    await database.db.transaction().execute((tx) => enqueueScoring(tx, [leadId], { kind: 'recompute', quiet: true }));
    await scoreAll();
    await expectSameAsLog([leadId]);
  });
});

describe('wakes', () => {
  it('wakes no workflow for activity that changes nothing a decision reads, and keeps no history of it', async () => {
    const leadId = await newLead();
    await happen([{ leadId, type: 'page_view' }]);
    await scoreAll();
    await hasWorkflow([leadId]);
    await database.db.deleteFrom('wake').execute();
    const before = await changesOf(leadId);

    for (let view = 0; view < 5; view += 1) {
      clock.advance(HOUR);
      await happen([{ leadId, type: 'page_view' }]);
      await scoreAll();
    }

    expect((await scoreOf(leadId)).evaluation_no).toBe(6);
    expect(await wakes()).toEqual([]);
    expect(await changesOf(leadId)).toEqual(before);
  });

  it('wakes it once for each change of what a decision reads', async () => {
    const leadId = await newLead();
    await scoreAll();
    await hasWorkflow([leadId]);
    await happen([{ leadId, type: 'demo_request' }]);
    await scoreAll();

    expect(await wakes()).toEqual([leadId]);
    const [, change] = await changesOf(leadId);
    expect(change).toMatchObject({ evaluation_no: 2, quiet: false, decision: { handRaisedAt: START } });
  });

  it('starts with a subscriber: one that stays subscriber needs no wake, one that is called elsewhere does', async () => {
    const [silent, active] = await newLeads(2);
    await happen([{ leadId: active!, type: 'page_view' }]);
    await scoreAll();
    expect(await wakes()).toEqual([active]);
    expect(await changesOf(silent!)).toHaveLength(1);
  });

  it('is quiet only if all that led to the decision is quiet', async () => {
    const [quiet, mixed] = await newLeads(2, { quiet: true });
    await happen(
      [
        { leadId: quiet!, type: 'demo_request' },
        { leadId: mixed!, type: 'page_view' },
      ],
      true,
    );
    await happen([{ leadId: mixed!, type: 'demo_request' }]);
    await scoreAll();
    expect([(await scoreOf(quiet!)).quiet, (await scoreOf(mixed!)).quiet]).toEqual([true, false]);

    await happen([{ leadId: quiet!, type: 'email_open' }]);
    await scoreAll();
    expect((await scoreOf(quiet!)).quiet).toBe(true);

    clock.advance(HOUR);
    await happen([{ leadId: quiet!, type: 'demo_request' }]);
    await scoreAll();
    expect((await scoreOf(quiet!)).quiet).toBe(false);
    expect((await changesOf(quiet!)).map((change) => change.quiet)).toEqual([true, false]);
  });
});

describe('CRM wishes', () => {
  const wishes = () => database.db.selectFrom('crm_wish').select(['lead_id', 'version', 'state']).execute();
  beforeEach(async () => {
    await database.db
      .insertInto('connection')
      .values({ id: 'crm', vendor: 'hubspot', mode: 'score_fields', settings: '{}', created_at: new Date(START) })
      .onConflict((c) => c.doNothing())
      .execute();
  });
  afterEach(async () => {
    await database.db.deleteFrom('crm_wish').execute();
    await database.db.deleteFrom('connection').execute();
  });

  it('wishes a lead written when first scored, and again only when grade or combined score are others', async () => {
    const leadId = await newLead();
    await hasWorkflow([leadId]);
    await happen([{ leadId, type: 'page_view' }]);
    await scoreAll();
    const [first] = await wishes();
    expect(first).toMatchObject({ lead_id: leadId, state: 'pending' });

    await happen([{ leadId, type: 'page_view' }]);
    await scoreAll();
    expect(await wishes()).toEqual([first]);

    await tell(leadId, GOOD_FIT);
    await scoreAll();
    expect((await wishes())[0]!.version).toBeGreaterThan(first!.version);
  });

  it('leaves the first writing to the move for which a workflow is started, so that it is not written twice', async () => {
    const [silent, active] = await newLeads(2);
    await happen([{ leadId: active!, type: 'page_view' }]);
    await scoreAll();
    expect(await wakes()).toEqual([active]);
    expect(await wishes()).toMatchObject([{ lead_id: silent }]);
  });

  it('wishes it again when the score has drifted by five points since it was sent', async () => {
    const leadId = await newLead();
    await hasWorkflow([leadId]);
    await scoreAll();
    await database.db
      .updateTable('crm_wish')
      .set({ state: 'sent', sent_at: new Date(START), sent_engagement: 0 })
      .execute();
    await happen([{ leadId, type: 'page_view' }]);
    await scoreAll();
    expect(await wishes()).toMatchObject([{ state: 'sent' }]);
    await happen([{ leadId, type: 'pricing_page' }]);
    await scoreAll();
    expect(await wishes()).toMatchObject([{ state: 'pending' }]);
  });
});

describe('scorers at the same time', () => {
  it('count every activity once', async () => {
    const leadIds = await newLeads(30);
    const load = async (): Promise<void> => {
      for (let round = 0; round < 12; round += 1) {
        await happen(
          leadIds.flatMap((leadId) => [
            { leadId, type: 'page_view', occurredAt: START - round * DAY, knownAt: START },
            { leadId, type: 'pricing_page', occurredAt: START - round * 2 * DAY, knownAt: START },
          ]),
        );
      }
    };
    let loading = true;
    const scorer = async (): Promise<void> => {
      while (loading || (await waiting()).length > 0) await scoreWaiting(deps);
    };
    const rebuilder = async (): Promise<void> => {
      while (loading)
        await database.db
          .transaction()
          .execute((tx) => enqueueScoring(tx, leadIds, { kind: 'recompute', quiet: true }));
    };
    const running = [scorer(), scorer(), scorer(), rebuilder()];
    await load();
    loading = false;
    await Promise.all(running);

    await expectSameAsLog(leadIds);
    expect(await listSyncErrors(database.db, { limit: 10 })).toEqual([]);
  });
});

describe('a lead that somebody else has in hand', () => {
  it('is passed over and scored later; the others are scored now', async () => {
    const [held, free] = await newLeads(2);
    const other = await holdTransaction(database.db, (tx) => lockLeads(tx, [held!], 'wait'));
    expect(await scoreAll()).toBe(1);
    expect((await scores()).map((score) => score.lead_id)).toEqual([free]);

    await other.commit();
    expect(await scoreAll()).toBe(1);
    await expectSameAsLog([held!, free!]);
  });

  it('is waited for by a decider', async () => {
    const leadId = await newLead();
    const other = await holdTransaction(database.db, (tx) => lockLeads(tx, [leadId], 'wait'));
    const decided = database.db
      .transaction()
      .execute((tx) => scoreLeads(tx, rules, { leadIds: [leadId], asOf: START }));
    await untilSomebodyWaits(database.db);
    await other.commit();
    await decided;
    await expectSameAsLog([leadId]);
  });

  it('keeps a recomputation that was asked for after it was taken in hand', async () => {
    const leadId = await newLead();
    await happen([{ leadId, type: 'page_view' }]);
    await database.db.transaction().execute((tx) => enqueueScoring(tx, [leadId], { kind: 'recompute', quiet: true }));
    await database.db.transaction().execute(async (tx) => {
      await lockLeads(tx, [leadId], 'wait');
      await takeScoringWork(tx, { leadIds: [leadId], window: 100 });
    });
    expect((await waiting()).map((row) => row.kind)).toEqual(['recompute']);
  });
});

describe('a worker that is killed while it scores', () => {
  it.each(['score.before_commit', 'score.after_commit'] as const)('at %s loses and doubles nothing', async (place) => {
    const leadId = await newLead();
    await happen([
      { leadId, type: 'demo_request' },
      { leadId, type: 'pricing_page' },
    ]);

    await expect(scoreWaiting({ ...deps, failpoint: crashOnceAt(place) })).rejects.toThrow(place);
    await scoreAll();

    await expectSameAsLog([leadId]);
    expect(await changesOf(leadId)).toHaveLength(1);
    expect(await wakes()).toEqual([leadId]);
  });

  it.each(['sweep.before_commit', 'sweep.after_commit'] as const)(
    'or sweeps, at %s, queues a lead once',
    async (place) => {
      const leadId = await newLead();
      await happen([{ leadId, type: 'trial_start' }]);
      await scoreAll();
      clock.set((await scoreOf(leadId)).next_change_at!);
      await expect(sweepDue({ ...deps, failpoint: crashOnceAt(place) })).rejects.toThrow(place);
      await sweepDue(deps);
      expect(await waiting()).toHaveLength(1);
    },
  );
});

describe('a lead that cannot be scored', () => {
  /** A model that breaks on one kind of activity, as a bug would. */
  const broken = (): ScoringRules => {
    const rulesByType = new Map(workspace.model.rulesByType);
    rulesByType.get = (type) => {
      if (type === 'poison') throw new TypeError('broken rule');
      return workspace.model.rulesByType.get(type);
    };
    return { ...workspace, model: { ...workspace.model, rulesByType } };
  };

  it('becomes a sync error and holds up no other; mended, its log makes it whole', async () => {
    const leadIds = await newLeads(20);
    await happen(leadIds.map((leadId) => ({ leadId, type: 'page_view' })));
    await scoreAll();
    const poisoned = leadIds[7]!;
    await happen([
      ...leadIds.map((leadId) => ({ leadId, type: 'pricing_page' })),
      { leadId: poisoned, type: 'poison' },
    ]);
    rules = broken();

    await scoreAll();

    expect(await waiting()).toEqual([]);
    const errors = await listSyncErrors(database.db, { limit: 10 });
    expect(errors).toMatchObject([
      { code: 'lead_not_scored', leadId: poisoned, origin: `score:${poisoned}`, state: 'open' },
    ]);
    await expectSameAsLog(leadIds.filter((leadId) => leadId !== poisoned));

    rules = workspace;
    await happen([{ leadId: poisoned, type: 'download', asset: 'guide' }]);
    await scoreAll();
    await expectSameAsLog([poisoned]);
  });

  describe('is set aside', () => {
    let poisoned: LeadId;
    let errorId: number;
    beforeEach(async () => {
      poisoned = await newLead();
      await happen([{ leadId: poisoned, type: 'trial_start' }]);
      await scoreAll();
      await hasWorkflow([poisoned]);
      await happen([{ leadId: poisoned, type: 'poison' }]);
      rules = broken();
      await scoreAll();
      errorId = (await listSyncErrors(database.db, { limit: 1 }))[0]!.id;
    });

    it('and time alone has it tried no more: what a person has resolved stays resolved', async () => {
      const person = { id: errorId, actor: 'cli:test' };
      expect(await resolveSyncError({ db: database.db, clock: clock.now }, person)).toBe('resolved');
      clock.set((await scoreOf(poisoned)).next_change_at!);

      expect(await sweepDue(deps)).toBe(0);
      expect(await sweepOutdated(deps, { workspaceId: rules.id, quiet: true })).toBe(0);
      expect(await sweepOutdated(deps, { workspaceId: 'another', quiet: true })).toBe(0);
      expect(await scoreAll()).toBe(0);
      expect(await listSyncErrors(database.db, { limit: 10 })).toMatchObject([{ id: errorId, state: 'resolved' }]);
    });

    it('and its workflow takes stock by its last score', async () => {
      const asOf = (await scoreOf(poisoned)).next_change_at!;
      const stock = takeStock({
        db: database.db,
        workspace: () => ({ ...workspace, ...rules }),
        failpoint: noFailpoint,
      });
      expect(await stock({ leadId: poisoned, track: 'main', asOf })).toMatchObject({ stage: 'subscriber' });
    });

    it('until it is retried: then it is scored from its log, and looked at when its time comes', async () => {
      rules = workspace;
      const retry = { id: errorId, actor: 'cli:test' };
      expect(await retrySyncError({ db: database.db, clock: clock.now }, retry)).toEqual({ kind: 'retried' });
      expect(await scoreAll()).toBe(1);
      await expectSameAsLog([poisoned]);

      clock.set((await scoreOf(poisoned)).next_change_at!);
      expect(await sweepDue(deps)).toBe(1);
      await scoreAll();
      await expectSameAsLog([poisoned]);
    });
  });
});
