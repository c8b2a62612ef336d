import {
  WorkflowExecutionAlreadyStartedError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ActivityFailure, ApplicationFailure, RetryState } from '@temporalio/common';
import type { LeadWorkflows } from '../../../pipeline/lead-workflow-client';
import { overrideStage, type OverrideOutcome } from '../../../pipeline/override-stage';
import { at } from '../../../store/database';
import type { MoveRequest, MoveResult } from '../../../workflows/messages';
import { aLead } from './a-lead';
import { NOW, startApi, type ApiInstance } from './instance';

let api: ApiInstance;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

interface Asked {
  readonly workflowId: string;
  readonly request: MoveRequest;
}

/** Workflows that answer as told, in turn, and note what they were asked. */
function workflows(...answers: readonly (MoveResult | Error)[]): {
  readonly asked: Asked[];
  readonly port: LeadWorkflows;
} {
  const asked: Asked[] = [];
  const port = {
    signalWithStart: () => Promise.reject(new Error('no signal is expected')),
    executeUpdateWithStart: (
      _update: unknown,
      options: { args: [MoveRequest]; startWorkflowOperation: { options: { workflowId: string } } },
    ) => {
      asked.push({ workflowId: options.startWorkflowOperation.options.workflowId, request: options.args[0] });
      const answer = answers[asked.length - 1] ?? new Error('asked too often');
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
  // Temporal's types tie the update to its arguments; this fake takes any.
  return { asked, port: port as unknown as LeadWorkflows };
}

const order = (
  leadId: string,
  port: LeadWorkflows,
  to: 'nurture' | 'subscriber' = 'nurture',
): Promise<OverrideOutcome> =>
  overrideStage(
    { db: api.db, clock: () => NOW, workflows: port, callWithin: (call) => call() },
    { leadId, to, reason: 'Asked to be called in autumn', actor: 'key:1' },
  );

/** As Temporal hands on what an activity of the workflow has thrown. */
const failedBy = (failure: ApplicationFailure): WorkflowUpdateFailedError =>
  new WorkflowUpdateFailedError(
    'Workflow Update failed',
    new ActivityFailure('Activity task failed', 'moveLead', '1', RetryState.NON_RETRYABLE_FAILURE, undefined, failure),
  );

const MOVED: MoveResult = { from: 'subscriber', to: 'nurture', visitNo: 2 };

describe('an operator’s move', () => {
  it('keeps the reason as a note, sends its number alone, and is in the audit when it was made', async () => {
    const leadId = await aLead(api.db);
    const { asked, port } = workflows(MOVED);
    expect(await order(leadId, port)).toEqual({ kind: 'moved', ...MOVED });
    const note = await api.db.selectFrom('note').selectAll().where('lead_id', '=', leadId).executeTakeFirstOrThrow();
    expect(note).toMatchObject({ text: 'Asked to be called in autumn', author: 'key:1', written_at: NOW });
    expect(asked).toEqual([
      { workflowId: `lead/${leadId}/main/1`, request: { to: 'nurture', noteId: note.id, actor: 'key:1' } },
    ]);
    const audit = await api.db.selectFrom('audit').selectAll().where('subject', '=', `lead:${leadId}`).execute();
    expect(audit.map(({ actor, action, detail }) => ({ actor, action, detail }))).toEqual([
      {
        actor: 'key:1',
        action: 'lead.move',
        detail: { from: 'subscriber', to: 'nurture', visitNo: 2, noteId: note.id },
      },
    ]);
  });

  it('opens a closed lead again under a new episode', async () => {
    const leadId = await aLead(api.db);
    await api.db
      .updateTable('lead_track')
      .set({ stage: 'disqualified', closed_at: at(NOW) })
      .where('lead_id', '=', leadId)
      .execute();
    const { asked, port } = workflows(MOVED);
    await order(leadId, port);
    expect(asked.map(({ workflowId }) => workflowId)).toEqual([`lead/${leadId}/main/2`]);
    const track = await api.db
      .selectFrom('lead_track')
      .selectAll()
      .where('lead_id', '=', leadId)
      .executeTakeFirstOrThrow();
    expect([track.episode, track.closed_at]).toEqual([2, null]);
  });

  it('starts the next episode when the workflow of this one has ended', async () => {
    const leadId = await aLead(api.db);
    const ended = new WorkflowExecutionAlreadyStartedError('ended', 'id', 'leadLifecycle');
    const { asked, port } = workflows(ended, MOVED);
    expect((await order(leadId, port)).kind).toBe('moved');
    expect(asked.map(({ workflowId }) => workflowId)).toEqual([`lead/${leadId}/main/1`, `lead/${leadId}/main/2`]);
  });

  it('is refused without asking the workflow when the lead is there already, or is not there at all', async () => {
    const leadId = await aLead(api.db);
    const { asked, port } = workflows();
    expect(await order(leadId, port, 'subscriber')).toMatchObject({ kind: 'refused', code: 'same_stage' });
    expect(await order('01900000-0000-7000-8000-000000000000', port)).toEqual({ kind: 'unknown_lead' });
    await api.db
      .updateTable('lead')
      .set({ erased_at: at(NOW) })
      .where('id', '=', leadId)
      .execute();
    expect(await order(leadId, port)).toEqual({ kind: 'unknown_lead' });
    expect(asked).toEqual([]);
  });

  it('tells the workflow’s refusal by its code, and leaves no audit', async () => {
    const leadId = await aLead(api.db);
    const refusal = ApplicationFailure.nonRetryable('The lead has moved meanwhile.', 'lead_moved');
    const { port } = workflows(failedBy(refusal));
    expect(await order(leadId, port)).toEqual({
      kind: 'refused',
      code: 'lead_moved',
      message: 'The lead has moved meanwhile.',
    });
    expect(await api.db.selectFrom('audit').selectAll().where('subject', '=', `lead:${leadId}`).execute()).toEqual([]);
  });

  it('says so when the step failed for now', async () => {
    const leadId = await aLead(api.db);
    const failure = ApplicationFailure.create({ type: 'ECONNREFUSED', message: 'The step failed.' });
    expect(await order(leadId, workflows(failedBy(failure)).port)).toEqual({ kind: 'unavailable' });
  });

  it('says so when nobody answers in time, and throws what it does not know', async () => {
    const leadId = await aLead(api.db);
    const late = new WorkflowUpdateRPCTimeoutOrCancelledError('late');
    expect(await order(leadId, workflows(late).port)).toEqual({ kind: 'unavailable' });
    await expect(order(leadId, workflows(new Error('a bug')).port)).rejects.toThrow('a bug');
  });
});
