export interface PipelineStage {
  readonly id: string;
  readonly label: string;
  readonly displayOrder: number;
  readonly metadata: { readonly isClosed: 'true' | 'false'; readonly probability: string };
}

export interface Pipeline {
  readonly id: string;
  readonly label: string;
  readonly displayOrder: number;
  readonly stages: readonly PipelineStage[];
}

const stages: readonly (readonly [id: string, label: string, probability: string])[] = [
  ['appointmentscheduled', 'Appointment Scheduled', '0.2'],
  ['qualifiedtobuy', 'Qualified To Buy', '0.4'],
  ['presentationscheduled', 'Presentation Scheduled', '0.6'],
  ['decisionmakerboughtin', 'Decision Maker Bought-In', '0.8'],
  ['contractsent', 'Contract Sent', '0.9'],
  ['closedwon', 'Closed Won', '1.0'],
  ['closedlost', 'Closed Lost', '0.0'],
];

/** The deal pipeline that every portal starts with. */
export const dealPipelines: readonly Pipeline[] = [
  {
    id: 'default',
    label: 'Sales Pipeline',
    displayOrder: 0,
    stages: stages.map(([id, label, probability], displayOrder) => ({
      id,
      label,
      displayOrder,
      metadata: { isClosed: id.startsWith('closed') ? 'true' : 'false', probability },
    })),
  },
];

export function findDealStage(pipelineId: string, stageId: string): PipelineStage | undefined {
  return dealPipelines.find(({ id }) => id === pipelineId)?.stages.find(({ id }) => id === stageId);
}
