import fc from 'fast-check';
import type { ActivityFact } from '../../../domain/activity';
import { startOfUtcDay, utcDay } from '../../../domain/time';
import { compileModel } from '../../../scoring/compile';
import type { CompiledModel, CompiledRule } from '../../../scoring/compiled-model';
import { evaluate, evaluateFold } from '../../../scoring/evaluate';
import type { FitState } from '../../../scoring/fit';
import { emptyFold, foldActivities, type FoldState } from '../../../scoring/fold';
import type { ScoringConfig } from '../../../scoring/model-schema';
import { someActivities, someModel } from './arbitrary';
import { facts, noon } from './builders';
import { engagementByTheBook } from './by-the-book';

const NO_FIT: FitState = { lines: [], unknown: [], disqualifiedBy: null };

function compiled(config: ScoringConfig): CompiledModel {
  const { model, problems } = compileModel(config, { intent: [1500, 3000] });
  expect(problems).toEqual([]);
  return model;
}

const someDay = fc.integer({ min: -5, max: 200 }).map(noon);

test('the engine and docs/scoring.md worked out by hand agree to the last hundredth', () => {
  fc.assert(
    fc.property(someModel, someActivities, someDay, (config, activities, asOf) => {
      const { interest, intent, engagement, level } = evaluate(compiled(config), facts({ activities }), asOf);
      expect({ interest, intent, engagement, level }).toEqual(engagementByTheBook(config, activities, asOf));
    }),
    { numRuns: 400 },
  );
});

test('the lines sum to the score', () => {
  fc.assert(
    fc.property(someModel, someActivities, someDay, (config, activities, asOf) => {
      const { engagement, interest, intent, contributions } = evaluate(compiled(config), facts({ activities }), asOf);
      const sum = (group?: string): number =>
        contributions
          .filter((line) => group === undefined || line.group === group)
          .reduce((all, line) => all + line.points, 0);
      expect(sum()).toBe(engagement);
      expect(sum('interest')).toBe(interest);
      expect(sum('intent')).toBe(intent);
    }),
    { numRuns: 300 },
  );
});

test('any order and any batches give the same state', () => {
  const shuffled = someActivities.chain((activities) =>
    fc.tuple(
      fc.constant(activities),
      fc.shuffledSubarray(activities, { minLength: activities.length }),
      fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 5 }),
    ),
  );
  fc.assert(
    fc.property(someModel, shuffled, (config, [activities, order, cuts]) => {
      const model = compiled(config);
      let state = emptyFold();
      for (const batch of inBatches(order, cuts))
        state = foldActivities(model, JSON.parse(JSON.stringify(state)) as typeof state, batch);
      expect(JSON.stringify(state)).toBe(JSON.stringify(foldActivities(model, emptyFold(), activities)));
    }),
    { numRuns: 300 },
  );
});

test('live scoring, as facts become known, and looking back at any of its moments agree in every field', () => {
  fc.assert(
    fc.property(someModel, someActivities, (config, activities) => {
      const model = compiled(config);
      const arrivals = activities.toSorted((a, b) => a.knownAt - b.knownAt);
      let fold = emptyFold();
      for (const arrival of arrivals) {
        fold = foldActivities(model, fold, [arrival]);
        const asOf = arrival.knownAt;
        if (arrivals.some((other) => other !== arrival && other.knownAt === asOf)) continue;
        const live = evaluateFold(model, { fold, fit: NO_FIT, asOf, explain: true });
        expect(live).toEqual(evaluate(model, facts({ activities }), asOf));
      }
    }),
    { numRuns: 150 },
  );
});

test('folding leaves the state it was given as it was', () => {
  fc.assert(
    fc.property(someModel, someActivities, someActivities, (config, before, after) => {
      const model = compiled(config);
      const state = foldActivities(model, emptyFold(), before);
      const text = JSON.stringify(state);
      foldActivities(model, state, after);
      expect(JSON.stringify(state)).toBe(text);
    }),
    { numRuns: 100 },
  );
});

