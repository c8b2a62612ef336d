import type { Points } from '../domain/points';
import { isInBand } from './band';
import { MAX_COUNT } from './buckets';
import { parseBands } from './parse-bands';
import type { CompiledRule, CountMode, GroupName, ModelProblem } from './compiled-model';
import { compileConditions, compileTexts, type ConditionContext } from './condition';
import { decayed, factorAfter, timesCount } from './decay';
import type { RuleConfig } from './model-schema';
import { labelOf, toPoints } from './wording';

type Report = (problem: ModelProblem) => void;

interface Place {
  readonly path: (string | number)[];
  readonly group: GroupName;
  readonly id: string;
  readonly index: number;
  readonly factors: readonly number[];
}

/** Compiles one rule of a group, telling `report` of every mistake in it. */
export function compileRule(place: Place, rule: RuleConfig, context: ConditionContext, report: Report): CompiledRule {
  checkPoints(place, rule, report);
  checkLimits(place.path, rule, report);
  const variants = variantsOf(place.path, rule, report);
  const maxPerDay = rule.max_per_day ?? Infinity;
  const maxPerWeek = rule.max_per_week ?? Infinity;
  return {
    rule: `${place.group}.${place.id}`,
    index: place.index,
    label: labelOf(place.id, rule.label),
    group: place.group,
    types: Array.isArray(rule.on) ? rule.on : [rule.on ?? place.id],
    matchesAsset: rule.asset === undefined ? null : compileTexts(rule.asset),
    where: rule.where === undefined ? null : compileConditions(rule.where, context),
    mode: modeOf(rule),
    ...variants,
    times: rule.times ?? null,
    maxPerDay,
    maxPerWeek,
    cap: rule.cap === undefined ? Infinity : toPoints(rule.cap),
    human: rule.human ?? place.group !== 'minus',
    handRaise: rule.hand_raise ?? false,
    pql: rule.pql ?? false,
    horizonDays: horizonOf(variants.points, { maxPerDay, maxPerWeek }, place.factors),
  };
}

const modeOf = (rule: RuleConfig): CountMode =>
  rule.once ? 'once' : rule.once_per_asset ? 'once_per_asset' : 'counted';

function variantsOf(
  path: (string | number)[],
  rule: RuleConfig,
  report: Report,
): Pick<CompiledRule, 'points' | 'variantBy'> {
  if (!rule.points_by) return { points: [toPoints(rule.points ?? 0)], variantBy: null };
  const bands = parseBands([...path, 'points_by', 'bands'], rule.points_by.bands, report);
  // Where a limit allows only some of a day's occurrences, those worth most are counted first.
  const ranked = bands.toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points));
  return {
    points: ranked.map(({ points }) => points),
    variantBy: { prop: rule.points_by.prop, find: (value) => ranked.findIndex(({ band }) => isInBand(band, value)) },
  };
}

/**
 * Days after which a bucket of the rule is worth nothing however much is in it. A week longer where a weekly limit ties
 * days together, so that no day that still counts loses one that used up its limit.
 */
function horizonOf(
  points: readonly Points[],
  limits: { maxPerDay: number; maxPerWeek: number },
  factors: readonly number[],
): number {
  if (factors[factors.length - 1] !== 0) return Infinity;
  const most = timesCount(
    Math.abs(points[0] ?? 0),
    Math.min(limits.maxPerDay, limits.maxPerWeek, MAX_COUNT) * points.length,
  );
  let days = 0;
  while (decayed(most, factorAfter(factors, days)) !== 0) days += 1;
  return days + (limits.maxPerWeek === Infinity ? 0 : 6);
}

function checkPoints({ path, group }: Place, rule: RuleConfig, report: Report): void {
  if ((rule.points === undefined) === (rule.points_by === undefined))
    report({
      path,
      message: rule.points === undefined ? 'it does not say how many points' : 'it has both `points` and `points_by`',
      remedy: 'give it either `points` or `points_by`',
    });
  const written: [(string | number)[], number][] = [
    [[...path, 'points'], rule.points ?? 0],
    ...Object.entries(rule.points_by?.bands ?? {}).map(([band, points]): [(string | number)[], number] => [
      [...path, 'points_by', 'bands', band],
      points,
    ]),
  ];
  for (const [at, points] of written) {
    if (group === 'minus' && points > 0)
      report({
        path: at,
        message: `a rule of \`minus\` cannot give ${points} points`,
        remedy: `write ${-points}, or move the rule to \`interest\` or \`intent\``,
      });
    if (group !== 'minus' && points < 0)
      report({
        path: at,
        message: `a rule of \`${group}\` cannot take ${-points} points away`,
        remedy: 'move the rule to `minus`',
      });
  }
}

function checkLimits(path: (string | number)[], rule: RuleConfig, report: Report): void {
  const idle = (key: string, because: string): void =>
    report({
      path: [...path, key],
      message: `\`${key}\` does nothing here: ${because}`,
      remedy: 'remove one of the two',
    });
  if (rule.once && rule.once_per_asset) idle('once_per_asset', 'the rule counts only once');
  if (rule.once && rule.max_per_day !== undefined) idle('max_per_day', 'the rule counts only once');
  if (rule.once && rule.max_per_week !== undefined) idle('max_per_week', 'the rule counts only once');
  if ((rule.once ?? rule.once_per_asset) && rule.times !== undefined)
    idle('times', 'what counts once cannot stand for several occurrences');
  if (rule.points_by && rule.times !== undefined) idle('times', 'the points already go by a property');
  if (rule.max_per_day !== undefined && rule.max_per_week !== undefined && rule.max_per_day >= rule.max_per_week)
    idle('max_per_day', `a week already allows no more than ${rule.max_per_week}`);
}
