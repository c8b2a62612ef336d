import type { Contribution } from '../domain/evaluation';
import type { Points } from '../domain/points';
import type { UtcDay } from '../domain/time';
import type { CompiledModel, SilenceStep } from './compiled-model';
import { decayed, factorAfter } from './decay';
import { sumOf, takenBySilence } from './engagement';
import { type FitState, fitSum, onScale } from './fit';
import { type GroupTally, rawPoints, type RuleTally, sumsOn, withinCap } from './tally';

/** The lines of fit, in the model's order; they sum to it exactly. */
export function explainFit(model: CompiledModel, fit: FitState): Contribution[] {
  const lines = fit.lines.map(([rule, option, points]): Contribution => {
    const field = model.fit.fields.find((one) => one.rule === rule);
    const label = field ? field.options[option]?.label : model.fit.minus.find((one) => one.rule === rule)?.label;
    const group = field ? 'profile' : 'minus';
    return {
      score: 'fit',
      group,
      kind: 'points',
      rule,
      label: label ?? rule,
      day: null,
      count: 1,
      basePoints: points,
      points,
    };
  });
  const sum = fitSum(fit);
  return [
    ...lines,
    ...balance(onScale(sum) - sum, { score: 'fit', kind: 'clamp', group: 'fit', label: 'Held to 0..100' }),
  ];
}

/** The lines of engagement: each group's rules by day, caps after what they cap, then silence and clamp. */
export function explainEngagement(
  tallies: readonly GroupTally[],
  silence: SilenceStep | null,
  day: UtcDay,
): Contribution[] {
  const sum = sumOf(sumsOn(tallies, day));
  const taken = takenBySilence(sum, silence);
  const left = sum - taken;
  return [
    ...tallies.flatMap((tally) => explainGroup(tally, day)),
    ...balance(-taken, {
      kind: 'silence',
      group: 'silence',
      rule: `silence.${silence?.afterDays ?? 0}d`,
      label: `Silent for ${silence?.afterDays ?? 0} days`,
    }),
    ...balance(onScale(left) - left, { kind: 'clamp', group: 'engagement', label: 'Held to 0..100' }),
  ];
}

function explainGroup({ group, rules }: GroupTally, day: UtcDay): Contribution[] {
  const { name, label, cap, factors } = group;
  const sum = rules.reduce((all, rule) => all + withinCap(rawPoints(rule, factors, day), rule.rule.cap), 0);
  return [
    ...rules.flatMap((rule) => explainRule(rule, factors, day)),
    ...balance(withinCap(sum, cap) - sum, { kind: 'cap', group: name, label: `${label}: most that counts` }),
  ];
}

function explainRule(tally: RuleTally, factors: readonly number[], day: UtcDay): Contribution[] {
  const { rule, label, group, cap } = tally.rule;
  const lines: Contribution[] = [];
  tally.days.forEach((earnedOn, index) => {
    const basePoints = tally.bases[index] ?? 0;
    const points = earnedOn > day ? 0 : decayed(basePoints, factorAfter(factors, day - earnedOn));
    const count = tally.counts[index] ?? 0;
    if (points !== 0)
      lines.push({ score: 'engagement', group, kind: 'points', rule, label, day: earnedOn, count, basePoints, points });
  });
  const sum = rawPoints(tally, factors, day);
  return [
    ...lines,
    ...balance(withinCap(sum, cap) - sum, { kind: 'cap', group, rule, label: `${label}: most that counts` }),
  ];
}

interface BalanceLine {
  readonly score?: Contribution['score'];
  readonly kind: Contribution['kind'];
  readonly group: string;
  /** By default the group. */
  readonly rule?: string;
  readonly label: string;
}

/** What a cap, silence or clamp gives or takes, as a line; none if that is nothing. */
function balance(
  points: Points,
  { score = 'engagement', kind, group, rule = group, label }: BalanceLine,
): Contribution[] {
  if (points === 0) return [];
  return [{ score, group, kind, rule, label, day: null, count: 0, basePoints: points, points }];
}
