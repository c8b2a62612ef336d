import type { ActivityFact } from '../../../domain/activity';
import type { Evaluation } from '../../../domain/evaluation';
import { DAY_MS, startOfUtcDay } from '../../../domain/time';
import { evaluate, evaluateFold } from '../../../scoring/evaluate';
import { scoreProfile } from '../../../scoring/fit';
import { emptyFold, foldActivities } from '../../../scoring/fold';
import { activity, attribute, facts, FIRST_DAY, linesOf, modelOf, noon } from './builders';

/**
 * One lead over a year under a model with every feature, worked out by hand from docs/scoring.md. Factors of a half-life of 30
 * days used below: 10 days 793,701; 11 days 775,572; 29 days 511,687; 30 days 500,000; 40 days 396,850.
 */
const model = modelOf(
  {
    fit: `
grades: {A: 70, B: 50, C: 30}
known_enough: {at_least: 2, of: [employees, industry, country]}
treat_as_unknown: [select]
free_mail_domains: [gmail.com]
profile:
  employees: {bands: {1-9: -10, 10-199: 14.5, 200+: 30}}
  industry: {values: {software: 25, services: {points: 10, is: [consulting, 'business *']}}, otherwise: 1}
  country: {values: {US: 20}}
  crm: {attribute: uses_our_crm, if_yes: 5}
  phone: {if_known: 2}
  mail: {attribute: email, email_domain: {business: 3}}
minus:
  student: {when: {job_title: '*student*'}, points: -40}
`,
    disqualify: 'competitor: {when: {company_type: competitor}}',
    engagement: `
hand_raise_valid_days: 14
pql_valid_days: 21
interest:
  cap: 25
  half_life_days: 30
  rules:
    page_view: {points: 1, max_per_day: 3}
    email_open: {points: 0, human: false}
    email_click: {points: 3, max_per_week: 2}
    download: {points: 6, once_per_asset: true}
    video: {points_by: {prop: percent, bands: {50-89: 2.5, 90-100: 4}}, max_per_day: 1}
    web_summary: {points: 0.5, times: visits, max_per_day: 6}
    webinar: {points: 10}
intent:
  cap: 80
  decay_steps: [{after_days: 7, keep_percent: 75}, {after_days: 21, keep_percent: 25}, {after_days: 60, keep_percent: 0}]
  rules:
    pricing: {on: page_view, asset: '*/pricing*', points: 10, max_per_day: 1, cap: 25}
    demo: {on: [demo_request, contact_sales], where: {kind: {is_not: test}}, points: 60, hand_raise: true}
    trial: {points: 15, once: true, pql: true}
minus:
  cap: 12
  half_life_days: 20
  rules:
    bounce: {points: -12.25, once: true}
    no_show: {points: -5}
silence: [{after_days: 60, points: -5}, {after_days: 120, points: -10}, {after_days: 180, to_zero: true}]`,
  },
  { intent: [1500, 3000] },
);

const on = (day: number, type: string, more: Partial<ActivityFact> = {}): ActivityFact =>
  activity(type, noon(day), more);

const year = [
  // Monday, day 0: five views, of which three count; one of them of the prices. A summary of 9 visits, of which 6 count.
  ...[1, 2, 3, 4].map(() => on(0, 'page_view', { asset: '/home' })),
  on(0, 'page_view', { asset: '/Pricing?from=ad' }),
  on(0, 'web_summary', { props: { visits: 9 } }),
  // Two clicks are the week's limit, so the third is dropped; day 7 is the next Monday.
  on(1, 'email_click'),
  on(1, 'email_click'),
  on(3, 'email_click'),
  on(7, 'email_click'),
  // The same asset twice, and another one. From day 41 on it is known that the first was on day 1 already.
  on(2, 'download', { asset: 'Guide' }),
  on(9, 'download', { asset: 'guide' }),
  on(9, 'download', { asset: 'Paper' }),
  on(1, 'download', { asset: 'Guide', knownAt: noon(41) }),
  // One a day counts, the one worth more.
  on(4, 'video', { props: { percent: 60 } }),
  on(4, 'video', { props: { percent: 95 } }),
  on(10, 'page_view', { asset: '/pricing' }),
  on(11, 'page_view', { asset: '/pricing' }),
  on(12, 'demo_request', { props: { kind: 'Test' } }),
  on(13, 'contact_sales', { props: { kind: 'form' } }),
  // Points for the first trial, the mark for the last.
  on(20, 'trial'),
  on(25, 'trial'),
  on(30, 'bounce'),
  on(40, 'no_show'),
  on(100, 'webinar'),
  on(100, 'webinar'),
  // No sign of life.
  on(150, 'email_open'),
];

