import fc from 'fast-check';
import type { ActivityFact } from '../../../domain/activity';
import { DAY_MS } from '../../../domain/time';
import type { GroupConfig, RuleConfig, ScoringConfig } from '../../../scoring/model-schema';
import { noon } from './builders';

type Engagement = ScoringConfig['engagement'];

const TYPES = ['page', 'paper', 'video', 'visits', 'pricing', 'demo', 'trial', 'bounce'] as const;

const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
const hundredths = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min: min * 100, max: max * 100 }).map((value) => value / 100);

const without = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T; // drops only absent keys

const limits = fc.oneof(
  fc.record({ max_per_day: optional(fc.integer({ min: 1, max: 2 })), max_per_week: optional(fc.constant(3)) }),
  fc.constant({ max_per_week: 1 }),
  fc.constant({ once: true as const }),
  fc.constant({ once_per_asset: true as const }),
  fc.record({ once_per_asset: fc.constant(true as const), max_per_day: fc.constant(1) }),
);

const decay = fc.oneof(
  fc.record({ half_life_days: fc.integer({ min: 1, max: 60 }) }),
  fc
    .tuple(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 0, max: 100 }),
      fc.integer({ min: 0, max: 100 }),
    )
    .map(([first, then, a, b]) => ({
      decay_steps: [
        { after_days: first, keep_percent: Math.max(a, b) },
        { after_days: first + then, keep_percent: Math.min(a, b) },
      ],
    })),
  fc.constant({}),
);

const rule = (points: fc.Arbitrary<number>, more: Partial<RuleConfig> = {}): fc.Arbitrary<RuleConfig> =>
  fc
    .record({ points, limits, cap: optional(hundredths(1, 40)), human: optional(fc.boolean()) })
    .map(({ limits: some, ...rest }) => without({ ...rest, ...some, ...more }));

const banded = (points: fc.Arbitrary<number>, prop: string): fc.Arbitrary<RuleConfig> =>
  fc
    .record({ limits, low: points, high: points })
    .map(({ limits: some, low, high }) =>
      without({ points_by: { prop, bands: { '1-9': low, '10-99': high } }, ...some }),
    );

const counted = (points: fc.Arbitrary<number>): fc.Arbitrary<RuleConfig> =>
  fc
    .record({ points, max_per_day: optional(fc.integer({ min: 1, max: 20 })) })
    .map((some) => without({ ...some, times: 'count' }));

const group = (rules: Record<string, fc.Arbitrary<RuleConfig>>, lowestCap = 5): fc.Arbitrary<GroupConfig> =>
  fc
    .record({ cap: optional(hundredths(lowestCap, 80)), decay, rules: fc.record(rules) })
    .map(({ decay: some, ...rest }) => without({ ...rest, ...some }));

const good = hundredths(0, 40);
const bad = hundredths(-30, 0);

type Silence = NonNullable<Engagement['silence']>;

const silence: fc.Arbitrary<Silence | undefined> = fc.oneof(
  fc.constant(undefined),
  fc.constant<Silence>([
    { after_days: 10, points: -2.5 },
    { after_days: 25, points: -7 },
    { after_days: 60, to_zero: true },
  ]),
  fc.constant<Silence>([{ after_days: 40, points: -5 }]),
);

/** Models with every feature of engagement, in all sorts of combinations. */
export const someModel: fc.Arbitrary<ScoringConfig> = fc
  .record({
    interest: group({
      page: rule(good),
      paper: rule(good),
      video: banded(good, 'percent'),
      visits: counted(hundredths(0, 2)),
    }),
    // Never below the intent that the tests' models are watched for.
    intent: group(
      {
        pricing: rule(good),
        demo: rule(good, { hand_raise: true }),
        trial: rule(good, { pql: true }),
        page: rule(good),
      },
      30,
    ),
    minus: group({ bounce: rule(bad, { human: false }) }),
    silence,
    hand_raise_valid_days: fc.integer({ min: 1, max: 40 }),
    pql_valid_days: fc.integer({ min: 1, max: 40 }),
  })
  .map((engagement) => ({
    fit: { grades: { A: 70, B: 50, C: 30 }, profile: {} },
    engagement: without<Engagement>({ levels: { '4': 60, '3': 35, '2': 15 }, ...engagement }),
  }));

/** Activities over 120 days, some known late, some dated by a clock that runs ahead, many on the same days. */
export const someActivities: fc.Arbitrary<ActivityFact[]> = fc
  .array(
    fc.record({
      type: fc.constantFrom(...TYPES),
      // Half of them close together, so that limits and caps bite.
      day: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 120 })),
      ms: fc.integer({ min: -DAY_MS / 2, max: DAY_MS / 2 - 1 }),
      lateMs: fc.oneof(fc.constant(0), fc.integer({ min: -DAY_MS, max: 20 * DAY_MS })),
      asset: optional(fc.constantFrom('a', 'b', 'c')),
      percent: fc.integer({ min: 0, max: 120 }),
      count: fc.integer({ min: 0, max: 12 }),
    }),
    { maxLength: 40 },
  )
  .map((list) =>
    list.map(({ type, day, ms, lateMs, asset, percent, count }, index) => ({
      source: 'web',
      sourceId: String(index),
      type,
      occurredAt: noon(day) + ms,
      knownAt: noon(day) + ms + lateMs,
      props: { percent, count },
      ...(asset === undefined ? {} : { asset }),
    })),
  );
