import type { AttributeValue, LeadId } from './lead';
import type { EpochMs } from './time';

/**
 * Something a lead did, once, at a time. Identified by (source, sourceId); ordered by (occurredAt, source, sourceId).
 * `type` is from the workspace's vocabulary, e.g. `page_view`, `demo_request`.
 */
export interface ActivityFact {
  readonly source: string;
  readonly sourceId: string;
  readonly type: string;
  readonly occurredAt: EpochMs;
  /** When Leadline could know it. Back-filled history has knownAt = occurredAt and is marked reconstructed. */
  readonly knownAt: EpochMs;
  /** What it was about (a white paper, a page); "once per asset" counts by it. */
  readonly asset?: string;
  readonly props?: Readonly<Record<string, AttributeValue>>;
}

/** An activity that has been given to a lead. */
export interface LeadActivity extends ActivityFact {
  readonly leadId: LeadId;
}
