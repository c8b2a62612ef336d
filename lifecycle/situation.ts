import type { DecidedBy, DecisionInputs, Stage } from '../domain/stage';
import type { EpochMs } from '../domain/time';
import type { RepRole } from './team';

/** Everything that decides on a lead's next stage. */
export interface Situation {
  readonly stage: Stage;
  readonly stageSince: EpochMs;
  readonly visitNo: number;
  /** Whether the lead came here by the quiet first scoring: nobody was told. */
  readonly quiet: boolean;
  /** The cause of the move that began this visit. */
  readonly visitCause: string;
  /** Who decided the move that began this visit. */
  readonly enteredBy: DecidedBy;
  /** Whether a rep has been given the lead in this visit. */
  readonly held: boolean;
  /** When this visit goes back for want of a verdict (see `acceptancePlan`); null: it does not. */
  readonly verdictDueAt: EpochMs | null;
  readonly recycleReason: string | null;
  /** Null while recycled: waits for an operator or for the lead itself to ask. */
  readonly recycleUntil: EpochMs | null;
  /**
   * When the lead was last recycled or moved by an operator; null if never. Requests and CRM stages from before have been
   * answered and count no more.
   */
  readonly settledAt: EpochMs | null;
  readonly decision: DecisionInputs;
  readonly crm: CrmSituation;
  readonly asOf: EpochMs;
}

/** What the newest reading of the CRM says. */
export interface CrmSituation {
  /** The rep's verdict: `accepted` or a key of the policy's `reject`. */
  readonly disposition: string | null;
  readonly dispositionAt: EpochMs | null;
  readonly lifecycleStage: string | null;
  /** When the record entered that lifecycle stage; null if unknown. */
  readonly lifecycleStageAt: EpochMs | null;
  readonly lastTouchAt: EpochMs | null;
  readonly openDeal: boolean;
  readonly customer: boolean;
}

/** A move that the policy calls for now. */
export interface StageCall {
  readonly to: Stage;
  /** A code, e.g. `hand_raise`, `cooled`, `verdict.not_now`. */
  readonly cause: string;
  readonly decidedBy: DecidedBy;
  /** Set exactly when the lead is recycled. */
  readonly recycleReason?: string;
  /** Absent when the reason has no date. */
  readonly recycleUntil?: EpochMs;
  /** Set where the move rests on a rep having done nothing until then: only the CRM, read past that instant, can tell. */
  readonly deadlineAt?: EpochMs;
  /** Set when the lead enters `mql` from a stage in which a rep may hold it, and says whose it becomes. */
  readonly route?: Route;
}

interface Route {
  /** `keep`: the present owner, if there is one. `other`: anybody else. */
  readonly owner: 'keep' | 'other';
  /** The role to give it to, where the verdict names one. */
  readonly role?: RepRole;
}
