import { noFailpoint } from '../../../domain/failpoint';
import { decisionInputs } from '../../../lifecycle/decision-inputs';
import { isContactable } from '../../../lifecycle/contactable';
import { ingestWaiting } from '../../../pipeline/ingest';
import { scoreWaiting } from '../../../pipeline/score';
import { sweepDue } from '../../../pipeline/sweep';
import { evaluate } from '../../../scoring/evaluate';
import { generate, type GeneratedItem } from '../../../simulators/generator/generate';
import { defaultSettings } from '../../../simulators/generator/settings';
import { keepDelivery } from '../../../store/inbox';
import { loadFacts } from '../../../store/lead-facts';
import { listSyncErrors } from '../../../store/sync-error';
import { createTestDatabase, type TestDatabase } from '../harness/database';
import { defaultWorkspace } from '../harness/default-workspace';
import { movingClock } from '../harness/moving-clock';

const END = Date.UTC(2026, 4, 4, 9);
const settings = { ...defaultSettings(END), people: 300, companies: 40, activities: 6_000 };

type Activity = Extract<GeneratedItem, { kind: 'activity' }>;

describe('a year of generated activity, as it becomes known', () => {
  const activities = [...generate(settings)].filter((item): item is Activity => item.kind === 'activity');
  const workspace = defaultWorkspace();
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    const clock = movingClock(0);
    const deps = { db: database.db, clock: clock.now, failpoint: noFailpoint, rules: () => workspace };
    for (let from = 0; from < activities.length; from += 250) {
      const batch = activities.slice(from, from + 250);
      clock.set(batch.at(-1)!.knownAt);
      const body = Buffer.from(JSON.stringify({ activities: batch.map((item) => item.activity) }));
      await keepDelivery(database.db, {
        connectionId: 'web',
        dedupeKey: `m${from}`,
        kind: 'activities',
        body,
        receivedAt: clock.now(),
      });
      await ingestWaiting(deps);
      await sweepDue(deps);
      await scoreWaiting(deps);
    }
  }, 120_000);
  afterAll(() => database.drop());

  it('makes as many leads as there are people, whatever the spelling, and no conflict', async () => {
    const rows = await database.db.selectFrom('lead').select('id').execute();
    expect(rows).toHaveLength(settings.people);
    expect(await listSyncErrors(database.db, { limit: 10 })).toEqual([]);
  });

  it('gives every activity to its person', async () => {
    const rows = await database.db.selectFrom('activity').select(['lead_id', 'source_id']).execute();
    const personOf = new Map(activities.map((item) => [item.activity.id, item.person]));
    const people = new Map<string, Set<number>>();
    for (const row of rows)
      people.set(row.lead_id, (people.get(row.lead_id) ?? new Set()).add(personOf.get(row.source_id)!));
    expect([...people.values()].filter((own) => own.size !== 1)).toEqual([]);
  });

  it('counts repeated ones once', async () => {
    const rows = await database.db.selectFrom('activity').select('source_id').execute();
    expect(rows).toHaveLength(settings.activities);
  });

  it('leaves the scores and decisions that the whole log gives', async () => {
    const scores = await database.db.selectFrom('lead_score').selectAll().execute();
    expect(scores).toHaveLength(settings.people);
    const facts = await loadFacts(
      database.db,
      scores.map((score) => score.lead_id),
    );
    for (const score of scores) {
      const own = facts.get(score.lead_id)!;
      const whole = evaluate(workspace.model, own, score.evaluated_at);
      expect([score.grade, score.combined, score.fit, score.engagement, score.interest, score.intent]).toEqual([
        whole.grade,
        whole.combined,
        whole.fit,
        whole.engagement,
        whole.interest,
        whole.intent,
      ]);
      const contactable = isContactable(workspace.policy, own.consents);
      expect(score.decision).toEqual(decisionInputs(workspace.policy, whole, contactable));
    }
  });
});
