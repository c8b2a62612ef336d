import type { LeadId } from '../domain/lead';
import type { DecidedBy, Stage } from '../domain/stage';
import type { EpochMs } from '../domain/time';
import type { MoveResult } from '../workflows/messages';

/** Which lead, and the workflow's own time: activities never ask a clock. */
export interface LeadMoment {
  readonly leadId: LeadId;
  readonly track: string;
  readonly asOf: EpochMs;
}

/** A stage that policy, the CRM or an operator calls for. Codes only: free text stays in SQL. */
export interface CalledMove {
  readonly to: Stage;
  readonly cause: string;
  readonly decidedBy: DecidedBy;
  readonly recycleReason?: string;
  readonly recycleUntil?: EpochMs;
  /** Set where the move rests on a rep having done nothing until then: the CRM is read past that instant before it is made. */
  readonly deadlineAt?: EpochMs;
  /** Whose it becomes, where a verdict says so. */
  readonly route?: { readonly owner: 'keep' | 'other'; readonly role?: string };
  readonly actor?: string;
  readonly noteId?: number;
}

/** A step of the escalation ladder. */
export interface Step {
  readonly step: string;
  readonly dueAt: EpochMs;
}

/** Where a lead stands and what is to be done next, in the order of the fields. */
export interface Stock {
  /** The episode has ended; there is nothing left to do. */
  readonly closed: boolean;
  readonly stage: Stage;
  readonly visitNo: number;
  readonly ownerId: string | null;
  readonly call: CalledMove | null;
  /** A qualified lead that nobody has been given yet and whose turn has come. */
  readonly owesHandOff: boolean;
  /** The clock runs and the CRM shows a touch, at this instant. */
  readonly touchedAt: EpochMs | null;
  /** The earliest step of the running ladder that was not taken, due or not. */
  readonly nextStep: Step | null;
  readonly wakeAt: EpochMs | null;
  readonly wakeFor: string | null;
}

export interface Moved {
  readonly result: MoveResult;
  readonly stock: Stock;
}

/**
 * What the lead workflow does in SQL. Each is idempotent: a repeat after a crash finds its work done. Each answers with where
 * the lead stands afterwards.
 */
export interface LeadActivities {
  /** Reads the newest evaluation, CRM reading and clock, evaluating anew if time alone has changed the score. */
  takeStock(moment: LeadMoment): Promise<Stock>;
  /** Moves by compare-and-set on the visit; the one writer of `lead_track.stage`. */
  moveLead(moment: LeadMoment & { readonly visitNo: number; readonly move: CalledMove }): Promise<Moved>;
  /** Gives a qualified lead an owner, a clock and a task; queues it when everybody has had enough for today. */
  handOff(moment: LeadMoment & { readonly visitNo: number }): Promise<Stock>;
  /** Stops the clock at a touch, judged by when the touch happened. */
  stopClock(moment: LeadMoment & { readonly visitNo: number; readonly touchedAt: EpochMs }): Promise<Stock>;
  /** Takes a step of the ladder: remind, tell the manager, give the lead to somebody else. */
  escalate(moment: LeadMoment & { readonly visitNo: number; readonly step: Step }): Promise<Stock>;
}
