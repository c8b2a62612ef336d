import { compileField } from './compile-field';
import type { CompiledFit, ModelProblem } from './compiled-model';
import { compileConditions, type ConditionContext } from './condition';
import type { ScoringConfig } from './model-schema';
import { labelOf, toPoints } from './wording';

type FitConfig = ScoringConfig['fit'];
type Report = (problem: ModelProblem) => void;

/** Compiles `fit`, telling `report` of every mistake. */
export function compileFit(fit: FitConfig, context: ConditionContext, report: Report): CompiledFit {
  checkGrades(fit, report);
  checkKnownEnough(fit, report);
  return {
    fields: Object.entries(fit.profile).map(([id, field]) => compileField(id, field, context, report)),
    minus: Object.entries(fit.minus ?? {}).map(([id, minus]) => {
      const path = ['fit', 'minus', id];
      if (minus.points > 0) report(positiveMinus([...path, 'points'], minus.points));
      if (Object.keys(minus.when).length === 0) report(emptyWhen([...path, 'when']));
      return {
        rule: `fit.minus.${id}`,
        label: labelOf(id, minus.label),
        points: toPoints(minus.points),
        when: compileConditions(minus.when, context),
      };
    }),
    grades: { A: toPoints(fit.grades.A), B: toPoints(fit.grades.B), C: toPoints(fit.grades.C) },
    knownEnough: fit.known_enough ? { atLeast: fit.known_enough.at_least, of: fit.known_enough.of } : null,
  };
}

export const emptyWhen = (path: (string | number)[]): ModelProblem => ({
  path,
  message: 'it has no condition, so it would hold for every lead',
  remedy: 'name at least one attribute and what it must be',
});

export const positiveMinus = (path: (string | number)[], points: number): ModelProblem => ({
  path,
  message: `a minus rule cannot give ${points} points`,
  remedy: `write ${-points}, or move the rule out of \`minus\``,
});

function checkGrades({ grades }: FitConfig, report: Report): void {
  if (grades.A <= grades.B)
    report({
      path: ['fit', 'grades', 'A'],
      message: `grade A starts at ${grades.A}, which is not above grade B (${grades.B})`,
      remedy: 'let A need more than B, and B more than C',
    });
  if (grades.B <= grades.C)
    report({
      path: ['fit', 'grades', 'B'],
      message: `grade B starts at ${grades.B}, which is not above grade C (${grades.C})`,
      remedy: 'let A need more than B, and B more than C',
    });
}

function checkKnownEnough({ known_enough: enough, profile }: FitConfig, report: Report): void {
  if (!enough) return;
  enough.of.forEach((id, index) => {
    if (!(id in profile))
      report({
        path: ['fit', 'known_enough', 'of', index],
        message: `there is no profile field "${id}"`,
        remedy: `name fields of \`fit.profile\`: ${Object.keys(profile).join(', ')}`,
      });
  });
  if (enough.at_least > enough.of.length)
    report({
      path: ['fit', 'known_enough', 'at_least'],
      message: `at least ${enough.at_least} of ${enough.of.length} fields can never be known`,
      remedy: `write a number from 1 to ${enough.of.length}`,
    });
}
