import type { ActivityFact } from '../../../domain/activity';
import { DAY_MS, startOfUtcDay } from '../../../domain/time';
import type { CompiledModel } from '../../../scoring/compiled-model';
import { evaluate, evaluateFold } from '../../../scoring/evaluate';
import { emptyFold, foldActivities } from '../../../scoring/fold';
import { activity, facts, FIRST_DAY, modelOf, noon } from './builders';

/** The day of the next change, seen from noon of a day. */
function nextDay(model: CompiledModel, activities: ActivityFact[], day = 0): number | null {
  const { nextChangeAt } = evaluate(model, facts({ activities }), noon(day));
  if (nextChangeAt === null) return null;
  const next = nextChangeAt / startOfUtcDay(1) - FIRST_DAY;
  expect(next % 1).toBe(0);
  return next;
}

const fading = '{half_life_days: 10, rules: {act: {points: 60}}}';

test('a level that is lost by decay', () => {
  // 60 points are level 4; a day later 55.98.
  expect(nextDay(modelOf({ engagement: `interest: ${fading}` }), [activity('act', noon(0))])).toBe(1);
  // 55.98 is level 3 down to 35: 60 × 0.5^(7/10) = 36.93, 60 × 0.5^(8/10) = 34.46.
  expect(nextDay(modelOf({ engagement: `interest: ${fading}` }), [activity('act', noon(0))], 1)).toBe(8);
});

test('a level that is regained as a minus fades', () => {
  const model = modelOf({
    engagement: `
interest: {rules: {act: {points: 15}}}
minus: {decay_steps: [{after_days: 7, keep_percent: 0}], rules: {bounce: {points: -10}}}`,
  });
  expect(nextDay(model, [activity('act', noon(0)), activity('bounce', noon(0))])).toBe(7);
});

test('a dip that ends as it began is not stepped over', () => {
  // Day 0: 30 - 10 = 20, level 2. Day 2: 15 - 10 = 5, level 1. Day 90: 15, level 2 again, for ever.
  const model = modelOf({
    engagement: `
interest: {decay_steps: [{after_days: 2, keep_percent: 50}], rules: {act: {points: 30}}}
minus: {decay_steps: [{after_days: 90, keep_percent: 0}], rules: {bounce: {points: -10}}}`,
  });
  const list = [activity('act', noon(0)), activity('bounce', noon(0))];
  expect([0, 2, 90].map((day) => nextDay(model, list, day))).toEqual([2, 90, null]);
});

test('each silence step that takes more, and none that does not', () => {
  const model = modelOf({
    engagement: `
interest: {rules: {act: {points: 6}}}
silence: [{after_days: 10, points: -5}, {after_days: 20, points: -6}, {after_days: 30, points: -7}, {after_days: 40, to_zero: true}]`,
  });
  const list = [activity('act', noon(0))];
  expect([0, 10, 20].map((day) => nextDay(model, list, day))).toEqual([10, 20, null]);
});

test('a silence that had nothing to take at first holds back what a fading minus gives later', () => {
  const model = modelOf({
    engagement: `
interest: {rules: {act: {points: 16}}}
minus: {decay_steps: [{after_days: 25, keep_percent: 0}], rules: {bounce: {points: -20}}}
silence: [{after_days: 10, points: -5}]`,
  });
  // Day 0: 16 - 20, held to 0. Day 25: 16 - 5 = 11, still level 1. Without silence it would be 16, level 2.
  expect(nextDay(model, [activity('act', noon(0)), activity('bounce', noon(0))])).toBeNull();
});

test('what is dated after the day of evaluation begins to count on its day', () => {
  const model = modelOf({
    engagement: `
hand_raise_valid_days: 30
interest: {half_life_days: 10, rules: {act: {points: 60, hand_raise: true}}}`,
  });
  const fold = foldActivities(model, emptyFold(), [activity('act', noon(5))]);
  const at = (day: number) =>
    evaluateFold(model, {
      fold,
      fit: { lines: [], unknown: [], disqualifiedBy: null },
      asOf: noon(day),
      explain: true,
    });
  expect(at(0)).toMatchObject({
    engagement: 0,
    handRaisedAt: null,
    nextChangeAt: noon(5) - DAY_MS / 2,
    contributions: [],
  });
  expect(at(5)).toMatchObject({ engagement: 6000, handRaisedAt: noon(5) });
});

test('the ends of a hand raise and of a product qualification', () => {
  const model = modelOf({
    engagement: `
hand_raise_valid_days: 3
pql_valid_days: 5
intent: {rules: {demo: {points: 0, hand_raise: true}, trial: {points: 0, pql: true}}}`,
  });
  const list = [activity('demo', noon(0)), activity('trial', noon(0))];
  expect([0, 3, 5].map((day) => nextDay(model, list, day))).toEqual([3, 5, null]);
});

test('intent crossing what the lifecycle waits for, also under a full scale', () => {
  const model = modelOf(
    { engagement: `intent: ${fading}\ninterest: {rules: {more: {points: 100}}}` },
    { intent: [3000, 1500] },
  );
  // 60 × 0.5^(10/10) = 30 is not below 30; 60 × 0.5^(11/10) = 27.99 is.
  expect([0, 11, 21].map((day) => nextDay(model, [activity('act', noon(0)), activity('more', noon(0))], day))).toEqual([
    11,
    21,
    null,
  ]);
});

test('nothing, when time alone changes nothing for ever', () => {
  const model = modelOf({ engagement: 'interest: {rules: {act: {points: 20}}}' });
  expect(nextDay(model, [])).toBeNull();
  expect(nextDay(model, [activity('act', noon(0))])).toBeNull();
});

describe('what happens beyond 400 days is looked for again on the 400th', () => {
  test.each([
    ['a slow decay', 'interest: {half_life_days: 1000, rules: {act: {points: 20}}}'],
    ['a long silence', 'interest: {rules: {act: {points: 20}}}\nsilence: [{after_days: 500, points: -6}]'],
    ['a long hand raise', 'hand_raise_valid_days: 500\ninterest: {rules: {act: {points: 20, hand_raise: true}}}'],
  ])('%s', (_, engagement) => {
    const model = modelOf({ engagement });
    expect(nextDay(model, [activity('act', noon(0))])).toBe(400);
    expect(nextDay(model, [activity('act', noon(0))], 400)).toBeGreaterThan(400);
  });
});
