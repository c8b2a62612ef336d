import type { LeadId } from '../domain/lead';
import type { EpochMs } from '../domain/time';
import type { Database } from '../store/database';

/** A step that leads went through together. */
export interface TrailStep {
  readonly name: string;
  readonly leadIds: readonly LeadId[];
  readonly startedAt: EpochMs;
  /** Nothing that follows is a consequence of it. Default false. */
  readonly isLast?: boolean;
}

/**
 * Follows what comes of a webhook through the queues, for traces: each step of a lead is a child of the one before, in whichever
 * process that was. Absent from the dependencies of a step where nothing is traced, so that it then costs nothing.
 */
export interface Trail {
  /** A message was kept: a trace begins, where chance has it. In the transaction that keeps it. */
  begin(
    tx: Database,
    message: { readonly inboxId: number; readonly connectionId: string; readonly startedAt: EpochMs },
  ): Promise<void>;
  /** Messages became news of leads. In the transaction that stores it. */
  spread(
    tx: Database,
    news: readonly { readonly inboxId: number; readonly leadIds: readonly LeadId[] }[],
    startedAt: EpochMs,
  ): Promise<void>;
  step(db: Database, step: TrailStep): Promise<void>;
}
