import { createPastReader, type ReadPastDeps } from '../pipeline/crm/read-past';
import { codesOnly } from './codes-only';
import type { PastActivities } from './crm-activities';

/** Reads the CRM past a lead's deadline. Callers of one worker at the same time share batches. */
export const createReadCrmPast = (deps: ReadPastDeps): PastActivities => ({
  readCrmPast: codesOnly(createPastReader(deps)),
});