const profile = [
  attribute('employees', '120', { occurredAt: noon(0), knownAt: noon(0) }),
  attribute('industry', 'Business Services', { occurredAt: noon(0), knownAt: noon(0) }),
  attribute('email', 'jo@acme.com', { occurredAt: noon(0), knownAt: noon(0) }),
  attribute('country', 'Select', { occurredAt: noon(0), knownAt: noon(0) }),
  attribute('country', 'us', { occurredAt: noon(11), knownAt: noon(11) }),
  attribute('uses_our_crm', 'Yes', { occurredAt: noon(11), knownAt: noon(11) }),
  attribute('employees', 300, { occurredAt: noon(40), knownAt: noon(41) }),
  attribute('job_title', 'PhD student', { occurredAt: noon(280), knownAt: noon(280) }),
];

const at = (day: number): Evaluation => evaluate(model, facts({ activities: year, attributes: profile }), noon(day));

const nextDay = ({ nextChangeAt }: Evaluation): number | null =>
  nextChangeAt === null ? null : nextChangeAt / DAY_MS - FIRST_DAY;

test('day 0: what counts of the first day', () => {
  const day0 = at(0);
  // 3 × 1, 6 × 0.5, 10 = 16
  expect(linesOf(day0)).toEqual(['interest.page_view@0: 300', 'interest.web_summary@0: 300', 'intent.pricing@0: 1000']);
  expect(day0).toMatchObject({ engagement: 1600, interest: 600, intent: 1000, level: 2 });
  // 14.5 + 10 + 3 = 27.5: D. Two of three are known, so it is not U.
  expect(linesOf(day0, 'fit')).toEqual([
    'fit.profile.employees: 1450',
    'fit.profile.industry: 1000',
    'fit.profile.mail: 300',
  ]);
  expect(day0).toMatchObject({ fit: 2750, grade: 'D', combined: 'D2', unknown: ['country', 'crm', 'phone'] });
  // Day 6: 2 × 300 × 0.870551 = 2 × 261, + 1000 = 15.22. Day 7: 2 × 255 + 750 = 12.60, below level 2.
  expect(nextDay(day0)).toBe(7);
});

test('day 11: decay, the caps of a rule and of a group', () => {
  const day11 = at(11);
  expect(linesOf(day11)).toEqual([
    'interest.page_view@0: 233', // 300 × 0.775572 = 232.67
    'interest.page_view@10: 98', // 100 × 0.977160 = 97.72
    'interest.page_view@11: 100',
    'interest.email_click@1: 476', // 600 × 0.793701 = 476.22
    'interest.email_click@7: 274', // 300 × 0.911722 = 273.52
    'interest.download@2: 487', // 600 × 0.812252 = 487.35
    'interest.download@9: 573', // 600 × 0.954842 = 572.91
    'interest.video@4: 340', // 400 × 0.850667 = 340.27
    'interest.web_summary@0: 233', // 300 × 0.775572 = 232.67
    'interest cap: -314', // 28.14 held to 25
    'intent.pricing@0: 750', // 75 % from day 7 on
    'intent.pricing@10: 1000',
    'intent.pricing@11: 1000',
    'intent.pricing cap: -250', // 27.50 held to 25
  ]);
  expect(day11).toMatchObject({ engagement: 5000, interest: 2500, intent: 2500, level: 3 });
  // 14.5 + 10 + 20 + 5 + 3 = 52.5
  expect(day11).toMatchObject({ fit: 5250, grade: 'B', combined: 'B3', unknown: ['phone'] });
});

