import type { ActivityFact } from '../../../domain/activity';
import { DAY_MS } from '../../../domain/time';
import { evaluate } from '../../../scoring/evaluate';
import { activity, facts, linesOf, modelOf, noon } from './builders';

/** A model with one rule of interest. */
const ruleModel = (rule: string, group = '') => modelOf({ engagement: `interest: {rules: {act: ${rule}}, ${group}}` });

const act = (day: number, more: Partial<ActivityFact> = {}): ActivityFact => activity('act', noon(day), more);

const lines = (model: ReturnType<typeof modelOf>, activities: ActivityFact[], day: number): string[] =>
  linesOf(evaluate(model, facts({ activities }), noon(day)));

describe('limits', () => {
  test('so many a day', () => {
    const model = ruleModel('{points: 2, max_per_day: 2}');
    expect(lines(model, [act(0), act(0), act(0), act(1)], 1)).toEqual(['interest.act@0: 400', 'interest.act@1: 200']);
  });

  test('so many a week from Monday to Sunday, the earlier days first', () => {
    const model = ruleModel('{points: 2, max_per_week: 3}');
    // Day 0 is a Monday: days 5 and 6 end its week, day 7 begins the next.
    const week = [act(6), act(6), act(5), act(5), act(7)];
    expect(lines(model, week, 7)).toEqual(['interest.act@5: 400', 'interest.act@6: 200', 'interest.act@7: 200']);
  });

  test('a day’s limit comes before the week’s', () => {
    const model = ruleModel('{points: 1, max_per_day: 1, max_per_week: 2}');
    expect(lines(model, [act(0), act(0), act(1), act(2)], 2)).toEqual(['interest.act@0: 100', 'interest.act@1: 100']);
  });

  test('a week’s limit stays used up after the day that used it is worth nothing any more', () => {
    // 10 points at a half-life of 1 day are nothing after 11 days. The Sunday would still be worth 0.16 on day 12.
    const model = ruleModel('{points: 10, max_per_week: 1}', 'half_life_days: 1');
    expect(lines(model, [act(0), act(6), act(12)], 12)).toEqual(['interest.act@12: 1000']);
  });

  test('once ever, on the first day, however late that is heard of', () => {
    const model = ruleModel('{points: 5, once: true}');
    expect(lines(model, [act(4), act(2), act(2)], 9)).toEqual(['interest.act@2: 500']);
  });

  test('once for each asset, whatever its capitals; without an asset they share one', () => {
    const model = ruleModel('{points: 5, once_per_asset: true}');
    const list = [act(0, { asset: 'Guide' }), act(1, { asset: 'guide' }), act(1, { asset: 'Paper' }), act(2), act(3)];
    expect(lines(model, list, 9)).toEqual(['interest.act@0: 500', 'interest.act@1: 500', 'interest.act@2: 500']);
  });

  test('new assets, but so many a day', () => {
    const model = ruleModel('{points: 5, once_per_asset: true, max_per_day: 1}');
    expect(lines(model, [act(0, { asset: 'a' }), act(0, { asset: 'b' }), act(1, { asset: 'b' })], 1)).toEqual([
      'interest.act@0: 500',
    ]);
  });
});

