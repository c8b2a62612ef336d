import { proxyActivities } from '@temporalio/workflow';
import type { PastActivities } from '../activities/crm-activities';
import type { LeadId } from '../domain/lead';
import type { EpochMs } from '../domain/time';
import { Backoff } from './backoff';

const { readCrmPast } = proxyActivities<PastActivities>({
  startToCloseTimeout: '2 minutes',
  retry: { initialInterval: '2 seconds', maximumInterval: '1 minute', maximumAttempts: 5 },
  summary: 'Read the CRM past the deadline',
});

/** Why the CRM could not be read, and when to ask again. */
interface Refusal {
  readonly code: string;
  readonly retryAt: EpochMs;
}

/** How far a lead's records in the CRM have been read. */
export class CrmPast {
  private readUntil: EpochMs = 0;
  private readonly backoff = new Backoff({ firstMs: 60_000, longestMs: 60 * 60_000 });

  constructor(private readonly leadId: LeadId) {}

  reaches(deadline: EpochMs): boolean {
    return this.readUntil >= deadline;
  }

  /** Reads past a deadline. Null when that is done. */
  async read(deadline: EpochMs): Promise<Refusal | null> {
    const reading = await readCrmPast({ leadId: this.leadId, deadline });
    if (!reading.read) return { code: reading.code, retryAt: Date.now() + this.backoff.next() };
    this.readUntil = deadline;
    this.backoff.reset();
    return null;
  }
}
