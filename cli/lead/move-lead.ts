import { STAGES } from '../../domain/stage';
import { overrideStage } from '../../pipeline/override-stage';
import { CliFailure, unreachable } from '../cli-failure';
import type { CliContext } from '../context';
import { EXIT } from '../exit-codes';
import { findLead, noSuchLead } from '../find-lead';
import { connectTemporal } from '../temporal';

/** `leadline lead move`. */
export async function moveLead(
  context: CliContext,
  request: { readonly text: string; readonly stage: string; readonly reason: string },
): Promise<void> {
  const to = STAGES.find((stage) => stage === request.stage);
  if (to === undefined) {
    throw new CliFailure(EXIT.refused, 'stage_unknown', `${request.stage} is no stage.`, {
      remedy: `Give one of ${STAGES.join(', ')}.`,
    });
  }
  const db = await context.database();
  const leadId = await findLead(db, request.text);
  const { client, callWithin } = await connectTemporal(context);
  const outcome = await overrideStage(
    { db, clock: context.clock, workflows: client.workflow, callWithin },
    { leadId, to, reason: request.reason, actor: context.actor },
  );
  switch (outcome.kind) {
    case 'moved':
      context.output.result(
        { leadId, from: outcome.from, to: outcome.to, visitNo: outcome.visitNo },
        () => `${leadId} moved from ${outcome.from} to ${outcome.to} (visit ${outcome.visitNo}).`,
      );
      return;
    case 'unknown_lead':
      throw noSuchLead(request.text);
    case 'refused':
      throw new CliFailure(EXIT.conflict, outcome.code, outcome.message);
    case 'unavailable':
      throw unreachable('The workflow did not answer in time (the move may still come): the worker or Temporal');
  }
}
