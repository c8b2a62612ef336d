import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  isGrpcServiceError,
} from '@temporalio/client';
import { ActivityFailure, ApplicationFailure } from '@temporalio/common';
import type { LeadId } from '../domain/lead';
import type { Stage } from '../domain/stage';
import type { Clock } from '../domain/time';
import { writeAudit } from '../store/audit';
import type { Database } from '../store/database';
import { lockTrack, reopenTrack, startNextEpisode } from '../store/lead-track';
import { leadExists } from '../store/find-lead';
import { writeNote } from '../store/note';
import type { LeadLifecycleInput, MoveRequest, MoveResult } from '../workflows/messages';
import { moveLeadByOperator, type LeadWorkflows } from './lead-workflow-client';

export interface OverrideDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly workflows: LeadWorkflows;
  /** Makes a call to Temporal fail when it takes too long. */
  readonly callWithin: <T>(call: () => Promise<T>) => Promise<T>;
}

/** A move that a person orders, to any stage, whatever the points say. */
export interface Override {
  readonly leadId: LeadId;
  readonly to: Stage;
  /** Free text; stays in SQL. */
  readonly reason: string;
  readonly actor: string;
}

export type OverrideOutcome =
  | ({ readonly kind: 'moved' } & MoveResult)
  | { readonly kind: 'unknown_lead' }
  /** The lead cannot be moved there as it stands, e.g. `same_stage`, `lead_moved`. */
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  /** No answer in time, or the step failed as the database was away. The move may still be carried out. */
  | { readonly kind: 'unavailable' };

/**
 * Has a lead's workflow carry out an operator's move, and waits until it is in SQL. A closed lead is opened again for it,
 * under a new episode. The reason is kept as a note first, so that the move can refer to it.
 */
export async function overrideStage(deps: OverrideDeps, override: Override): Promise<OverrideOutcome> {
  const prepared = await prepare(deps, override);
  if (prepared.kind !== 'prepared') return prepared;
  const { lead, noteId } = prepared;
  const request: MoveRequest = { to: override.to, noteId, actor: override.actor };
  try {
    const result = await deps.callWithin(() => moveInEpisode(deps, lead, request));
    await writeAudit(deps.db, {
      actor: override.actor,
      action: 'lead.move',
      subject: `lead:${override.leadId}`,
      detail: { from: result.from, to: result.to, visitNo: result.visitNo, noteId },
      now: deps.clock(),
    });
    return { kind: 'moved', ...result };
  } catch (error) {
    return outcomeOf(error);
  }
}

async function prepare(
  deps: OverrideDeps,
  override: Override,
): Promise<
  OverrideOutcome | { readonly kind: 'prepared'; readonly lead: LeadLifecycleInput; readonly noteId: number }
> {
  const key = { leadId: override.leadId, track: 'main' };
  return await deps.db.transaction().execute(async (tx) => {
    if (!(await leadExists(tx, override.leadId))) return { kind: 'unknown_lead' };
    const track = await lockTrack(tx, key);
    if (track === null) return { kind: 'unknown_lead' };
    if (track.stage === override.to) {
      return { kind: 'refused', code: 'same_stage', message: `The lead is in ${track.stage} already.` };
    }
    const noteId = await writeNote(tx, {
      leadId: override.leadId,
      author: override.actor,
      text: override.reason,
      now: deps.clock(),
    });
    const episode = track.closed ? await reopenTrack(tx, key) : track.episode;
    return { kind: 'prepared', lead: { ...key, episode: episode ?? track.episode }, noteId };
  });
}

/** An episode whose workflow has ended while SQL says that it is open gets a successor, once. */
async function moveInEpisode(deps: OverrideDeps, lead: LeadLifecycleInput, request: MoveRequest): Promise<MoveResult> {
  try {
    return await moveLeadByOperator(deps.workflows, lead, request);
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    await startNextEpisode(deps.db, lead);
    return await moveLeadByOperator(deps.workflows, { ...lead, episode: lead.episode + 1 }, request);
  }
}

function outcomeOf(error: unknown): OverrideOutcome {
  if (error instanceof WorkflowUpdateFailedError) {
    const failure = error.cause instanceof ActivityFailure ? error.cause.cause : error.cause;
    if (!(failure instanceof ApplicationFailure)) throw error;
    // What is refused stays refused; anything else is a step that failed for now.
    if (failure.nonRetryable !== true) return { kind: 'unavailable' };
    return { kind: 'refused', code: failure.type ?? 'refused', message: failure.message };
  }
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || isGrpcServiceError(error)) {
    return { kind: 'unavailable' };
  }
  throw error;
}