describe('quantities', () => {
  test('an activity may stand for several occurrences', () => {
    const model = ruleModel('{points: 2, times: visits, max_per_day: 5}');
    expect(lines(model, [act(0, { props: { visits: 3.9 } })], 0)).toEqual(['interest.act@0: 600']);
    expect(lines(model, [act(0, { props: { visits: '4' } }), act(0, { props: { visits: 4 } })], 0)).toEqual([
      'interest.act@0: 1000',
    ]);
  });

  test('for less than one it is as if nothing had happened', () => {
    const model = ruleModel('{points: 2, times: visits}');
    for (const props of [{ visits: 0 }, { visits: -3 }, { visits: 'many' }, { visits: null }, {}]) {
      const evaluation = evaluate(model, facts({ activities: [act(0, { props })] }), noon(0));
      expect(evaluation).toMatchObject({ engagement: 0, lastActivityAt: null });
    }
  });

  test('points by band of a property; in no band the activity is a sign of life and nothing more', () => {
    const model = ruleModel('{points_by: {prop: seconds, bands: {60-299: 3, 300+: 8}}}');
    const list = [
      act(0, { props: { seconds: 120 } }),
      act(0, { props: { seconds: '674' } }),
      act(1, { props: { seconds: 5 } }),
    ];
    const evaluation = evaluate(model, facts({ activities: list }), noon(1));
    expect(linesOf(evaluation)).toEqual(['interest.act@0: 1100']);
    expect(evaluation.lastActivityAt).toBe(noon(1));
  });

  test('where a limit cuts, the worthiest of the day are kept', () => {
    const model = ruleModel('{points_by: {prop: seconds, bands: {1-9: 3, 10+: 8}}, max_per_day: 2}');
    const list = [5, 5, 50].map((seconds) => act(0, { props: { seconds } }));
    expect(lines(model, list, 0)).toEqual(['interest.act@0: 1100']);
  });

  test('a source gone mad is bounded', () => {
    const model = ruleModel('{points: 1, times: visits}');
    const evaluation = evaluate(model, facts({ activities: [act(0, { props: { visits: 1e300 } })] }), noon(0));
    expect(linesOf(evaluation)).toEqual(['interest.act@0: 1000000', 'engagement clamp: -990000']);
  });
});

describe('matching', () => {
  test('by type, asset and properties', () => {
    const model = ruleModel(
      "{on: [act, deed], points: 1, asset: 'case-*', where: {page: {is_not: jobs}, kind: [a, b]}}",
    );
    const good = { asset: 'Case-7', props: { page: 'home', kind: 'A' } };
    expect(lines(model, [act(0, good)], 0)).toHaveLength(1);
    expect(lines(model, [activity('deed', noon(0), good)], 0)).toHaveLength(1);
    expect(lines(model, [act(0, { ...good, asset: 'white-7' })], 0)).toEqual([]);
    expect(lines(model, [act(0, { props: good.props })], 0)).toEqual([]);
    expect(lines(model, [act(0, { ...good, props: { page: 'jobs', kind: 'a' } })], 0)).toEqual([]);
    expect(lines(model, [act(0, { ...good, props: { page: 'home' } })], 0)).toEqual([]);
    expect(lines(model, [activity('other', noon(0), good)], 0)).toEqual([]);
  });

  test('what every object inherits is no property', () => {
    const model = ruleModel('{points: 1, where: {constructor: {known: true}}}');
    expect(lines(model, [act(0, { props: {} })], 0)).toEqual([]);
  });

  test('one activity may count for several rules', () => {
    const model = modelOf({
      engagement: `
interest: {rules: {page_view: {points: 1}}}
intent: {rules: {pricing: {on: page_view, asset: /pricing, points: 10}}}`,
    });
    const view = activity('page_view', noon(0), { asset: '/pricing' });
    expect(lines(model, [view], 0)).toEqual(['interest.page_view@0: 100', 'intent.pricing@0: 1000']);
  });
});

