import type { Grade } from '../domain/evaluation';
import type { AttributeFact, AttributeValue } from '../domain/lead';
import { MAX_POINTS, type Points } from '../domain/points';
import type { CompiledModel } from './compiled-model';
import { effectiveAt } from '../domain/effective-time';

/** What a lead's attributes come to under one model: rule ids, points and names of fields; no value. JSON-safe. */
export interface FitState {
  /** Rule id, index of the option taken (-1 for a minus rule), points. Lines worth nothing are left out. */
  readonly lines: readonly (readonly [rule: string, option: number, points: Points])[];
  /** Ids of the profile fields nobody has told us, in the model's order. */
  readonly unknown: readonly string[];
  readonly disqualifiedBy: string | null;
}

/**
 * Scores a profile of these statements, whenever they were made: looking back, the caller leaves out what came later. Of
 * several about an attribute the newest by (effectiveAt, occurredAt, source, sourceId) holds. There is no clock in it, so
 * passing of time alone never changes the result.
 */
export function scoreProfile(model: CompiledModel, attributes: readonly AttributeFact[]): FitState {
  const values = newestValues(attributes);
  const lookup = (name: string): AttributeValue | undefined => values.get(name)?.value;
  const lines: [string, number, Points][] = [];
  const unknown: string[] = [];
  for (const field of model.fit.fields) {
    const option = field.find(lookup(field.attribute));
    if (option === null) unknown.push(field.id);
    else lines.push([field.rule, option, field.options[option]?.points ?? 0]);
  }
  for (const minus of model.fit.minus) if (minus.when(lookup)) lines.push([minus.rule, -1, minus.points]);
  return {
    lines: lines.filter(([, , points]) => points !== 0),
    unknown,
    disqualifiedBy: model.disqualify.find(({ when }) => when(lookup))?.id ?? null,
  };
}

function newestValues(attributes: readonly AttributeFact[]): Map<string, AttributeFact> {
  const newest = new Map<string, AttributeFact>();
  for (const fact of attributes) {
    const known = newest.get(fact.name);
    if (known === undefined || isNewer(fact, known)) newest.set(fact.name, fact);
  }
  return newest;
}

function isNewer(a: AttributeFact, b: AttributeFact): boolean {
  const difference = effectiveAt(a) - effectiveAt(b) || a.occurredAt - b.occurredAt;
  if (difference !== 0) return difference > 0;
  return a.source === b.source ? a.sourceId > b.sourceId : a.source > b.source;
}

/** The sum of a profile's lines before the scale's ends. */
export const fitSum = (fit: FitState): Points => fit.lines.reduce((sum, [, , points]) => sum + points, 0);

/** A sum held to the scale of 0..100 points. */
export const onScale = (points: Points): Points => Math.max(0, Math.min(MAX_POINTS, points));

export function gradeOf({ fit: { grades, knownEnough } }: CompiledModel, fit: FitState, points: Points): Grade {
  if (knownEnough !== null) {
    const known = knownEnough.of.filter((id) => !fit.unknown.includes(id)).length;
    if (known < knownEnough.atLeast) return 'U';
  }
  if (points >= grades.A) return 'A';
  if (points >= grades.B) return 'B';
  return points >= grades.C ? 'C' : 'D';
}
