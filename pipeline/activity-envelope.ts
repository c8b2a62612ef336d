import { z } from 'zod';
import type { Alias, AttributeValue } from '../domain/lead';
import { LONGEST } from '../domain/limits';
import type { EpochMs } from '../domain/time';
import { normaliseEmail } from '../store/normalise-email';
import { MOST_LEVELS, nestsDeeperThan } from './nesting';

export const MOST_ACTIVITIES = 1_000;
/** How far a sender's clock may run ahead of ours. */
export const MOST_AHEAD_MS = 5 * 60_000;
const OLDEST_YEARS = 20;
const OLDEST_MS = OLDEST_YEARS * 365.25 * 86_400_000;

// PostgreSQL's text and jsonb hold neither NUL nor half a surrogate pair.
const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();

/** The message for a value of the wrong kind, unless there is none at all. */
const orMissing = (message: string): { error: (issue: { readonly input?: unknown }) => string } => ({
  error: (issue) => (issue.input === undefined ? 'is missing' : message),
});

const UNSTORABLE = 'holds a character that cannot be stored';

const text = (longest: number): z.ZodString =>
  z
    .string(orMissing('must be text'))
    .trim()
    .min(1, 'must not be empty')
    .max(longest, `must have at most ${longest} characters`)
    .refine(isStorable, UNSTORABLE);

const NO_IDENTIFIER = `must be text of 1 to ${LONGEST.identifier} characters or a whole number of at most 15 digits`;
const identifier = z.union([text(LONGEST.identifier), z.int(NO_IDENTIFIER)], orMissing(NO_IDENTIFIER));

const value = z.union(
  [
    z.string().max(LONGEST.value, `must have at most ${LONGEST.value} characters`).refine(isStorable, UNSTORABLE),
    z.number(),
    z.boolean(),
    z.null(),
  ],
  'must be text, a number, true, false or null',
);

const values = z
  .record(text(LONGEST.name), value, 'must be an object of single values')
  .refine((entries) => Object.keys(entries).length <= 100, 'must have at most 100 entries');

const NO_INSTANT = 'must be an ISO 8601 date and time with a zone, or whole milliseconds since 1970';

/** One activity as a sender writes it. The one definition: the webhook, the ingest and the API document share it. */
export const activitySchema = z
  .strictObject(
    {
      id: identifier.meta({
        description: "The sender's own id. The same id is counted once, however often it arrives.",
      }),
      type: text(LONGEST.type).meta({
        description: 'From the vocabulary of the scoring model; an unknown one is kept, worth 0.',
      }),
      occurredAt: z
        .union([z.iso.datetime({ offset: true, error: NO_INSTANT }), z.int()], orMissing(NO_INSTANT))
        .meta({ description: 'When it happened: at most 5 minutes ahead and 20 years ago.' }),
      lead: z
        .strictObject({ email: text(320).nullish(), id: identifier.nullish() }, orMissing('must be an object'))
        .refine((lead) => (lead.email ?? lead.id ?? null) !== null, 'must name the lead')
        .meta({ description: "Whose activity it is: an e-mail, the sender's id of the person, or both." }),
      asset: text(LONGEST.asset).nullish().meta({ description: 'What it was about, e.g. a page or a white paper.' }),
      props: values.nullish(),
      attributes: values
        .nullish()
        .meta({ description: 'What became known about the lead with it. null: known to be empty.' }),
      consents: z
        .record(
          text(LONGEST.channel).toLowerCase(),
          z.enum(['granted', 'withdrawn'], 'must be granted or withdrawn'),
          'must be an object',
        )
        .nullish()
        .meta({ description: 'By channel, e.g. email, phone, in whichever case.' }),
    },
    'must be an object',
  )
  .meta({ id: 'Activity' });

/** What the webhook takes: several activities, or one alone. */
export const envelopeSchema = z.union([
  z.object({ activities: z.array(activitySchema).max(MOST_ACTIVITIES) }),
  activitySchema,
]);

type RawActivity = z.output<typeof activitySchema>;

/** An activity that was understood, in our words. */
export interface AcceptedActivity {
  readonly index: number;
  readonly sourceId: string;
  readonly type: string;
  readonly occurredAt: EpochMs;
  readonly aliases: readonly Alias[];
  readonly asset: string | null;
  readonly props: Readonly<Record<string, AttributeValue>> | null;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly consents: Readonly<Record<string, 'granted' | 'withdrawn'>>;
}

/** What is wrong with one field, and how to mend it. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
  readonly remedy: string;
}

export interface RefusedActivity extends FieldFault {
  readonly index: number;
  /** As it came. */
  readonly record: unknown;
}

export type EnvelopeReading =
  | {
      readonly kind: 'read';
      readonly accepted: readonly AcceptedActivity[];
      readonly refused: readonly RefusedActivity[];
    }
  | { readonly kind: 'not_json' }
  | { readonly kind: 'bad_envelope'; readonly fault: FieldFault };

/**
 * Reads a message of activities. Depends on nothing but its arguments, so reading the stored message again gives the same
 * answer that its sender got. `source` is the connection: activities and external ids are its own.
 */
