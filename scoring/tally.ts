import type { Points } from '../domain/points';
import type { UtcDay } from '../domain/time';
import type { CompiledGroup, CompiledModel, CompiledRule } from './compiled-model';
import { decayed, factorAfter, timesCount } from './decay';
import type { FoldState } from './fold';

/** A rule's days after its count limits, oldest first: what was earned on each, before decay. */
export interface RuleTally {
  readonly rule: CompiledRule;
  readonly days: UtcDay[];
  readonly counts: number[];
  readonly bases: Points[];
}

export interface GroupTally {
  readonly group: CompiledGroup;
  readonly rules: readonly RuleTally[];
}

/** Points of each group on a day, after decay and caps. `minus` is negative or 0. */
export interface GroupSums {
  readonly interest: Points;
  readonly intent: Points;
  readonly minus: Points;
}

/** Applies the count limits. They do not depend on the day of evaluation, so one tally serves every later day. */
export function tallyFold(model: CompiledModel, fold: FoldState): GroupTally[] {
  return model.groups.map((group) => {
    const rules: RuleTally[] = [];
    for (const rule of group.rules) {
      const pairs = fold.rules[rule.index];
      if (pairs !== undefined && pairs.length > 0) rules.push(tallyRule(rule, pairs));
    }
    return { group, rules };
  });
}

function tallyRule(rule: CompiledRule, pairs: readonly number[]): RuleTally {
  const tally: RuleTally = { rule, days: [], counts: [], bases: [] };
  if (rule.mode === 'once_per_asset') {
    const first = pairs.filter((_, index) => index % 2 === 1).sort((a, b) => a - b);
    countOff(
      tally,
      first.length,
      (index) => first[index] ?? 0,
      () => 1,
    );
  } else
    countOff(
      tally,
      pairs.length / 2,
      (index) => pairs[2 * index] ?? 0,
      (index) => pairs[2 * index + 1] ?? 0,
    );
  return tally;
}

/** Goes through a rule's buckets, oldest day first and within a day the worthiest variant first, until a limit is met. */
function countOff(
  { rule, days, counts, bases }: RuleTally,
  length: number,
  bucketAt: (index: number) => number,
  occurrencesAt: (index: number) => number,
): void {
  const variants = rule.points.length;
  let week = -Infinity;
  let leftInWeek = 0;
  let leftInDay = 0;
  for (let index = 0; index < length; index += 1) {
    const bucket = bucketAt(index);
    const day = Math.floor(bucket / variants);
    if (day !== days[days.length - 1]) {
      if (weekOf(day) !== week) leftInWeek = rule.maxPerWeek;
      week = weekOf(day);
      leftInDay = rule.maxPerDay;
      days.push(day);
      counts.push(0);
      bases.push(0);
    }
    const counted = Math.min(occurrencesAt(index), leftInDay, leftInWeek);
    leftInDay -= counted;
    leftInWeek -= counted;
    const last = days.length - 1;
    counts[last] = (counts[last] ?? 0) + counted;
    bases[last] = (bases[last] ?? 0) + timesCount(rule.points[bucket - day * variants] ?? 0, counted);
  }
}

/** Weeks run from Monday to Sunday, UTC. Day 0 was a Thursday. */
const weekOf = (day: UtcDay): number => Math.floor((day + 3) / 7);

/** What the groups come to on a day; `Infinity` gives what is left for ever. Days after it are not counted. */
export function sumsOn(tallies: readonly GroupTally[], day: UtcDay): GroupSums {
  const sums = { interest: 0, intent: 0, minus: 0 };
  for (const tally of tallies) {
    let sum = 0;
    for (const rule of tally.rules) sum += withinCap(rawPoints(rule, tally.group.factors, day), rule.rule.cap);
    sums[tally.group.name] = withinCap(sum, tally.group.cap);
  }
  return sums;
}

/** A rule's points on a day, decayed day by day, before its cap. */
export function rawPoints({ days, bases }: RuleTally, factors: readonly number[], day: UtcDay): Points {
  let sum = 0;
  for (let index = 0; index < days.length; index += 1) {
    const age = day - (days[index] ?? 0);
    if (age < 0) break;
    sum += decayed(bases[index] ?? 0, factorAfter(factors, age));
  }
  return sum;
}

/** Points held to a cap in either direction. */
export const withinCap = (points: Points, cap: Points): Points => Math.max(-cap, Math.min(cap, points));
