import type { CompiledGroup, GroupName, ModelProblem, SilenceStep } from './compiled-model';
import { compileRule } from './compile-rule';
import type { ConditionContext } from './condition';
import { halfLifeFactors, NO_DECAY, stepFactors } from './decay';
import type { GroupConfig, ScoringConfig } from './model-schema';
import { labelOf, toPoints } from './wording';

type EngagementConfig = ScoringConfig['engagement'];
type Report = (problem: ModelProblem) => void;

const GROUPS: readonly GroupName[] = ['interest', 'intent', 'minus'];

/** Compiles the groups of `engagement`, telling `report` of every mistake in it. */
export function compileGroups(
  engagement: EngagementConfig,
  context: ConditionContext,
  report: Report,
): CompiledGroup[] {
  checkLevels(engagement, report);
  checkMarker(engagement, { marker: 'hand_raise', validDays: 'hand_raise_valid_days' }, report);
  checkMarker(engagement, { marker: 'pql', validDays: 'pql_valid_days' }, report);
  let firstIndex = 0;
  return GROUPS.flatMap((name) => {
    const group = engagement[name];
    if (!group) return [];
    const compiled = compileGroup({ name, firstIndex }, group, context, report);
    firstIndex += compiled.rules.length;
    return [compiled];
  });
}

interface GroupPlace {
  readonly name: GroupName;
  readonly firstIndex: number;
}

function compileGroup(
  { name, firstIndex }: GroupPlace,
  group: GroupConfig,
  context: ConditionContext,
  report: Report,
): CompiledGroup {
  const path = ['engagement', name];
  if (group.half_life_days !== undefined && group.decay_steps !== undefined)
    report({
      path: [...path, 'decay_steps'],
      message: 'the group has both `half_life_days` and `decay_steps`',
      remedy: 'keep one of them',
    });
  checkDecaySteps([...path, 'decay_steps'], group.decay_steps ?? [], report);
  const factors = factorsOf(group);
  return {
    name,
    label: labelOf(name, undefined),
    cap: group.cap === undefined ? Infinity : toPoints(group.cap),
    factors,
    rules: Object.entries(group.rules).map(([id, rule], offset) => {
      const place = { path: [...path, 'rules', id], group: name, id, index: firstIndex + offset, factors };
      return compileRule(place, rule, context, report);
    }),
  };
}

function factorsOf(group: GroupConfig): readonly number[] {
  if (group.half_life_days !== undefined) return halfLifeFactors(group.half_life_days);
  if (group.decay_steps === undefined) return NO_DECAY;
  return stepFactors(
    group.decay_steps.map(({ after_days, keep_percent }) => ({ afterDays: after_days, keepPercent: keep_percent })),
  );
}

function checkDecaySteps(path: string[], steps: NonNullable<GroupConfig['decay_steps']>, report: Report): void {
  steps.forEach((step, index) => {
    const before = steps[index - 1];
    if (before && step.after_days <= before.after_days)
      report({
        path: [...path, index, 'after_days'],
        message: `a step after ${step.after_days} days cannot follow one after ${before.after_days} days`,
        remedy: 'list the steps from the earliest to the latest',
      });
    if (before && step.keep_percent > before.keep_percent)
      report({
        path: [...path, index, 'keep_percent'],
        message: `points cannot come back: ${before.keep_percent} % were left and ${step.keep_percent} % are kept now`,
        remedy: 'keep less from step to step',
      });
  });
}

function checkLevels({ levels }: EngagementConfig, report: Report): void {
  for (const [higher, lower] of [
    ['4', '3'],
    ['3', '2'],
  ] as const)
    if (levels[higher] <= levels[lower])
      report({
        path: ['engagement', 'levels', higher],
        message: `level ${higher} starts at ${levels[higher]}, which is not above level ${lower} (${levels[lower]})`,
        remedy: 'let level 4 need more than 3, and 3 more than 2',
      });
}

interface Marker {
  readonly marker: 'hand_raise' | 'pql';
  readonly validDays: 'hand_raise_valid_days' | 'pql_valid_days';
}

function checkMarker(engagement: EngagementConfig, { marker, validDays }: Marker, report: Report): void {
  const marked = GROUPS.flatMap((group) =>
    Object.entries(engagement[group]?.rules ?? {}).flatMap(([id, rule]) => (rule[marker] ? [{ group, id }] : [])),
  );
  for (const { group, id } of marked)
    if (group === 'minus')
      report({
        path: ['engagement', group, 'rules', id, marker],
        message: `a minus rule cannot be a \`${marker}\``,
        remedy: 'mark a rule of `interest` or `intent` instead',
      });
  if (marked.length > 0 && engagement[validDays] === undefined)
    report({
      path: ['engagement', validDays],
      message: `\`${validDays}\` is missing, so nothing says how long a \`${marker}\` holds`,
      remedy: `add e.g. \`${validDays}: 30\` under \`engagement\``,
    });
  if (marked.length === 0 && engagement[validDays] !== undefined)
    report({
      path: ['engagement', validDays],
      message: `\`${validDays}\` does nothing: no rule is marked \`${marker}: true\``,
      remedy: 'mark a rule or remove the line',
    });
}

/** Compiles `silence`. */
export function compileSilence(steps: NonNullable<EngagementConfig['silence']>, report: Report): SilenceStep[] {
  return steps.map((step, index) => {
    const path = ['engagement', 'silence', index];
    const before = steps[index - 1];
    if ((step.points === undefined) === (step.to_zero === undefined))
      report({
        path,
        message: 'a silence step either takes points away or sets the score to zero',
        remedy: 'write `points: -5` or `to_zero: true`',
      });
    if (before && step.after_days <= before.after_days)
      report({
        path: [...path, 'after_days'],
        message: `silence of ${step.after_days} days cannot follow one of ${before.after_days} days`,
        remedy: 'list the steps from the shortest to the longest silence',
      });
    if (before && taken(step) < taken(before))
      report({
        path: [...path, 'points'],
        message: 'a longer silence cannot take away less than a shorter one',
        remedy: 'a step takes the place of the one before it, so write the whole of what it takes',
      });
    return { afterDays: step.after_days, takes: taken(step) };
  });
}

const taken = (step: { points?: number | undefined }): number =>
  step.points === undefined ? Infinity : -toPoints(step.points);
