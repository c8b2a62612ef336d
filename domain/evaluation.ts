import type { AttributeFact, ConsentFact } from './lead';
import type { ActivityFact } from './activity';
import type { Points } from './points';
import type { EpochMs, UtcDay } from './time';

/** How well the lead fits. U: too little is known; it is treated as C and asks for enrichment. */
export type Grade = 'A' | 'B' | 'C' | 'D' | 'U';

/** How active the lead is; 4 is hottest. */
export type Level = 1 | 2 | 3 | 4;

/** Fit letter and level in one: A4 is best. A lead of grade U stands in row C. */
export type CombinedScore = `${'A' | 'B' | 'C' | 'D'}${Level}`;

/** Everything dated that is known about a lead. The input of `evaluate`. */
export interface LeadFacts {
  readonly activities: readonly ActivityFact[];
  readonly attributes: readonly AttributeFact[];
  readonly consents: readonly ConsentFact[];
}

/**
 * One line of the sum. The `points` of a score's lines add up to it exactly: what a cap, silence or clamp takes away is a
 * line of its own. `basePoints` is what the line was worth before decay.
 */
export interface Contribution {
  readonly score: 'fit' | 'engagement';
  readonly group: string;
  readonly kind: 'points' | 'cap' | 'silence' | 'clamp';
  /** The rule's id in the model, e.g. `interest.download`; for caps and clamps the group's. */
  readonly rule: string;
  readonly label: string;
  /** The UTC day the points were earned; null where the line has no date (fit, clamps). */
  readonly day: UtcDay | null;
  /** How many activities stand behind the line. */
  readonly count: number;
  readonly basePoints: Points;
  readonly points: Points;
}

/** What a model says of a lead at an instant. */
export interface Evaluation {
  readonly asOf: EpochMs;
  readonly fit: Points;
  readonly grade: Grade;
  /** Names of the profile fields that the model asks for and nobody has told us. */
  readonly unknown: readonly string[];
  readonly engagement: Points;
  readonly interest: Points;
  readonly intent: Points;
  readonly level: Level;
  readonly combined: CombinedScore;
  /** Last instant at which the lead asked to be contacted (demo request, contact sales); null if never or outlived. */
  readonly handRaisedAt: EpochMs | null;
  /** Last instant at which the lead became product qualified (e.g. an activated trial); null if never or outlived. */
  readonly productQualifiedAt: EpochMs | null;
  /** The rule that puts the lead out of market; null if none does. */
  readonly disqualifiedBy: string | null;
  /** Last instant of any activity that a person did; null if there is none. */
  readonly lastActivityAt: EpochMs | null;
  /**
   * When the passing of time alone next changes something that a decision reads; may be early, never late. With nothing
   * found within 400 days but something still possible it is the 400th day; null: never.
   */
  readonly nextChangeAt: EpochMs | null;
  /** The lines that sum to fit and to engagement; empty unless asked for. */
  readonly contributions: readonly Contribution[];
}
