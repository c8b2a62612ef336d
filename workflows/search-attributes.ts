import { defineSearchAttributeKey } from '@temporalio/common';

/**
 * What operators filter leads by in Temporal's UI. Written on stage and owner changes only, never on score: visibility is for
 * operators, reports read SQL.
 */
export const STAGE_ATTRIBUTE = defineSearchAttributeKey('LeadlineStage', 'KEYWORD');
export const OWNER_ATTRIBUTE = defineSearchAttributeKey('LeadlineOwner', 'KEYWORD');

/** To be registered with the Temporal server before the first workflow starts. */
export const SEARCH_ATTRIBUTES = { LeadlineStage: 'Keyword', LeadlineOwner: 'Keyword' } as const;
