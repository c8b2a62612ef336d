import type { LeadId } from './lead';

/** `lead/<leadId>/<track>/<episode>`: an episode that has ended is never started again. */
export const leadWorkflowId = (lead: { leadId: LeadId; track: string; episode: number }): string =>
  `lead/${lead.leadId}/${lead.track}/${lead.episode}`;