test('day 13: a raised hand, and more than the scale holds', () => {
  const day13 = at(13);
  expect(linesOf(day13)).toEqual([
    'interest.page_view@0: 222', // 300 × 0.740549 = 222.16
    'interest.page_view@10: 93', // 100 × 0.933033
    'interest.page_view@11: 95', // 100 × 0.954842
    'interest.email_click@1: 455', // 600 × 0.757858 = 454.71
    'interest.email_click@7: 261', // 300 × 0.870551 = 261.17
    'interest.download@2: 465', // 600 × 0.775572 = 465.34
    'interest.download@9: 547', // 600 × 0.911722 = 547.03
    'interest.video@4: 325', // 400 × 0.812252 = 324.90
    'interest.web_summary@0: 222',
    'interest cap: -185', // 26.85 held to 25
    'intent.pricing@0: 750',
    'intent.pricing@10: 1000',
    'intent.pricing@11: 1000',
    'intent.pricing cap: -250',
    'intent.demo@13: 6000', // not the test of day 12
    'intent cap: -500', // 85 held to 80
    'engagement clamp: -500', // 105 held to 100
  ]);
  expect(day13).toMatchObject({ engagement: 10_000, level: 4, combined: 'B4', handRaisedAt: noon(13) });
  // Level 4 and over 30 points of intent until the hand goes down: day 13 and 13 days after it.
  expect(nextDay(day13)).toBe(27);
  expect([at(26).handRaisedAt, at(27).handRaisedAt]).toEqual([noon(13), null]);
});

test('day 40: minus points fade and are capped too', () => {
  const day40 = at(40);
  expect(linesOf(day40)).toEqual([
    'interest.page_view@0: 119', // 300 × 0.396850 = 119.06
    'interest.page_view@10: 50',
    'interest.page_view@11: 51', // 100 × 0.511687
    'interest.email_click@1: 244', // 600 × 0.406126 = 243.68
    'interest.email_click@7: 140', // 300 × 0.466516 = 139.95
    'interest.download@2: 249', // 600 × 0.415619 = 249.37
    'interest.download@9: 293', // 600 × 0.488580 = 293.15
    'interest.video@4: 174', // 400 × 0.435275 = 174.11
    'interest.web_summary@0: 119',
    'intent.pricing@0: 250', // 25 % from day 21 on
    'intent.pricing@10: 250',
    'intent.pricing@11: 250',
    'intent.demo@13: 1500',
    'intent.trial@20: 1125', // 75 %
    'minus.bounce@30: -866', // 1225 × 0.5^(10/20) = 0.707107: 866.21
    'minus.no_show@40: -500',
    'minus cap: 166', // 13.66 held to 12
  ]);
  // 14.39 + 33.75 - 12
  expect(day40).toMatchObject({
    engagement: 3614,
    interest: 1439,
    intent: 3375,
    level: 3,
    productQualifiedAt: noon(25),
  });
  // Tomorrow only 25 % of the trial are left: intent falls below 30.
  expect(nextDay(day40)).toBe(41);
});

test('day 41: a late activity takes its place on its own day', () => {
  const day41 = at(41);
  expect(linesOf(day41)).toEqual([
    'interest.page_view@0: 116', // 300 × 0.387786 = 116.34
    'interest.page_view@10: 49', // 100 × 0.488580 = 48.86
    'interest.page_view@11: 50',
    'interest.email_click@1: 238', // 600 × 0.396850 = 238.11
    'interest.email_click@7: 137', // 300 × 0.455861 = 136.76
    'interest.download@1: 238', // the guide was day 1, not day 2
    'interest.download@9: 286', // 600 × 0.477421 = 286.45
    'interest.video@4: 170', // 400 × 0.425334 = 170.13
    'interest.web_summary@0: 116',
    'intent.pricing@0: 250',
    'intent.pricing@10: 250',
    'intent.pricing@11: 250',
    'intent.demo@13: 1500',
    'intent.trial@20: 375',
    'minus.bounce@30: -837', // 1225 × 0.683020 = 836.70
    'minus.no_show@40: -483', // 500 × 0.965936 = 482.97
    'minus cap: 120',
  ]);
  // 14.00 + 26.25 - 12
  expect(day41).toMatchObject({ engagement: 2825, level: 2 });
  // 30 + 10 + 20 + 5 + 3: the 300 employees of day 40 are known now.
  expect(day41).toMatchObject({ fit: 6800, grade: 'B' });
  // The product qualification of day 25 holds for 21 days.
  expect(nextDay(day41)).toBe(46);
  expect([at(45).productQualifiedAt, at(46).productQualifiedAt]).toEqual([noon(25), null]);
});

