import type { AttributeFact } from '../domain/lead';
import type { Points } from '../domain/points';
import type { EpochMs } from '../domain/time';
import type { CompiledModel } from './compiled-model';

/** What a lead's attributes come to under one model: rule ids, points and names of fields; no value. JSON-safe. */
export interface FitState {
  /** Rule id, index of the option taken (-1 for minus rules), points. Lines worth nothing are left out. */
  readonly lines: readonly (readonly [rule: string, option: number, points: Points])[];
  /** Ids of the profile fields nobody has told us, in the model's order. */
  readonly unknown: readonly string[];
  readonly disqualifiedBy: string | null;
}

export function scoreProfile(model: CompiledModel, attributes: readonly AttributeFact[], asOf: EpochMs): FitState {
  throw new Error(`${model.levels[4]} ${attributes.length} ${asOf}`);
}
