import type { CombinedScore, Evaluation, Grade, LeadFacts, Level } from '../domain/evaluation';
import { type EpochMs, utcDay } from '../domain/time';
import type { CompiledModel } from './compiled-model';
import { effectiveAt } from './effective-time';
import { engagementOf, levelOf, silenceOn, sumOf, whileValid } from './engagement';
import { explainEngagement, explainFit } from './explain';
import { type FitState, fitSum, gradeOf, onScale, scoreProfile } from './fit';
import { emptyFold, foldActivities, type FoldState } from './fold';
import { nextChange } from './next-change';
import { sumsOn, tallyFold } from './tally';

export interface FoldEvaluation {
  readonly fold: FoldState;
  readonly fit: FitState;
  readonly asOf: EpochMs;
  /** Whether to list the contributions. */
  readonly explain?: boolean;
}

/** What the model says of a lead whose activities are folded and whose profile is scored already. */
export function evaluateFold(model: CompiledModel, { fold, fit, asOf, explain = false }: FoldEvaluation): Evaluation {
  const day = utcDay(asOf);
  const tallies = tallyFold(model, fold);
  const sums = sumsOn(tallies, day);
  const silence = silenceOn(model, fold.humanAt, day);
  const engagement = engagementOf(sumOf(sums), silence);
  const level = levelOf(model, engagement);
  const fitPoints = onScale(fitSum(fit));
  const grade = gradeOf(model, fit, fitPoints);
  return {
    asOf,
    fit: fitPoints,
    grade,
    unknown: fit.unknown,
    engagement,
    interest: sums.interest,
    intent: sums.intent,
    level,
    combined: combinedOf(grade, level),
    handRaisedAt: whileValid(fold.handRaisedAt, model.handRaiseValidDays, day),
    productQualifiedAt: whileValid(fold.productQualifiedAt, model.pqlValidDays, day),
    disqualifiedBy: fit.disqualifiedBy,
    lastActivityAt: fold.humanAt,
    nextChangeAt: nextChange(model, tallies, fold, day),
    contributions: explain ? [...explainFit(model, fit), ...explainEngagement(tallies, silence, day)] : [],
  };
}

const combinedOf = (grade: Grade, level: Level): CombinedScore => `${grade === 'U' ? 'C' : grade}${level}`;

/**
 * What the model says of a lead as of an instant, explained: of the facts that had happened by `asOf` and were known by
 * `knownAt` (by default: known by then). It is the same path as live scoring: fold, then evaluate.
 */
export function evaluate(model: CompiledModel, facts: LeadFacts, asOf: EpochMs, knownAt: EpochMs = asOf): Evaluation {
  const activities = facts.activities.filter((fact) => fact.knownAt <= knownAt && effectiveAt(fact) <= asOf);
  const attributes = facts.attributes.filter((fact) => fact.knownAt <= knownAt);
  const fold = foldActivities(model, emptyFold(), activities);
  return evaluateFold(model, { fold, fit: scoreProfile(model, attributes, asOf), asOf, explain: true });
}