describe('decay', () => {
  test('by half-life, rounded half away from zero', () => {
    const model = ruleModel('{points: 0.01}', 'half_life_days: 10');
    // 1 hundredth × 500,000 millionths = 0.5, rounded to 1; a day later 0.4665 is 0.
    expect(lines(model, [act(0)], 10)).toEqual(['interest.act@0: 1']);
    expect(lines(model, [act(0)], 11)).toEqual([]);
  });

  test('of minus points alike', () => {
    const model = modelOf({
      engagement: `
interest: {rules: {act: {points: 1}}}
minus: {half_life_days: 10, rules: {bounce: {points: -0.01}}}`,
    });
    const list = [act(10), activity('bounce', noon(0))];
    expect(lines(model, list, 10)).toEqual(['interest.act@10: 100', 'minus.bounce@0: -1']);
  });

  test('a day’s occurrences are decayed as one line', () => {
    const model = ruleModel('{points: 0.01}', 'half_life_days: 10');
    // 3 × 1 hundredth × 0.5 = 1.5, rounded to 2; one by one they would be 3.
    expect(lines(model, [act(0), act(0), act(0)], 10)).toEqual(['interest.act@0: 2']);
  });

  test('by steps', () => {
    const model = ruleModel(
      '{points: 10}',
      'decay_steps: [{after_days: 3, keep_percent: 50}, {after_days: 5, keep_percent: 0}]',
    );
    expect([2, 3, 4, 5].map((day) => lines(model, [act(0)], day))).toEqual([
      ['interest.act@0: 1000'],
      ['interest.act@0: 500'],
      ['interest.act@0: 500'],
      [],
    ]);
  });

  test('moves at midnight UTC, whatever the time of day', () => {
    const model = ruleModel('{points: 10}', 'half_life_days: 1');
    const late = act(0, { occurredAt: noon(0) + DAY_MS / 2 - 1, knownAt: noon(0) + DAY_MS / 2 - 1 });
    const points = (asOf: number): number => evaluate(model, facts({ activities: [late] }), asOf).engagement;
    expect(points(noon(0) + DAY_MS / 2 - 1)).toBe(1000);
    expect(points(noon(0) + DAY_MS / 2)).toBe(500);
  });
});

describe('caps, silence and the scale are lines', () => {
  test('a rule’s cap, then its group’s', () => {
    const model = modelOf({
      engagement: `
interest: {cap: 12, rules: {page: {points: 3, cap: 5}, paper: {points: 9}}}
minus: {cap: 4, rules: {bounce: {points: -6}}}`,
    });
    const list = [
      activity('page', noon(0)),
      activity('page', noon(0)),
      activity('paper', noon(0)),
      activity('bounce', noon(0)),
    ];
    // page 6 held to 5; 5 + 9 = 14 held to 12; minus 6 held to 4; 12 - 4 = 8
    const evaluation = evaluate(model, facts({ activities: list }), noon(0));
    expect(linesOf(evaluation)).toEqual([
      'interest.page@0: 600',
      'interest.page cap: -100',
      'interest.paper@0: 900',
      'interest cap: -200',
      'minus.bounce@0: -600',
      'minus cap: 200',
    ]);
    expect(evaluation).toMatchObject({ engagement: 800, interest: 1200, intent: 0 });
  });

  test('a cap holds at a time, not over a life: what has faded leaves room', () => {
    const model = ruleModel('{points: 10, cap: 10}', 'half_life_days: 10');
    // Day 20: 2.50 of the first are left; with the 10 of the second 12.50, held to 10.
    expect(lines(model, [act(0), act(20)], 20)).toEqual([
      'interest.act@0: 250',
      'interest.act@20: 1000',
      'interest.act cap: -250',
    ]);
  });

  test('the scale’s ends', () => {
    const model = modelOf({
      engagement: `
intent: {rules: {demo: {points: 120}}}
minus: {rules: {bounce: {points: -5}}}`,
    });
    expect(lines(model, [activity('demo', noon(0))], 0)).toEqual(['intent.demo@0: 12000', 'engagement clamp: -2000']);
    expect(lines(model, [activity('bounce', noon(0))], 0)).toEqual(['minus.bounce@0: -500', 'engagement clamp: 500']);
  });

  const silent = modelOf({
    engagement: `
interest: {rules: {act: {points: 8}, open: {points: 1, human: false}}}
minus: {rules: {bounce: {points: -2}}}
silence: [{after_days: 10, points: -5}, {after_days: 20, points: -7.5}, {after_days: 30, to_zero: true}]`,
  });

  test.each([
    [9, []],
    [10, ['silence.10d silence: -500']],
    [19, ['silence.10d silence: -500']],
    [20, ['silence.20d silence: -750']],
    [30, ['silence.30d silence: -800']],
    [300, ['silence.30d silence: -800']],
  ])('after %d silent days', (day, taken) => {
    expect(lines(silent, [act(0)], day)).toEqual(['interest.act@0: 800', ...taken]);
  });

  test('silence takes no more than there is', () => {
    const list = [act(0), activity('bounce', noon(0)), activity('bounce', noon(1)), activity('bounce', noon(2))];
    // 8 - 6 = 2
    expect(lines(silent, list, 12).slice(-1)).toEqual(['silence.10d silence: -200']);
  });

  test('silence takes nothing where there is nothing', () => {
    const list = [act(0), ...[0, 1, 2, 3, 4].map((day) => activity('bounce', noon(day)))];
    // 8 - 10 = -2, held to 0
    expect(lines(silent, list, 12).slice(-2)).toEqual(['minus.bounce@4: -200', 'engagement clamp: 200']);
  });

  test('only a sign of life ends it: neither a bounce nor what a machine does', () => {
    const machine = [act(0), activity('open', noon(9)), activity('bounce', noon(9))];
    expect(lines(silent, machine, 10)).toContain('silence.10d silence: -500');
    expect(lines(silent, [...machine, act(9)], 10)).not.toContain('silence.10d silence: -500');
  });

  test('who never gave a sign of life is not silent', () => {
    expect(lines(silent, [activity('open', noon(0))], 300)).toEqual(['interest.open@0: 100']);
  });
});