test('the next change is never late, and early only to look again', () => {
  fc.assert(
    fc.property(someModel, someActivities, someDay, (config, activities, asOf) => {
      const model = compiled(config);
      const fold = foldActivities(model, emptyFold(), activities);
      const { nextChangeAt } = evaluateFold(model, { fold, fit: NO_FIT, asOf });
      const seen = firstChangeByStepping(model, fold, asOf, 500);
      const lookAgain = startOfUtcDay(utcDay(asOf) + 400);
      if (nextChangeAt === null) expect(seen).toBeNull();
      else if (nextChangeAt === lookAgain) expect(seen ?? lookAgain).toBeGreaterThanOrEqual(lookAgain);
      else expect(nextChangeAt).toBe(seen);
    }),
    { numRuns: 150 },
  );
});

/** Day by day: what a decision or the CRM could see. */
function firstChangeByStepping(model: CompiledModel, fold: FoldState, asOf: number, days: number): number | null {
  const look = (day: number) => evaluateFold(model, { fold, fit: NO_FIT, asOf: startOfUtcDay(day), explain: true });
  const today = utcDay(asOf);
  const now = look(today);
  const band = (points: number): number => model.watchedIntent.filter((threshold) => threshold <= points).length;
  // Dated ahead of today: begins to count on its day.
  const bucketAhead = (day: number): boolean =>
    model.groups.some(({ rules }) => rules.some((rule) => bucketDays(rule, fold).includes(day)));
  for (let day = today + 1; day <= today + days; day += 1) {
    const then = look(day);
    const markAhead = [fold.handRaisedAt, fold.productQualifiedAt].some((at) => at !== null && utcDay(at) === day);
    if (
      then.level !== now.level ||
      then.handRaisedAt !== now.handRaisedAt ||
      then.productQualifiedAt !== now.productQualifiedAt ||
      band(then.intent) !== band(now.intent) ||
      deeperSilence(model, fold, day, then.interest + then.intent + minusOf(then)) ||
      bucketAhead(day) ||
      markAhead
    )
      return startOfUtcDay(day);
  }
  return null;
}

/** The days of a rule's buckets: the first of each pair, or the second after an asset's hash. */
const bucketDays = ({ index, mode, points }: CompiledRule, fold: FoldState): number[] =>
  (fold.rules[index] ?? [])
    .filter((_, at) => at % 2 === (mode === 'once_per_asset' ? 1 : 0))
    .map((bucket) => Math.floor(bucket / points.length));

const minusOf = ({ contributions }: { contributions: readonly { group: string; points: number }[] }): number =>
  contributions.filter(({ group }) => group === 'minus').reduce((sum, { points }) => sum + points, 0);

/** Whether a silence step begins on the day and takes more than the one before it. */
function deeperSilence(model: CompiledModel, { humanAt }: FoldState, day: number, sum: number): boolean {
  if (humanAt === null) return false;
  const index = model.silence.findIndex(({ afterDays }) => utcDay(humanAt) + afterDays === day);
  if (index === -1) return false;
  const before = index === 0 ? 0 : model.silence[index - 1]!.takes;
  return sum > before && model.silence[index]!.takes > before;
}

function inBatches(list: readonly ActivityFact[], cuts: readonly number[]): ActivityFact[][] {
  const edges = [0, ...cuts.filter((cut) => cut < list.length).sort((a, b) => a - b), list.length];
  return edges.slice(1).map((end, index) => list.slice(edges[index], end));
}

test('what a lead did years ago, and can no longer be worth anything, does not make its state grow', () => {
  const { model } = compileModel({
    fit: { grades: { A: 70, B: 50, C: 30 }, profile: {} },
    engagement: {
      levels: { '4': 60, '3': 35, '2': 15 },
      interest: { half_life_days: 10, rules: { page: { points: 1, max_per_day: 3 } } },
      intent: { rules: {} },
    },
  });
  const daily = Array.from({ length: 2000 }, (_, day): ActivityFact => {
    return { source: 'web', sourceId: String(day), type: 'page', occurredAt: noon(day), knownAt: noon(day) };
  });
  // 3 points a day at most: 300 hundredths × factor is below half a hundredth from age 93 on.
  expect((foldActivities(model, emptyFold(), daily).rules[0]?.length ?? 0) / 2).toBe(94);
});
