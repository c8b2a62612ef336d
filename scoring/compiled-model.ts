import type { Points } from '../domain/points';
import type { AttributeValue } from '../domain/lead';

/** Something wrong in a model that its shape alone does not show. The path leads to the field in the configuration. */
export interface ModelProblem {
  readonly path: (string | number)[];
  readonly message: string;
  readonly remedy: string;
}

/** Whether a value (undefined: nobody told us) meets a condition. */
export type ValueTest = (value: AttributeValue | undefined) => boolean;

/** Looks up a value by name; undefined when nobody told us. */
export type Lookup = (name: string) => AttributeValue | undefined;

/** Whether the looked-up values meet all conditions of a `when` or `where`. */
export type Conditions = (lookup: Lookup) => boolean;

/** Which option of a profile field a known value takes; -1 for none of them; null when the value says nothing. */
export type OptionFinder = (value: AttributeValue | undefined) => number | null;

export interface CompiledField {
  /** `fit.profile.<id>`. */
  readonly rule: string;
  readonly id: string;
  readonly label: string;
  readonly attribute: string;
  readonly options: readonly { readonly label: string; readonly points: Points }[];
  readonly find: OptionFinder;
}

export interface CompiledFitMinus {
  /** `fit.minus.<id>`. */
  readonly rule: string;
  readonly label: string;
  readonly points: Points;
  readonly when: Conditions;
}

export interface CompiledFit {
  readonly fields: readonly CompiledField[];
  readonly minus: readonly CompiledFitMinus[];
  readonly grades: { readonly A: Points; readonly B: Points; readonly C: Points };
  /** Fewer than `atLeast` of these field ids known: grade U. Null: never U. */
  readonly knownEnough: { readonly atLeast: number; readonly of: readonly string[] } | null;
}

export interface CompiledDisqualification {
  readonly id: string;
  readonly label: string;
  readonly when: Conditions;
}

export type GroupName = 'interest' | 'intent' | 'minus';

/** How an activity counts: `counted` by the day, `once` ever, `once_per_asset` ever for each asset. */
export type CountMode = 'counted' | 'once' | 'once_per_asset';

export interface CompiledRule {
  /** `<group>.<id>`. */
  readonly rule: string;
  /** Its place among all rules of the model; folds are kept by it. */
  readonly index: number;
  readonly label: string;
  readonly group: GroupName;
  readonly types: readonly string[];
  readonly matchesAsset: ValueTest | null;
  readonly where: Conditions | null;
  readonly mode: CountMode;
  /** What one occurrence is worth, by variant: the variant worth most comes first. A rule without bands has one. */
  readonly points: readonly Points[];
  /** Which variant a property's value takes; -1: worth nothing. Null for a rule without bands. */
  readonly variantBy: { readonly prop: string; readonly find: (value: number) => number } | null;
  /** The property that says how many occurrences an activity stands for. */
  readonly times: string | null;
  readonly maxPerDay: number;
  readonly maxPerWeek: number;
  readonly cap: Points;
  readonly human: boolean;
  readonly handRaise: boolean;
  readonly pql: boolean;
  /** A bucket this many days older than the rule's newest is worth nothing for ever and is dropped; Infinity: never. */
  readonly horizonDays: number;
}

export interface CompiledGroup {
  readonly name: GroupName;
  readonly label: string;
  readonly cap: Points;
  /** Millionths of a point's worth left after n whole days; the last entry holds for ever after. */
  readonly factors: readonly number[];
  readonly rules: readonly CompiledRule[];
}

export interface SilenceStep {
  readonly afterDays: number;
  /** What it takes away at most; Infinity: everything. */
  readonly takes: Points;
}

/** Which movements of points `nextChangeAt` reports beside levels and dates. */
export interface Watch {
  /** Crossing one of these intent points, e.g. those of `sales_if_intent`. */
  readonly intent?: readonly Points[];
}

/** A model made ready: texts parsed, tables computed, rules looked up by activity type. Lives in memory only. */
export interface CompiledModel {
  readonly fit: CompiledFit;
  readonly disqualify: readonly CompiledDisqualification[];
  readonly groups: readonly CompiledGroup[];
  readonly rulesByType: ReadonlyMap<string, readonly CompiledRule[]>;
  readonly levels: { readonly 4: Points; readonly 3: Points; readonly 2: Points };
  readonly handRaiseValidDays: number;
  readonly pqlValidDays: number;
  /** Shortest silence first. */
  readonly silence: readonly SilenceStep[];
  readonly freeMailDomains: ReadonlySet<string>;
  /** Intent thresholds, lowest first. */
  readonly watchedIntent: readonly Points[];
}