test('day 160: silent for 60 days', () => {
  const day160 = at(160);
  expect(linesOf(day160)).toEqual([
    'interest.page_view@0: 7', // 300 × 0.024803 = 7.44
    'interest.page_view@10: 3',
    'interest.page_view@11: 3',
    'interest.email_click@1: 15', // 600 × 0.025383 = 15.23
    'interest.email_click@7: 9', // 300 × 0.029157 = 8.75
    'interest.download@1: 15',
    'interest.download@9: 18', // 600 × 0.030536 = 18.32
    'interest.video@4: 11', // 400 × 0.027205 = 10.88
    'interest.web_summary@0: 7',
    'interest.webinar@100: 500', // 2 × 10, two half-lives
    'minus.bounce@30: -14', // 1225 × 0.011049 = 13.53
    'minus.no_show@40: -8', // 500 × 0.015625 = 7.81
    'silence.60d silence: -500',
  ]);
  // 5.88 - 0.22 - 5
  expect(day160).toMatchObject({ engagement: 66, interest: 588, level: 1, lastActivityAt: noon(100) });
  // The deeper steps take no more than there will be.
  expect(nextDay(day160)).toBeNull();
});

test('day 220: silent for 120 days, which takes no more than there is', () => {
  // 2+1+1+4+2+4+5+3+2 = 24 of old, 20 × 0.0625 = 1.25 of the webinars, -0.02 -0.01: 1.46
  expect(linesOf(at(220)).slice(-4)).toEqual([
    'interest.webinar@100: 125',
    'minus.bounce@30: -2',
    'minus.no_show@40: -1',
    'silence.120d silence: -146',
  ]);
  expect(at(220)).toMatchObject({ engagement: 0, interest: 149 });
});

test('day 280: silent for 180 days, and a student by now', () => {
  expect(linesOf(at(280))).toEqual([
    'interest.email_click@1: 1', // 600 × 0.001586 = 0.95
    'interest.email_click@7: 1', // 300 × 0.001822 = 0.55
    'interest.download@1: 1',
    'interest.download@9: 1',
    'interest.video@4: 1', // 400 × 0.001700 = 0.68
    'interest.webinar@100: 31', // 2000 × 0.015625 = 31.25
    'silence.180d silence: -36',
  ]);
  // 68 - 40
  expect(at(280)).toMatchObject({ fit: 2800, grade: 'D', combined: 'D1', disqualifiedBy: null });
});

test('day 365: almost nothing is left', () => {
  expect(linesOf(at(365))).toEqual(['interest.webinar@100: 4', 'silence.180d silence: -4']); // 2000 × 0.002192 = 4.38
});

test('every day of the year: the lines sum to the scores, and live scoring says the same', () => {
  let fold = emptyFold();
  for (let day = 0; day <= 365; day += 1) {
    const heardToday = year.filter(({ knownAt }) => knownAt === noon(day));
    fold = foldActivities(model, fold, heardToday);
    const fit = scoreProfile(
      model,
      profile.filter(({ knownAt }) => knownAt <= noon(day)),
    );
    const evaluation = at(day);
    const sumOf = (score: string): number =>
      evaluation.contributions.filter((line) => line.score === score).reduce((sum, { points }) => sum + points, 0);
    expect([sumOf('fit'), sumOf('engagement')]).toEqual([evaluation.fit, evaluation.engagement]);
    expect(evaluateFold(model, { fold, fit, asOf: noon(day), explain: true })).toEqual(evaluation);
    expect(evaluation.nextChangeAt ?? Infinity).toBeGreaterThan(startOfUtcDay(FIRST_DAY + day));
  }
});

test('the example of docs/scoring.md', () => {
  const example = modelOf({
    engagement: `
interest: {cap: 10, half_life_days: 30, rules: {page_view: {points: 1, max_per_day: 3}, download: {points: 6, once_per_asset: true}}}
silence: [{after_days: 60, points: -5}]`,
  });
  // 1 March 2024 is day 60 after 1 January.
  const march = (day: number): number => 59 + day;
  const list = [
    ...[1, 2, 3, 4, 5].map(() => on(march(1), 'page_view')),
    on(march(1), 'download', { asset: 'paper' }),
    on(march(20), 'download', { asset: 'paper' }),
  ];
  const engagementOn = (day: number): number => evaluate(example, facts({ activities: list }), noon(day)).engagement;
  expect([march(31), march(31) + 30, march(31) + 49].map(engagementOn)).toEqual([450, 225, 0]);
  expect(linesOf(evaluate(example, facts({ activities: list }), noon(march(31) + 49)))).toEqual([
    'interest.page_view@60: 48',
    'interest.download@60: 97',
    'silence.60d silence: -145',
  ]);
});
