import type { ActivityFact } from '../domain/activity';
import { effectiveAt } from '../domain/effective-time';
import type { CombinedScore, Evaluation, Grade, LeadFacts, Level } from '../domain/evaluation';
import type { AttributeFact } from '../domain/lead';
import { type EpochMs, utcDay } from '../domain/time';
import type { CompiledModel } from './compiled-model';
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
 * What the model says now of all that is known of a lead, explained: what live scoring has come to. A fact that is stored is
 * known, also where the clock that dated it runs ahead of the caller's. It is the same path: fold, then evaluate.
 */
export function evaluateKnown(model: CompiledModel, facts: LeadFacts, now: EpochMs): Evaluation {
  const fold = foldActivities(model, emptyFold(), facts.activities);
  return evaluateFold(model, { fold, fit: scoreProfile(model, facts.attributes), asOf: now, explain: true });
}

/**
 * What the model says of a lead as of a past instant, explained: of the facts that had happened by `asOf` and were known by
 * `knownAt` (by default: known by then).
 */
export function evaluate(model: CompiledModel, facts: LeadFacts, asOf: EpochMs, knownAt: EpochMs = asOf): Evaluation {
  const counts = (fact: ActivityFact | AttributeFact): boolean => fact.knownAt <= knownAt && effectiveAt(fact) <= asOf;
  const { activities, attributes } = facts;
  return evaluateKnown(
    model,
    { ...facts, activities: activities.filter(counts), attributes: attributes.filter(counts) },
    asOf,
  );
}