export function readEnvelope(
  body: Uint8Array,
  context: { readonly source: string; readonly receivedAt: EpochMs },
): EnvelopeReading {
  const json = parseJson(body);
  if (json === undefined) return { kind: 'not_json' };
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return badEnvelope('', 'must be a JSON object');
  if (nestsDeeperThan(json, MOST_LEVELS)) return badEnvelope('', `must not nest deeper than ${MOST_LEVELS} levels`);
  if (!('activities' in json)) return readLoneActivity(json, context);
  const { activities } = json;
  if (!Array.isArray(activities)) return badEnvelope('activities', 'must be a list');
  if (activities.length > MOST_ACTIVITIES) {
    return badEnvelope('activities', `must hold at most ${MOST_ACTIVITIES} activities, not ${activities.length}`);
  }
  const accepted: AcceptedActivity[] = [];
  const refused: RefusedActivity[] = [];
  for (const [index, record] of (activities as unknown[]).entries()) {
    const activity = readActivity(record, index, context);
    if ('fault' in activity) refused.push({ index, ...activity.fault, record });
    else accepted.push(activity);
  }
  return { kind: 'read', accepted, refused };
}

/** An activity of a message that can be read, as it came. */
export function rawActivity(body: Uint8Array, index: number): unknown {
  const json = parseJson(body) as { readonly activities?: readonly unknown[] };
  return json.activities === undefined ? json : json.activities[index];
}

/** A lone activity is its own envelope: its sender is told by the status, and nothing of it is kept. */
function readLoneActivity(json: object, context: Parameters<typeof readEnvelope>[1]): EnvelopeReading {
  if (!('type' in json) && !('occurredAt' in json)) return badEnvelope('activities', 'is missing');
  const activity = readActivity(json, 0, context);
  if ('fault' in activity) return { kind: 'bad_envelope', fault: activity.fault };
  return { kind: 'read', accepted: [activity], refused: [] };
}

function readActivity(
  record: unknown,
  index: number,
  { source, receivedAt }: Parameters<typeof readEnvelope>[1],
): AcceptedActivity | { readonly fault: FieldFault } {
  const parsed = activitySchema.safeParse(record);
  if (!parsed.success) return { fault: faultOf(parsed.error) };
  const raw = parsed.data;
  const occurredAt = typeof raw.occurredAt === 'number' ? raw.occurredAt : Date.parse(raw.occurredAt);
  if (occurredAt > receivedAt + MOST_AHEAD_MS) return { fault: fault('occurredAt', 'lies in the future') };
  if (occurredAt < receivedAt - OLDEST_MS) return { fault: fault('occurredAt', `is over ${OLDEST_YEARS} years ago`) };
  const aliases = aliasesOf(raw.lead, source);
  if (aliases === null) return { fault: fault('lead.email', 'is not an e-mail address') };
  return {
    index,
    sourceId: String(raw.id),
    type: raw.type,
    // A sender's clock that runs ahead: nothing is known before it happened.
    occurredAt: Math.min(occurredAt, receivedAt),
    aliases,
    asset: raw.asset ?? null,
    props: raw.props ?? null,
    attributes: raw.attributes ?? {},
    consents: raw.consents ?? {},
  };
}

function aliasesOf(lead: RawActivity['lead'], source: string): readonly Alias[] | null {
  const aliases: Alias[] = [];
  const { id, email } = lead;
  if (id !== undefined && id !== null) aliases.push({ kind: 'external', source, value: String(id) });
  if (email !== undefined && email !== null) {
    const address = normaliseEmail(email);
    if (address === null) return null;
    aliases.push({ kind: 'email', value: address });
  }
  return aliases;
}

const REMEDIES: Readonly<Record<string, string>> = {
  id: 'Give each activity an id of its own that stays the same when it is sent again.',
  type: 'Name the kind of activity, e.g. "page_view".',
  occurredAt: 'Give e.g. "2026-05-01T10:00:00Z", or milliseconds (not seconds) since 1970.',
  lead: 'Give {"email": …} or {"id": …} or both.',
  'lead.email': 'Give one address, e.g. "jane@example.com", or the id alone.',
  'lead.id': 'Give the id by which the source knows the person, or the e-mail alone.',
  asset: 'Give the name or address of what the activity was about, or leave it out.',
  props: 'Give single values by name, e.g. {"duration": 12}, or leave it out.',
  attributes: 'Give single values by name, e.g. {"country": "DE"}, or leave it out.',
  consents: 'Give e.g. {"email": "granted"}, or leave it out.',
  activities: `Send {"activities": [ … ]} with at most ${MOST_ACTIVITIES} activities, or one activity alone.`,
};
const OTHER_FIELD_REMEDY = `Leave it out, or put it under "props" or "attributes"; the fields are ${Object.keys(activitySchema.shape).join(', ')}.`;

function faultOf(error: z.ZodError): FieldFault {
  const issue = error.issues[0];
  if (issue === undefined) return fault('', 'is not an activity');
  if (issue.code === 'unrecognized_keys') {
    const field = [...issue.path, issue.keys[0] ?? ''].map(String).join('.');
    return { field, message: 'is no field of an activity', remedy: OTHER_FIELD_REMEDY };
  }
  const field = issue.path.map(String).join('.');
  // Of a name in a list of values: zod wraps what is wrong with it.
  if (issue.code === 'invalid_key')
    return fault(field, `has a name that ${issue.issues[0]?.message ?? 'cannot be taken'}`);
  return fault(field, issue.message);
}

const badEnvelope = (field: string, message: string): EnvelopeReading => ({
  kind: 'bad_envelope',
  fault: fault(field, message),
});

const fault = (field: string, message: string): FieldFault => ({
  field,
  message,
  remedy: REMEDIES[field] ?? REMEDIES[field.split('.')[0] ?? ''] ?? REMEDIES['activities'] ?? '',
});

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** undefined where the bytes are no JSON (which has no undefined). */
function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(body)) as unknown;
  } catch {
    return undefined;
  }
}
