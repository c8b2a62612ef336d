import { escalate } from './escalate';
import { handOff } from './hand-off';
import type { LeadActivities } from './lead-activities';
import type { LeadDeps } from './lead-deps';
import { moveLead } from './move-lead';
import { stopClock } from './stop-clock';
import { takeStock } from './take-stock';

/** The activities of the lead workflow over their dependencies. */
export const createLeadActivities = (deps: LeadDeps): LeadActivities => ({
  takeStock: takeStock(deps),
  moveLead: moveLead(deps),
  handOff: handOff(deps),
  stopClock: stopClock(deps),
  escalate: escalate(deps),
});
