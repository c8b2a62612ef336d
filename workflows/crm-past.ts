import { proxyActivities } from '@temporalio/workflow';
import type { PastActivities } from '../activities/crm-activities';
import type { LeadId } from '../domain/lead';
import type { EpochMs } from '../domain/time';

const { readCrmPast } = proxyActivities<PastActivities>({
  startToCloseTimeout: '2 minutes',
  retry: { initialInterval: '2 seconds', maximumInterval: '1 minute', maximumAttempts: 5 },
  summary: 'Read the CRM past the deadline',
});

const FIRST_RETRY_MS = 60_000;
const LAST_RETRY_MS = 60 * 60_000;

/** Why the CRM could not be read, and when to ask again: after a minute, doubling to an hour. */
interface Refusal {
  readonly code: string;
  readonly retryAt: EpochMs;
}

/** How far a lead's records in the CRM have been read. */
export class CrmPast {
  private readUntil: EpochMs = 0;
  private retryMs = FIRST_RETRY_MS;

  constructor(private readonly leadId: LeadId) {}

  reaches(deadline: EpochMs): boolean {
    return this.readUntil >= deadline;
  }

  /** Reads past a deadline. Null when that is done. */
  async read(deadline: EpochMs): Promise<Refusal | null> {
    const reading = await readCrmPast({ leadId: this.leadId, deadline });
    if (!reading.read) {
      const retryAt = Date.now() + this.retryMs;
      this.retryMs = Math.min(this.retryMs * 2, LAST_RETRY_MS);
      return { code: reading.code, retryAt };
    }
    this.readUntil = deadline;
    this.retryMs = FIRST_RETRY_MS;
    return null;
  }
}
