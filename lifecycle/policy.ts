import type { CombinedScore, Grade } from '../domain/evaluation';
import type { Points } from '../domain/points';
import type { Stage, Zone } from '../domain/stage';
import type { BusinessDuration } from './duration';
import type { RepRole } from './team';

/** lifecycle.yaml, checked and ready to be asked. Plain data. */
export interface Policy {
  readonly grid: Readonly<Record<CombinedScore, GridCell>>;
  readonly consent: ConsentRule;
  readonly nurture: NurtureRule;
  readonly prospect: ProspectRule;
  readonly mql: MqlRule;
  readonly crm: CrmRule;
  /** For how many calendar days an operator's move holds against the points. */
  readonly operatorHoldDays: number;
  /** After how many calendar days without a touch a stage that a rep holds is recycled, and why. */
  readonly stale: Readonly<Partial<Record<StaleStage, { readonly days: number; readonly reason: string }>>>;
  readonly sla: SlaRule;
  /** What a rep's verdict leads to, by the value of `leadline_disposition`. */
  readonly reject: Readonly<Record<string, RejectAction>>;
  readonly recycle: RecycleRule;
  readonly goLive: GoLiveRule;
}

/** What the grid says of a combined score; `intentFrom` is set where only enough intent makes it a matter for sales. */
export interface GridCell {
  readonly zone: Zone;
  readonly intentFrom: Points | null;
}

interface ConsentRule {
  /** A lead may be contacted while at least one of these channels is open. */
  readonly channels: readonly string[];
  /** Whether silence on a channel leaves it open. */
  readonly openIf: 'not_withdrawn' | 'granted';
}

interface NurtureRule {
  readonly needsActivity: boolean;
  readonly needsConsent: boolean;
}

/** A lead of grade U counts as C. */
interface ProspectRule {
  readonly minGrade: KnownGrade;
  readonly minLevel: 1 | 2 | 3 | 4;
}

export type KnownGrade = Exclude<Grade, 'U'>;

/** An MQL is what the grid gives to sales (`priority`, `sales`), or who makes a request and fits well enough. */
interface MqlRule {
  readonly handRaise: RequestRule | null;
  readonly pql: RequestRule | null;
  readonly unless: readonly MqlObstacle[];
  /** What lifts a cool-down or an operator's hold when it is newer than they are. */
  readonly cooldownOverride: readonly LeadRequest[];
}

/** What a lead does that calls for a person whatever the points: it asks to be contacted, or it uses the product. */
export type LeadRequest = 'hand_raise' | 'pql';

export interface RequestRule {
  readonly minGrade: KnownGrade;
  /** The role that follows it up. */
  readonly to: RepRole;
}

type MqlObstacle = 'no_consent_to_contact' | 'recycle_cooldown';

interface CrmRule {
  /** The stage that a value of the CRM's lifecycle property stands for. */
  readonly lifecycleStage: Readonly<Record<string, CrmStage>>;
  /** Why a lead whose deal was lost is recycled, unless the rep names another reason. */
  readonly dealLostReason: string;
}

/** Stages that only the CRM's own lifecycle or a deal can call for. */
export type CrmStage = Extract<Stage, 'sql' | 'opportunity' | 'customer'>;

type StaleStage = Extract<Stage, 'sal' | 'sql'>;

interface SlaRule {
  /** In the order they are tried; the first that fits is the lead's. */
  readonly policies: readonly SlaPolicy[];
  readonly acceptance: AcceptanceRule;
}

export interface SlaPolicy {
  readonly id: string;
  readonly requests: readonly LeadRequest[];
  readonly cells: readonly CombinedScore[];
  /** Fits every lead that no policy before it fits. */
  readonly others: boolean;
  readonly firstTouch: BusinessDuration;
  readonly steps: readonly { readonly step: EscalationStep; readonly after: BusinessDuration }[];
}

/** What happens while the first touch is awaited. */
export const ESCALATION_STEPS = ['remind', 'manager', 'reassign', 'director'] as const;
export type EscalationStep = (typeof ESCALATION_STEPS)[number];

interface AcceptanceRule {
  /** By when the rep has to accept or reject; then the manager hears of it. */
  readonly within: BusinessDuration;
  /** When a lead nobody has judged goes back, and why. */
  readonly recycleAfter: BusinessDuration;
  readonly recycleReason: string;
}

export type RejectAction =
  | { readonly kind: 'recycle'; readonly reason: string }
  | { readonly kind: 'disqualify' }
  | { readonly kind: 'reroute' }
  | { readonly kind: 'route'; readonly role: RepRole };

interface RecycleRule {
  /** Calendar days by reason; null waits for an operator or for the lead itself to ask. */
  readonly daysByReason: Readonly<Record<string, number | null>>;
}

interface GoLiveRule {
  /** Null: no cap. */
  readonly maxNewMqlPerRepDay: number | null;
  /** Requests that reach a rep whatever the cap. */
  readonly uncapped: readonly LeadRequest[];
  /** Whether MQLs found by the quiet first scoring are handed out with a clock. */
  readonly baselineOpensSla: boolean;
}
