import { readChanges, type ReadChangesDeps } from '../pipeline/crm/read-changes';
import { codesOnly } from './codes-only';
import type { ChangeActivities } from './crm-activities';
import { whileAlive } from './while-alive';

/** Reads what changed in a CRM. */
export const createReadCrmChanges = (deps: Omit<ReadChangesDeps, 'signal'>): ChangeActivities => ({
  readCrmChanges: codesOnly(async ({ connectionId }) => {
    const { read, ...rest } = await whileAlive((signal) => readChanges({ ...deps, signal }, connectionId));
    return { ...rest, done: read, failed: 0 };
  }),
});
