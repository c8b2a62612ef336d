import { WorkflowNotFoundError, type Client, type WorkflowExecutionDescription } from '@temporalio/client';
import { leadWorkflowId } from '../../domain/workflow-id';
import { readLeadRecord } from '../../store/lead-record';
import { workflowUrl } from '../../views/lead-record';
import { standingQuery, type Standing } from '../../workflows/messages';
import { CliFailure } from '../cli-failure';
import type { CliContext } from '../context';
import { EXIT } from '../exit-codes';
import { findLead, noSuchLead } from '../find-lead';
import { connectTemporal } from '../temporal';
import { fromNow, instantText } from '../wording';

/** `leadline workflow show`. */
export async function showWorkflow(context: CliContext, text: string): Promise<void> {
  const db = await context.database();
  const leadId = await findLead(db, text);
  const record = await readLeadRecord(db, leadId);
  if (record === null) throw noSuchLead(text);
  const { track } = record;
  const workflowId = leadWorkflowId({ leadId, track: track.track, episode: track.episode });
  const { client, callWithin } = await connectTemporal(context);
  const { namespace, uiUrl } = await context.temporal();
  const description = await callWithin(() => describe(client, workflowId));
  if (description === null) throw missing(workflowId, track.hasWorkflow);
  const standing = description.status.name === 'RUNNING' ? await callWithin(() => ask(client, workflowId)) : null;
  const view = {
    workflowId,
    runId: description.runId,
    status: description.status.name.toLowerCase(),
    startedAt: description.startTime.toISOString(),
    historyEvents: description.historyLength,
    waitsFor: standing?.waitsFor ?? null,
    waitsUntil: isoText(standing?.waitsUntil ?? null),
    stage: track.stage,
    nextDeadlineAt: isoText(track.nextDeadlineAt),
    summary: (await description.staticSummary()) ?? null,
    url: workflowUrl(workflowId, uiUrl === undefined ? null : { url: uiUrl, namespace }),
  };
  context.output.result(view, () => viewText(view, standing, context.clock()));
}

async function describe(client: Client, workflowId: string): Promise<WorkflowExecutionDescription | null> {
  try {
    return await client.workflow.getHandle(workflowId).describe();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

/** Null while no worker answers: what is known without one is shown all the same. */
const ask = (client: Client, workflowId: string): Promise<Standing | null> =>
  client.workflow
    .getHandle(workflowId)
    .query(standingQuery)
    .catch(() => null);

const isoText = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

const missing = (workflowId: string, expected: boolean): CliFailure =>
  expected
    ? new CliFailure(
        EXIT.conflict,
        'workflow_missing',
        `Temporal has no workflow ${workflowId}, and SQL expects one.`,
        {
          remedy: 'Run `leadline reconcile`: it rebuilds workflows from SQL.',
        },
      )
    : new CliFailure(EXIT.notFound, 'workflow_none', 'The lead has no workflow yet.', {
        remedy: 'It gets one with the first event that is worth a decision.',
      });

function viewText(
  view: {
    readonly workflowId: string;
    readonly runId: string;
    readonly status: string;
    readonly startedAt: string;
    readonly historyEvents: number;
    readonly stage: string;
    readonly summary: string | null;
    readonly url: string | null;
  },
  standing: Standing | null,
  now: number,
): string {
  const until = standing?.waitsUntil ?? null;
  const lines: (readonly [string, string | null])[] = [
    ['workflow', view.workflowId],
    ['run', view.runId],
    ['status', `${view.status} since ${instantText(Date.parse(view.startedAt)) ?? ''}, ${view.historyEvents} events`],
    ['summary', view.summary],
    ['stage', view.stage],
    ['waits for', standing === null ? 'no worker answers' : (standing.waitsFor ?? 'news')],
    ['until', until === null ? null : `${instantText(until) ?? ''} (${fromNow(until, now)})`],
    ['in the UI', view.url],
  ];
  return lines
    .filter(([, value]) => value !== null)
    .map(([label, value]) => `${label.padEnd(9)}  ${value ?? ''}`)
    .join('\n');
}
