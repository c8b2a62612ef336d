import { dealPipelines, type Pipeline, type PipelineStage } from '../accounts/pipelines';
import { schemaScope } from '../accounts/scopes';
import { notFound } from '../api-error';
import type { Call, PortalEndpoint } from '../call';
import { isoTime } from '../iso-time';
import { objectTypeOf } from '../object-types';
import type { Session } from '../parts';

type Rendered = Readonly<Record<string, unknown>>;

function pipelineEndpoint(
  path: string,
  body: (session: Session, pipelines: readonly Pipeline[], call: Call) => Rendered,
): PortalEndpoint {
  const typeOf = (call: Call) => objectTypeOf(call.params['objectType'] ?? '');
  return {
    method: 'GET',
    path: `/crm/v3/pipelines/{objectType}${path}`,
    auth: 'token',
    limit: 'burst',
    scopes: (call) => [schemaScope(typeOf(call), 'read')],
    handle: (session, call) => ({
      status: 200,
      body: body(session, typeOf(call).name === 'deals' ? dealPipelines : [], call),
    }),
  };
}

/** Read only: the hub reads deal stages and changes none. */
export const pipelineEndpoints: readonly PortalEndpoint[] = [
  pipelineEndpoint('', (session, pipelines) => ({
    results: pipelines.map((pipeline) => renderPipeline(session, pipeline)),
  })),
  pipelineEndpoint('/{pipelineId}', (session, pipelines, call) =>
    renderPipeline(session, requirePipeline(pipelines, call)),
  ),
  pipelineEndpoint('/{pipelineId}/stages', (session, pipelines, call) => ({
    results: requirePipeline(pipelines, call).stages.map((stage) => renderStage(session, stage)),
  })),
  pipelineEndpoint('/{pipelineId}/stages/{stageId}', (session, pipelines, call) => {
    const stage = requirePipeline(pipelines, call).stages.find(({ id }) => id === call.params['stageId']);
    if (!stage) throw notFound();
    return renderStage(session, stage);
  }),
];

function requirePipeline(pipelines: readonly Pipeline[], call: Call): Pipeline {
  const pipeline = pipelines.find(({ id }) => id === call.params['pipelineId']);
  if (!pipeline) throw notFound();
  return pipeline;
}

function renderPipeline(session: Session, pipeline: Pipeline): Rendered {
  return {
    id: pipeline.id,
    label: pipeline.label,
    displayOrder: pipeline.displayOrder,
    stages: pipeline.stages.map((stage) => renderStage(session, stage)),
    ...times(session),
  };
}

function renderStage(session: Session, stage: PipelineStage): Rendered {
  return { ...stage, writePermissions: 'CRM_PERMISSIONS_ENFORCEMENT', ...times(session) };
}

function times(session: Session): Rendered {
  const at = isoTime(session.portal.createdAtMs);
  return { createdAt: at, updatedAt: at, archived: false };
}
