import type { ActivityFact } from '../../../domain/activity';
import { DAY_MS, type EpochMs } from '../../../domain/time';
import type { RuleConfig, ScoringConfig } from '../../../scoring/model-schema';

/**
 * Engagement as docs/scoring.md has it worked out by hand: from the list of activities, step by step, on exact integers, with
 * nothing kept between evaluations. It shares no code with the engine and is compared with it on random leads and models.
 * Activities match by type alone; bands are written `a-b`.
 */
export function engagementByTheBook(config: ScoringConfig, activities: readonly ActivityFact[], asOf: EpochMs) {
  const today = dayOf(asOf);
  const happened = activities.filter((one) => one.knownAt <= asOf && when(one) <= asOf);
  const { interest, intent, minus, silence = [], levels } = config.engagement;
  const groups = [interest, intent, minus].map((group) => {
    if (!group) return 0n;
    const sum = Object.entries(group.rules).reduce(
      (all, [id, rule]) => all + rulePoints(id, rule, group, happened, today),
      0n,
    );
    return held(sum, group.cap);
  });
  const sum = groups.reduce((all, points) => all + points, 0n);
  const signs = [interest, intent].flatMap((group) => Object.entries(group.rules));
  const lives = happened.filter((one) => signs.some(([id, rule]) => rule.human !== false && takes(id, rule, one) > 0));
  const lastLife = lives.length === 0 ? today : dayOf(Math.max(...lives.map(when)));
  const step = silence.findLast(({ after_days }) => after_days <= today - lastLife);
  const positive = sum > 0n ? sum : 0n;
  const wanted = step?.points === undefined ? positive : -hundredths(step.points);
  const left = step === undefined ? sum : sum - (wanted < positive ? wanted : positive);
  const engagement = left < 0n ? 0n : left > 10_000n ? 10_000n : left;
  const level = ([4, 3, 2] as const).find((one) => engagement >= hundredths(levels[one])) ?? 1;
  return { interest: Number(groups[0]), intent: Number(groups[1]), engagement: Number(engagement), level };
}

type Group = NonNullable<ScoringConfig['engagement']['minus']>;

interface Occurrence {
  readonly day: number;
  readonly worth: bigint;
  readonly asset: string;
}

function rulePoints(
  id: string,
  rule: RuleConfig,
  group: Group,
  happened: readonly ActivityFact[],
  today: number,
): bigint {
  const occurrences = happened
    .flatMap((one) => {
      const worth = worthOf(rule, one);
      if (worth === null) return [];
      return Array.from({ length: takes(id, rule, one) }, () => ({
        day: dayOf(when(one)),
        worth,
        asset: one.asset ?? '',
      }));
    })
    .sort((a, b) => a.day - b.day || Number(size(b.worth) - size(a.worth)));
  const counted = limited(rule, occurrences);
  let sum = 0n;
  for (const day of new Set(counted.map((one) => one.day))) {
    const base = counted.filter((one) => one.day === day).reduce((all, one) => all + one.worth, 0n);
    sum += rounded(base * factor(group, today - day));
  }
  return held(sum, rule.cap);
}

function limited(rule: RuleConfig, occurrences: readonly Occurrence[]): Occurrence[] {
  const first = occurrences.filter((one, index) => {
    const earlier = occurrences.slice(0, index);
    if (rule.once) return earlier.length === 0;
    return !rule.once_per_asset || !earlier.some((other) => other.asset === one.asset);
  });
  const byDay: Occurrence[] = [];
  for (const one of first)
    if (byDay.filter(({ day }) => day === one.day).length < (rule.max_per_day ?? Infinity)) byDay.push(one);
  const byWeek: Occurrence[] = [];
  for (const one of byDay)
    if (byWeek.filter(({ day }) => monday(day) === monday(one.day)).length < (rule.max_per_week ?? Infinity))
      byWeek.push(one);
  return byWeek;
}

/** How many occurrences of a rule an activity is; 0: the rule does not take it. */
function takes(id: string, rule: RuleConfig, one: ActivityFact): number {
  if (one.type !== (rule.on ?? id)) return 0;
  return rule.times === undefined ? 1 : Math.max(0, Math.floor(Number(one.props?.[rule.times] ?? 0)));
}

function worthOf(rule: RuleConfig, one: ActivityFact): bigint | null {
  if (rule.points_by === undefined) return hundredths(rule.points ?? 0);
  const value = Number(one.props?.[rule.points_by.prop] ?? NaN);
  const band = Object.entries(rule.points_by.bands).find(([text]) => {
    const [low, high] = text.split('-').map(Number);
    return value >= low! && value <= high!;
  });
  return band === undefined ? null : hundredths(band[1]);
}

/** round(1,000,000 × 0.5^(n/h)), or the step's percentage. */
function factor(group: Group, age: number): bigint {
  if (group.half_life_days !== undefined) return BigInt(Math.round(1e6 * Math.pow(0.5, age / group.half_life_days)));
  const step = (group.decay_steps ?? []).findLast(({ after_days }) => after_days <= age);
  return BigInt((step?.keep_percent ?? 100) * 10_000);
}

/** Millionths to hundredths of points, half away from zero. */
const rounded = (value: bigint): bigint =>
  value < 0n ? -((-value + 500_000n) / 1_000_000n) : (value + 500_000n) / 1_000_000n;

function held(sum: bigint, cap: number | undefined): bigint {
  if (cap === undefined) return sum;
  const most = hundredths(cap);
  return sum > most ? most : sum < -most ? -most : sum;
}

const when = (one: ActivityFact): EpochMs => Math.min(one.occurredAt, one.knownAt);
const dayOf = (at: EpochMs): number => Math.floor(at / DAY_MS);
/** 1970-01-05 was the first Monday. */
const monday = (day: number): number => Math.floor((day - 4) / 7);
const size = (value: bigint): bigint => (value < 0n ? -value : value);
const hundredths = (points: number): bigint => BigInt(Math.round(points * 100));
