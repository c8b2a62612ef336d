import type { LeadId } from '../domain/lead';
import type { EpochMs } from '../domain/time';

/** What a run of the delivery or of the reading came to. Numbers and codes only. */
export interface DrainResult {
  /** Sent or read. */
  readonly done: number;
  readonly failed: number;
  /** What is due and was left. */
  readonly remaining: number;
  /** When to come back by oneself, milliseconds; null: not before a poke. */
  readonly waitMs: number | null;
  /** Why it stopped with something left. */
  readonly stoppedBy: string | null;
}

/** What the delivery workflow does. */
export interface DeliveryActivities {
  /** Sends what waits for a CRM connection until nothing is due. Safe to repeat at any point. */
  deliverWishes(request: { readonly connectionId: string }): Promise<DrainResult & { readonly sent: number }>;
}

/** What the workflow that follows changes in a CRM does. */
export interface ChangeActivities {
  /** Reads the records that were noticed to have changed, and wakes the leads it matters to. Safe to repeat. */
  readCrmChanges(request: { readonly connectionId: string }): Promise<DrainResult>;
}

/** What a lead's workflow asks of the CRM before it calls anybody late. */
export interface PastActivities {
  /** Reads the CRM's word on a lead up to now. `read: false`: nothing may be concluded; the code says why. */
  readCrmPast(request: {
    readonly leadId: LeadId;
    readonly deadline: EpochMs;
  }): Promise<{ readonly read: true; readonly readAt: EpochMs } | { readonly read: false; readonly code: string }>;
}
