import {
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  type WorkflowClient,
} from '@temporalio/client';
import type { LeadId } from '../domain/lead';
import {
  TASK_QUEUE,
  leadWorkflowId,
  moveUpdate,
  wakeSignal,
  type LeadLifecycleInput,
  type MoveRequest,
  type MoveResult,
} from '../workflows/messages';

/** The part of Temporal's client that is used here. */
export type LeadWorkflows = Pick<WorkflowClient, 'signalWithStart' | 'executeUpdateWithStart'>;

/**
 * Tells a lead's workflow that SQL has news for it, starting it if it is not there. False when that episode's workflow has
 * ended, which only SQL can explain.
 */
export async function wakeLeadWorkflow(
  workflows: LeadWorkflows,
  lead: LeadLifecycleInput,
  wakeNumber: number,
): Promise<boolean> {
  try {
    await workflows.signalWithStart(LEAD_LIFECYCLE, {
      ...startOptions(lead),
      signal: wakeSignal,
      signalArgs: [wakeNumber],
    });
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}

/**
 * Carries out an operator's override and waits for the move to be in SQL. Rejects with `WorkflowUpdateFailedError` when the
 * workflow refuses (same stage, unknown stage).
 */
export async function moveLeadByOperator(
  workflows: LeadWorkflows,
  lead: LeadLifecycleInput,
  request: MoveRequest,
): Promise<MoveResult> {
  const startWorkflowOperation = new WithStartWorkflowOperation(LEAD_LIFECYCLE, {
    ...startOptions(lead),
    // A running workflow is used as it is; the policy must be stated for an update with start.
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  return await workflows.executeUpdateWithStart(moveUpdate, {
    args: [request],
    updateId: `move-${lead.leadId}-${String(request.noteId)}`,
    startWorkflowOperation,
  });
}

/** By name: importing the workflow itself would pull its code out of the sandbox into this process. */
const LEAD_LIFECYCLE = 'leadLifecycle';

const startOptions = (lead: LeadLifecycleInput) => ({
  workflowId: leadWorkflowId(lead),
  taskQueue: TASK_QUEUE,
  args: [lead] as [LeadLifecycleInput],
  // Without it a late signal would resurrect a lead whose episode has ended.
  workflowIdReusePolicy: 'REJECT_DUPLICATE' as const,
  staticSummary: `Lead ${lead.leadId}, ${lead.track} track, episode ${String(lead.episode)}`,
});

export const lifecycleInput = (lead: { leadId: LeadId; track: string; episode: number }): LeadLifecycleInput => ({
  leadId: lead.leadId,
  track: lead.track,
  episode: lead.episode,
});
