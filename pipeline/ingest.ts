import type { Failpoint } from '../domain/failpoint';
import type { LeadId } from '../domain/lead';
import type { Clock, EpochMs } from '../domain/time';
import { storeActivities, type IncomingActivity } from '../store/activity';
import type { Database } from '../store/database';
import { settleDeliveries, takeDeliveries, type WaitingDelivery } from '../store/inbox';
import { resolveLeads, type ResolvedLead } from '../store/lead-identity';
import { storeProfiles, type LeadAttribute, type LeadConsent } from '../store/lead-profile';
import { recordSyncErrors, type SyncErrorReport } from '../store/sync-error';
import { isTransient, reasonOf } from '../store/transient-error';
import { ACTIVITIES, activityOrigin } from './accept-webhook';
import { rawActivity, readEnvelope, type AcceptedActivity } from './activity-envelope';
import type { Trail } from './trail';

export interface IngestDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly failpoint: Failpoint;
  /** Absent where nothing is traced. */
  readonly trail?: Trail | undefined;
}

const MESSAGES_A_STEP = 16;

/**
 * Takes waiting messages from the inbox into the activity log: leads found or created, activities and profiles stored, new
 * ones put before the scorer; all of it in one transaction. Resolves to how many messages it dealt with. Several may run
 * at once. An activity that cannot be stored becomes a sync error and holds up no other.
 */
export async function ingestWaiting(deps: IngestDeps): Promise<number> {
  try {
    return await ingestStep(deps, MESSAGES_A_STEP);
  } catch (error) {
    if (isTransient(error)) throw error;
    return ingestOneByOne(deps);
  }
}

async function ingestStep(deps: IngestDeps, limit: number, onTaken?: (messages: readonly WaitingDelivery[]) => void) {
  const done = await deps.db.transaction().execute(async (tx) => {
    const messages = await takeDeliveries(tx, { kind: ACTIVITIES, limit });
    if (messages.length === 0) return 0;
    onTaken?.(messages);
    const startedAt = deps.clock();
    const placed = await ingestMessages(tx, messages, startedAt);
    await deps.trail?.spread(tx, newsOf(placed), startedAt);
    deps.failpoint('ingest.before_commit');
    return messages.length;
  });
  if (done > 0) deps.failpoint('ingest.after_commit');
  return done;
}

/** After a failure of the step: each of its messages alone, and the one at fault activity by activity. */
async function ingestOneByOne(deps: IngestDeps): Promise<number> {
  let done = 0;
  while (done < MESSAGES_A_STEP) {
    let inHand: readonly WaitingDelivery[] = [];
    try {
      if ((await ingestStep(deps, 1, (messages) => (inHand = messages))) === 0) break;
    } catch (error) {
      const [message] = inHand;
      if (isTransient(error) || message === undefined) throw error;
      await ingestApart(deps, message, error);
    }
    done += 1;
  }
  return done;
}

/**
 * Stores each activity of a message by itself, so that the ones at fault cost no other person anything. Begun anew after a
 * crash, it finds those that are stored already.
 */
async function ingestApart(deps: IngestDeps, message: WaitingDelivery, failure: unknown): Promise<void> {
  const errors: SyncErrorReport[] = [];
  const arrivals = tryToRead(message);
  for (const arrival of arrivals) {
    try {
      await deps.db.transaction().execute((tx) => storeArrivals(tx, [arrival], deps.clock()));
    } catch (error) {
      if (isTransient(error)) throw error;
      errors.push(activityError(arrival, error));
    }
  }
  if (arrivals.length === 0) errors.push(messageError(message, failure));
  await deps.db.transaction().execute(async (tx) => {
    const now = deps.clock();
    await recordSyncErrors(tx, errors, now);
    await settleDeliveries(tx, [message.id], now);
  });
}

/** None where the message as a whole is what fails. */
function tryToRead(message: WaitingDelivery): readonly Arrival[] {
  try {
    return readMessage(message);
  } catch {
    return [];
  }
}

const activityError = ({ message, activity }: Arrival, error: unknown): SyncErrorReport => ({
  connectionId: message.connectionId,
  direction: 'in',
  code: 'activity_not_ingested',
  message: `Activity ${activity.index} was accepted but could not be stored: ${reasonOf(error)}`,
  remedy: 'Nothing is lost: retry it with a mended record, or as it is after an upgrade of Leadline.',
  record: rawActivity(message.body, activity.index),
  origin: activityOrigin({
    connectionId: message.connectionId,
    messageId: message.dedupeKey,
    index: activity.index,
  }),
});

/** Its body stays in the inbox, from where a retry takes it. */
const messageError = (message: WaitingDelivery, error: unknown): SyncErrorReport => ({
  connectionId: message.connectionId,
  direction: 'in',
  code: 'message_not_ingested',
  message: `The message was accepted but could not be stored: ${reasonOf(error)}`,
  remedy: 'Nothing is lost: retry it after an upgrade of Leadline; if it fails again, report a bug.',
  origin: `inbox:${message.connectionId}:${message.dedupeKey}`,
});

