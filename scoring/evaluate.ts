import type { Evaluation, LeadFacts } from '../domain/evaluation';
import type { EpochMs } from '../domain/time';
import type { CompiledModel } from './compiled-model';
import type { FitState } from './fit';
import type { FoldState } from './fold';

export interface FoldEvaluation {
  readonly fold: FoldState;
  readonly fit: FitState;
  readonly asOf: EpochMs;
  /** Whether to list the contributions. */
  readonly explain?: boolean;
}

export function evaluateFold(model: CompiledModel, { fold, fit, asOf, explain }: FoldEvaluation): Evaluation {
  throw new Error(`${model.levels[4]} ${String(fold.humanAt)} ${fit.lines.length} ${asOf} ${String(explain)}`);
}

export function evaluate(model: CompiledModel, facts: LeadFacts, asOf: EpochMs, knownAt: EpochMs = asOf): Evaluation {
  throw new Error(`${model.levels[4]} ${facts.activities.length} ${asOf} ${knownAt}`);
}