test.each([
  [1499, 1],
  [1500, 2],
  [3499, 2],
  [3500, 3],
  [5999, 3],
  [6000, 4],
])('%d hundredths are level %d', (hundredths, level) => {
  const model = ruleModel(`{points: ${hundredths / 100}}`);
  expect(evaluate(model, facts({ activities: [act(0)] }), noon(0)).level).toBe(level);
});

describe('marks', () => {
  const model = modelOf({
    engagement: `
hand_raise_valid_days: 3
pql_valid_days: 1
intent: {rules: {demo: {points: 60, once: true, hand_raise: true}, trial: {points: 0, pql: true}}}`,
  });
  const marks = (activities: ActivityFact[], day: number) => {
    const { handRaisedAt, productQualifiedAt } = evaluate(model, facts({ activities }), noon(day));
    return { handRaisedAt, productQualifiedAt };
  };

  test('hold on their day and the days after it', () => {
    const demo = activity('demo', noon(0) + 7);
    expect(marks([demo], 2).handRaisedAt).toBe(noon(0) + 7);
    expect(marks([demo], 3).handRaisedAt).toBeNull();
    const trial = activity('trial', noon(0));
    expect(marks([trial], 0).productQualifiedAt).toBe(noon(0));
    expect(marks([trial], 1).productQualifiedAt).toBeNull();
  });

  test('go by the latest, whatever the limits', () => {
    expect(marks([activity('demo', noon(4)), activity('demo', noon(1))], 5).handRaisedAt).toBe(noon(4));
  });
});

describe('two times', () => {
  const model = ruleModel('{points: 10}');
  const late = act(1, { knownAt: noon(5) });
  const engagement = (list: ActivityFact[], asOf: number, knownAt?: number): number =>
    evaluate(model, facts({ activities: list }), asOf, knownAt).engagement;

  test('a late activity counts once it is known, at its own day', () => {
    expect(engagement([late], noon(3))).toBe(0);
    expect(engagement([late], noon(5))).toBe(1000);
  });

  test('with hindsight it counts from when it happened', () => {
    expect(engagement([late], noon(3), noon(5))).toBe(1000);
    expect(engagement([late], noon(0), noon(5))).toBe(0);
  });

  test('an activity dated ahead of when we knew of it happened when we knew of it', () => {
    const ahead = act(0, { occurredAt: noon(9), knownAt: noon(2) });
    const evaluation = evaluate(model, facts({ activities: [ahead] }), noon(2));
    expect(linesOf(evaluation)).toEqual(['interest.act@2: 1000']);
    expect(evaluation.lastActivityAt).toBe(noon(2));
  });
});
