import type { CombinedScore, Grade } from './evaluation';
import type { EpochMs } from './time';

export const STAGES = [
  'subscriber',
  'nurture',
  'prospect',
  'mql',
  'sal',
  'sql',
  'opportunity',
  'customer',
  'recycled',
  'disqualified',
] as const;

/** Where a lead stands. `lead_track.stage` in SQL is the authority. */
export type Stage = (typeof STAGES)[number];

/** Who may decide a move. */
export type DecidedBy = 'leadline' | 'crm' | 'operator';

/** Which action the fit × activity grid calls for. */
export type Zone = 'priority' | 'sales' | 'nurture' | 'account_outbound' | 'none';

/**
 * What a stage decision reads of an evaluation, and nothing else: only when one of these changes is the lead's workflow
 * woken. Kept as JSON in SQL and compared by value, so fields appear in a fixed order.
 */
export interface DecisionInputs {
  readonly grade: Grade;
  readonly combined: CombinedScore;
  readonly zone: Zone;
  readonly handRaisedAt: EpochMs | null;
  readonly productQualifiedAt: EpochMs | null;
  readonly disqualifiedBy: string | null;
  /** Whether a person has ever done anything. */
  readonly active: boolean;
  /** Whether the lead may be contacted at all. */
  readonly contactable: boolean;
}
