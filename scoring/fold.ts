import type { ActivityFact } from '../domain/activity';
import type { EpochMs } from '../domain/time';
import type { CompiledModel } from './compiled-model';

/**
 * What a lead's activities come to under one model: counts in day buckets, no texts. JSON-safe. It depends on which
 * activities went in, never on their order or batching; it belongs to the model it was folded with.
 */
export interface FoldState {
  /** By rule: bucket, count, bucket, count … in rising order of bucket. bucket = UTC day × variants + variant. */
  readonly buckets: Readonly<Record<string, readonly number[]>>;
  /** By rule that counts once per asset: the first bucket by the asset's hash. */
  readonly assets: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Last instants of anything a person did, of a hand raised, of a product qualification. */
  readonly humanAt: EpochMs | null;
  readonly handRaisedAt: EpochMs | null;
  readonly productQualifiedAt: EpochMs | null;
}

export const emptyFold = (): FoldState => ({
  buckets: {},
  assets: {},
  humanAt: null,
  handRaisedAt: null,
  productQualifiedAt: null,
});

/** The state with these activities in it. Each activity must be given once; the state given is left as it is. */
export function foldActivities(model: CompiledModel, state: FoldState, activities: readonly ActivityFact[]): FoldState {
  throw new Error(`${model.levels[4]} ${activities.length} ${String(state.humanAt)}`);
}
