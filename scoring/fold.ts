import type { ActivityFact } from '../domain/activity';
import { type EpochMs, utcDay } from '../domain/time';
import { effectiveAt } from '../domain/effective-time';
import { assetHash } from './asset-hash';
import { keepFirst, keepFirstByHash, addToBucket } from './buckets';
import type { CompiledModel, CompiledRule } from './compiled-model';
import { comparable, numberOf } from './text-match';

/**
 * What a lead's activities come to under one model: numbers in day buckets, no texts. JSON-safe. It depends on which
 * activities went in, never on their order or batching; it belongs to the model it was folded with.
 */
export interface FoldState {
  /**
   * By the rule's index, flat pairs in rising order of their first number. A counted rule: bucket, occurrences. A rule that
   * counts once: its first bucket, 1. A rule that counts once per asset: hash of the asset, its first bucket.
   * bucket = UTC day × number of variants + variant.
   */
  readonly rules: readonly (readonly number[])[];
  /** Last instant of anything a person did; null: never. */
  readonly humanAt: EpochMs | null;
  /** Last instant of an activity of a `hand_raise` rule. */
  readonly handRaisedAt: EpochMs | null;
  /** Last instant of an activity of a `pql` rule. */
  readonly productQualifiedAt: EpochMs | null;
}

export const emptyFold = (): FoldState => ({ rules: [], humanAt: null, handRaisedAt: null, productQualifiedAt: null });

/** A fold under change: arrays that were copied already may be written to. */
interface Draft {
  readonly rules: (readonly number[])[];
  readonly copied: Map<number, number[]>;
  humanAt: EpochMs | null;
  handRaisedAt: EpochMs | null;
  productQualifiedAt: EpochMs | null;
}

/**
 * The state with these activities in it; the state given is left as it is. Each activity is to be given once. Costs in
 * proportion to the new activities, wherever in time they fall.
 */
export function foldActivities(model: CompiledModel, state: FoldState, activities: readonly ActivityFact[]): FoldState {
  const draft: Draft = { ...state, rules: [...state.rules], copied: new Map() };
  for (const activity of activities)
    for (const rule of model.rulesByType.get(activity.type) ?? [])
      if (matches(rule, activity)) count(draft, rule, activity);
  const { rules, humanAt, handRaisedAt, productQualifiedAt } = draft;
  return { rules, humanAt, handRaisedAt, productQualifiedAt };
}

function matches(rule: CompiledRule, { asset, props }: ActivityFact): boolean {
  if (rule.matchesAsset !== null && !rule.matchesAsset(asset)) return false;
  return rule.where === null || rule.where((name) => (props && Object.hasOwn(props, name) ? props[name] : undefined));
}

function count(draft: Draft, rule: CompiledRule, activity: ActivityFact): void {
  const occurrences = rule.times === null ? 1 : Math.floor(numberOf(activity.props?.[rule.times]) ?? 0);
  if (occurrences < 1) return;
  const at = effectiveAt(activity);
  if (rule.human) draft.humanAt = later(draft.humanAt, at);
  if (rule.handRaise) draft.handRaisedAt = later(draft.handRaisedAt, at);
  if (rule.pql) draft.productQualifiedAt = later(draft.productQualifiedAt, at);
  const variant = variantOf(rule, activity);
  if (variant === -1) return;
  const bucket = utcDay(at) * rule.points.length + variant;
  const pairs = writable(draft, rule.index);
  if (rule.mode === 'once') keepFirst(pairs, bucket);
  else if (rule.mode === 'once_per_asset') keepFirstByHash(pairs, assetHash(comparable(activity.asset)), bucket);
  else addToBucket(pairs, rule, bucket, occurrences);
}

function variantOf({ variantBy }: CompiledRule, { props }: ActivityFact): number {
  if (variantBy === null) return 0;
  const value = numberOf(props?.[variantBy.prop]);
  return value === null ? -1 : variantBy.find(value);
}

const later = (known: EpochMs | null, at: EpochMs): EpochMs => (known === null || at > known ? at : known);

function writable(draft: Draft, index: number): number[] {
  const known = draft.copied.get(index);
  if (known) return known;
  while (draft.rules.length <= index) draft.rules.push([]);
  const copy = [...(draft.rules[index] ?? [])];
  draft.rules[index] = copy;
  draft.copied.set(index, copy);
  return copy;
}