/** An activity with the message it came in. */
interface Arrival {
  readonly message: WaitingDelivery;
  readonly activity: AcceptedActivity;
}

interface PlacedArrival extends Arrival {
  readonly lead: ResolvedLead;
}

async function ingestMessages(
  tx: Database,
  messages: readonly WaitingDelivery[],
  now: EpochMs,
): Promise<readonly PlacedArrival[]> {
  const placed = await storeArrivals(tx, messages.flatMap(readMessage), now);
  await settleDeliveries(
    tx,
    messages.map((message) => message.id),
    now,
  );
  return placed;
}

async function storeArrivals(
  tx: Database,
  arrivals: readonly Arrival[],
  now: EpochMs,
): Promise<readonly PlacedArrival[]> {
  const placed = await placeArrivals(tx, arrivals, now);
  await storeActivities(tx, placed.map(activityOf), { quiet: false });
  const profiles = { attributes: placed.flatMap(attributesOf), consents: placed.flatMap(consentsOf) };
  await storeProfiles(tx, profiles, { quiet: false });
  await recordSyncErrors(tx, placed.flatMap(conflictOf), now);
  return placed;
}

/** Which leads a message told of. */
const newsOf = (placed: readonly PlacedArrival[]) =>
  [...Map.groupBy(placed, ({ message }) => message.id)].map(([inboxId, own]) => ({
    inboxId,
    leadIds: own.map(({ lead }) => lead.leadId),
  }));

/** What was refused in it has been kept as sync errors when it was accepted. */
function readMessage(message: WaitingDelivery): readonly Arrival[] {
  const reading = readEnvelope(message.body, { source: message.connectionId, receivedAt: message.receivedAt });
  if (reading.kind !== 'read') throw new Error('An accepted message cannot be read.');
  return reading.accepted.map((activity) => ({ message, activity }));
}

/** All leads are resolved before anything is written: see `resolveLeads`. */
async function placeArrivals(tx: Database, arrivals: readonly Arrival[], now: EpochMs): Promise<PlacedArrival[]> {
  const placed: PlacedArrival[] = [];
  for (const [source, own] of Map.groupBy(arrivals, (arrival) => arrival.message.connectionId)) {
    const references = own.map((arrival) => arrival.activity.aliases);
    const leads = await resolveLeads(tx, { references, source, now });
    for (const [index, arrival] of own.entries()) {
      const lead = leads[index];
      if (lead === undefined) throw new Error('resolveLeads left out a reference.');
      placed.push({ ...arrival, lead });
    }
  }
  return placed;
}

const activityOf = ({ activity, message, lead }: PlacedArrival): IncomingActivity => ({
  leadId: lead.leadId,
  aliasId: lead.aliasId,
  source: message.connectionId,
  sourceId: activity.sourceId,
  type: activity.type,
  occurredAt: activity.occurredAt,
  knownAt: message.receivedAt,
  ...(activity.asset === null ? {} : { asset: activity.asset }),
  ...(activity.props === null ? {} : { props: activity.props }),
});

/** What an activity's statements about its lead have in common. */
const statementOf = ({ activity, message, lead }: PlacedArrival) => ({
  leadId: lead.leadId,
  occurredAt: activity.occurredAt,
  knownAt: message.receivedAt,
  source: message.connectionId,
  sourceId: activity.sourceId,
});

const attributesOf = (arrival: PlacedArrival): readonly LeadAttribute[] =>
  Object.entries(arrival.activity.attributes).map(([name, value]) => ({ ...statementOf(arrival), name, value }));

const consentsOf = (arrival: PlacedArrival): readonly LeadConsent[] =>
  Object.entries(arrival.activity.consents).map(([channel, status]) => ({ ...statementOf(arrival), channel, status }));

function conflictOf({ lead, message }: PlacedArrival): readonly SyncErrorReport[] {
  if (lead.conflict === null) return [];
  return [
    {
      connectionId: message.connectionId,
      direction: 'in',
      code: 'alias_conflict',
      field: lead.conflict.kind === 'email' ? 'lead.email' : 'lead.id',
      message: 'An activity names one lead by its id and another by its e-mail; it was given to the lead with the id.',
      remedy: 'Find out at the source whether the two leads are one person.',
      record: { leadId: lead.leadId, otherLeadId: lead.conflict.leadId },
      leadId: lead.leadId,
      origin: conflictOrigin(lead.leadId, lead.conflict.leadId),
    },
  ];
}

/** However many activities show it, it is one conflict. */
const conflictOrigin = (leadId: LeadId, otherLeadId: LeadId): string => `alias:${leadId}:${otherLeadId}`;
