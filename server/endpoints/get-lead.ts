import { leadRecordSchema, viewLeadRecord } from '../../views/lead-record';
import { EVERYBODY } from '../access';
import { defineEndpoint } from '../endpoint';
import { noSuchLead } from '../problem';
import { leadPath } from '../request-shapes';

export const getLead = defineEndpoint({
  method: 'get',
  path: '/api/leads/{leadId}',
  operationId: 'getLead',
  tag: 'Leads',
  summary: 'Everything about a lead but its activities: profile, score, stage, owner, clock, CRM records.',
  scope: 'read',
  roles: EVERYBODY,
  request: { path: leadPath, query: null, body: null },
  response: { status: 200, description: 'The lead.', schema: leadRecordSchema },
  problems: [404],
  handle: async ({ path }, { deps }) => (await viewLeadRecord(deps.db, path.leadId, deps.temporalUi)) ?? noSuchLead(),
});
