import type { EpochMs } from '../../domain/time';
import type { TouchKind } from '../crm-port';
import { instantOf } from './contact-properties';

/** An engagement as batch read gives it. */
export interface EngagementRecord {
  readonly id: string;
  readonly properties: Readonly<Record<string, string | null>>;
  readonly createdAt: Date;
}

export interface EngagementType {
  readonly objectType: 'calls' | 'emails' | 'meetings';
  readonly kinds: readonly TouchKind[];
  readonly properties: readonly string[];
  /** The touch it is; null when it is none. */
  touchOf(record: EngagementRecord): { readonly kind: TouchKind; readonly occurredAt: EpochMs } | null;
}

/** A call that never was. NO_ANSWER and BUSY are attempts, and an attempt counts. */
const NOT_CALLED = new Set(['CANCELED', 'FAILED', 'QUEUED']);
const NOT_SENT = new Set(['BOUNCED', 'FAILED', 'SCHEDULED', 'SENDING']);
/** Where HubSpot says a record came from, when no person made it (from memory of the vendor, see docs/hubspot.md). */
const AUTOMATED_SOURCES = new Set(['AUTOMATION_PLATFORM', 'WORKFLOWS', 'MARKETING_EMAIL', 'CAMPAIGNS']);

/**
 * What counts as a touch. Tasks are not here: completing our own task is no touch. Marketing e-mail is not kept as an
 * engagement at all, and what automation sends is left out.
 */
export const ENGAGEMENT_TYPES: readonly EngagementType[] = [
  {
    objectType: 'calls',
    kinds: ['logged_call'],
    properties: ['hs_timestamp', 'hs_call_status'],
    touchOf: (record) =>
      NOT_CALLED.has(record.properties['hs_call_status'] ?? '')
        ? null
        : { kind: 'logged_call', occurredAt: timeOf(record) },
  },
  {
    objectType: 'emails',
    kinds: ['human_1to1_email', 'sequence_step_sent'],
    properties: ['hs_timestamp', 'hs_email_direction', 'hs_email_status', 'hs_object_source', 'hs_sequence_id'],
    touchOf: ({ properties, ...record }) => {
      if (properties['hs_email_direction'] !== 'EMAIL' || NOT_SENT.has(properties['hs_email_status'] ?? ''))
        return null;
      const occurredAt = timeOf({ properties, ...record });
      if ((properties['hs_sequence_id'] ?? '') !== '') return { kind: 'sequence_step_sent', occurredAt };
      if (AUTOMATED_SOURCES.has(properties['hs_object_source'] ?? '')) return null;
      return { kind: 'human_1to1_email', occurredAt };
    },
  },
  {
    objectType: 'meetings',
    kinds: ['meeting_booked'],
    properties: ['hs_timestamp', 'hs_createdate'],
    // Booking is the touch, not the meeting that is yet to come; one entered afterwards took place when it says.
    touchOf: (record) => ({
      kind: 'meeting_booked',
      occurredAt: Math.min(instantOf(record.properties['hs_createdate']) ?? record.createdAt.getTime(), timeOf(record)),
    }),
  },
];

const timeOf = (record: EngagementRecord): EpochMs =>
  instantOf(record.properties['hs_timestamp']) ?? record.createdAt.getTime();
