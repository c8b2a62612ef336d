import { codesOnly } from './codes-only';
import { escalate } from './escalate';
import { handOff } from './hand-off';
import type { LeadActivities } from './lead-activities';
import type { LeadDeps } from './lead-deps';
import { moveLead } from './move-lead';
import { stopClock } from './stop-clock';
import { takeStock } from './take-stock';

/** The activities of the lead workflow over their dependencies. */
export const createLeadActivities = (deps: LeadDeps): LeadActivities => ({
  takeStock: codesOnly(takeStock(deps)),
  moveLead: codesOnly(moveLead(deps)),
  handOff: codesOnly(handOff(deps)),
  stopClock: codesOnly(stopClock(deps)),
  escalate: codesOnly(escalate(deps)),
});
