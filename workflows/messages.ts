import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { LeadId } from '../domain/lead';
import type { Stage } from '../domain/stage';
import type { EpochMs } from '../domain/time';

/** The task queue of the lead and delivery workflows and of their activities. */
export const TASK_QUEUE = 'leadline';

export { leadWorkflowId } from '../domain/workflow-id';

export interface LeadLifecycleInput {
  readonly leadId: LeadId;
  readonly track: string;
  readonly episode: number;
}

/** An operator's override: any stage but the present one, with a reason that lies in SQL as a note. */
export interface MoveRequest {
  readonly to: Stage;
  readonly noteId: number;
  /** Who asks: a key's or user's id. */
  readonly actor: string;
}

export interface MoveResult {
  readonly from: Stage;
  readonly to: Stage;
  readonly visitNo: number;
}

/** What the workflow is waiting for, as an admin asks. */
export interface Standing {
  readonly stage: Stage | null;
  readonly visitNo: number | null;
  readonly waitsUntil: EpochMs | null;
  readonly waitsFor: string | null;
}

/** Something the workflow reads has changed in SQL; the number says how far SQL had come. Repeats and disorder are harmless. */
export const wakeSignal = defineSignal<[wakeNumber: number]>('wake');
export const moveUpdate = defineUpdate<MoveResult, [MoveRequest]>('move');
export const standingQuery = defineQuery<Standing>('standing');
