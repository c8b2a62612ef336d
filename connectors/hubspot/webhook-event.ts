import { z } from 'zod';
import { DISPOSITION, READ_PROPERTIES } from './property-definitions';

const id = z.union([z.number().int(), z.string()]).transform(String);

/** One event of a webhook request, as far as it is read (reference § 7). */
const eventSchema = z.object({
  portalId: id,
  subscriptionType: z.string(),
  appId: id.optional(),
  eventId: id.optional(),
  occurredAt: z.number(),
  objectId: id.optional(),
  objectTypeId: z.string().optional(),
  propertyName: z.string().optional(),
  changeSource: z.string().optional(),
  sourceId: id.optional(),
  associationType: z.string().optional(),
  fromObjectId: id.optional(),
  toObjectId: id.optional(),
  primaryObjectId: id.optional(),
  newObjectId: id.optional(),
  mergedObjectIds: z.array(id).optional(),
});

export type HubspotEvent = z.output<typeof eventSchema>;

/** What an event means to us. `malformed` is HubSpot's or a forger's mistake, and kept as a sync error. */
export type EventMeaning =
  | { readonly kind: 'ignored' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'changed'; readonly crmId: string }
  | { readonly kind: 'merged'; readonly winnerId: string; readonly mergedIds: readonly string[] };

const CONTACT_TYPE_ID = '0-1';
const IGNORED: EventMeaning = { kind: 'ignored' };

/** Changes of these are read; everything else of a contact is none of our business. */
const WATCHED = new Set<string>([
  DISPOSITION,
  READ_PROPERTIES.leadStatus,
  READ_PROPERTIES.owner,
  READ_PROPERTIES.lastContacted,
  READ_PROPERTIES.lifecycleStage,
]);
/** Engagements that may be a touch. Tasks are not: completing our own is none. */
const TOUCHING = /^CONTACT_TO_(CALL|EMAIL|MEETING)(_|$)/;
const TOUCHED = /^(CALL|EMAIL|MEETING)_TO_CONTACT(_|$)/;

/**
 * What is unique of an event. `eventId` alone is not; `attemptNumber` differs between deliveries of the same event and is
 * left out.
 */
export function eventKey(event: HubspotEvent): string {
  const subject = event.objectId ?? `${event.fromObjectId ?? ''}>${event.toObjectId ?? ''}`;
  const { portalId, subscriptionType, propertyName = '', occurredAt, eventId = '' } = event;
  return [portalId, subscriptionType, subject, propertyName, occurredAt, eventId].join(':');
}

export function parseEvent(value: unknown): HubspotEvent | null {
  const parsed = eventSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** Reads an event. It carries values, which are never used: they may be late; it only says that a contact is to be read. */
export function meaningOf(event: HubspotEvent): EventMeaning {
  const [subject, kind] = event.subscriptionType.split('.');
  const isContact = subject === 'contact' || (subject === 'object' && event.objectTypeId === CONTACT_TYPE_ID);
  if (!isContact || isEcho(event)) return IGNORED;
  switch (kind) {
    case 'merge':
      return mergeOf(event);
    case 'associationChange':
      return touchedContact(event);
    case 'propertyChange':
      return WATCHED.has(event.propertyName ?? '') ? changed(event.objectId) : IGNORED;
    case 'creation':
    case 'deletion':
    case 'privacyDeletion':
    case 'restore':
      return changed(event.objectId);
    default:
      return IGNORED;
  }
}

/** Our own writes come back to us: made by an integration, and by the app whose webhook this is. */
const isEcho = (event: HubspotEvent): boolean =>
  event.changeSource === 'INTEGRATION' && event.appId !== undefined && event.sourceId === event.appId;

const changed = (crmId: string | undefined): EventMeaning =>
  crmId === undefined ? { kind: 'malformed' } : { kind: 'changed', crmId };

function mergeOf(event: HubspotEvent): EventMeaning {
  const winnerId = event.newObjectId ?? event.primaryObjectId;
  if (winnerId === undefined) return { kind: 'malformed' };
  // A merge may make a new record: then the primary one has gone as well.
  const gone = [
    ...(event.mergedObjectIds ?? []),
    ...(event.primaryObjectId === undefined ? [] : [event.primaryObjectId]),
  ];
  return { kind: 'merged', winnerId, mergedIds: gone.filter((crmId) => crmId !== winnerId) };
}

function touchedContact(event: HubspotEvent): EventMeaning {
  const { associationType = '' } = event;
  if (TOUCHING.test(associationType)) return changed(event.fromObjectId);
  return TOUCHED.test(associationType) ? changed(event.toObjectId) : IGNORED;
}
