import type { PropertyProblem } from '../api-error';
import { dateValue, datetimeValue, parseTime } from '../iso-time';
import type { PropertyDefinition } from './definition';

/** What a value is checked against besides its definition. */
export interface ValueContext {
  readonly ownerExists: (ownerId: string) => boolean;
  /** The value the record has now, for appending with a leading `;`. */
  readonly current: string | undefined;
}

export type NormalisedValue =
  { readonly ok: true; readonly value: string | null } | { readonly ok: false; readonly problem: PropertyProblem };

const longestString = 65_536;

/** Turns what a client wrote into what HubSpot stores, or says why it refuses. The empty string and null clear the property. */
export function normaliseValue(
  property: PropertyDefinition,
  written: string | null,
  context: ValueContext,
): NormalisedValue {
  if (property.readOnlyValue) {
    return refuse(property, 'READ_ONLY_VALUE', `"${property.name}" is a read only property; its value cannot be set.`);
  }
  if (written === null || written === '') return { ok: true, value: null };
  if (property.name === 'email') return normaliseEmail(property, written);
  if (property.name === 'hs_additional_emails') return normaliseEmailList(property, written, context);
  if (property.ownerReference) return normaliseOwner(property, written, context);
  switch (property.type) {
    case 'string':
      return normaliseString(property, written);
    case 'number':
      return normaliseNumber(property, written);
    case 'date':
      return normaliseDate(property, written);
    case 'datetime':
      return normaliseDatetime(property, written);
    case 'bool':
      return normaliseChoice(property, written.toLowerCase());
    case 'enumeration':
      return property.fieldType === 'checkbox'
        ? normaliseChoices(property, written, context)
        : normaliseChoice(property, written);
  }
}

function refuse(property: PropertyDefinition, error: string, message: string): NormalisedValue {
  return { ok: false, problem: { name: property.name, error, message } };
}

function normaliseString(property: PropertyDefinition, written: string): NormalisedValue {
  if (written.length <= longestString) return { ok: true, value: written };
  return refuse(
    property,
    'PROPERTY_VALUE_TOO_LONG',
    `The value of ${property.name} is longer than ${longestString} characters.`,
  );
}

function normaliseNumber(property: PropertyDefinition, written: string): NormalisedValue {
  const trimmed = written.trim();
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return { ok: true, value: trimmed };
  return refuse(property, 'INVALID_DOUBLE', `${written} was not a valid number.`);
}

function normaliseDate(property: PropertyDefinition, written: string): NormalisedValue {
  const ms = parseTime(written);
  if (ms === undefined) return refuse(property, 'INVALID_LONG', `${written} was not a valid long.`);
  if (ms % 86_400_000 === 0) return { ok: true, value: dateValue(ms) };
  const at = new Date(ms);
  const timeOfDay = `${at.getUTCHours()}:${at.getUTCMinutes()}:${at.getUTCSeconds()}.${at.getUTCMilliseconds()}`;
  return refuse(property, 'INVALID_DATE', `${written} is at ${timeOfDay} UTC, not midnight!`);
}

function normaliseDatetime(property: PropertyDefinition, written: string): NormalisedValue {
  const ms = parseTime(written);
  return ms === undefined
    ? refuse(property, 'INVALID_LONG', `${written} was not a valid long.`)
    : { ok: true, value: datetimeValue(ms) };
}

function normaliseOwner(property: PropertyDefinition, written: string, context: ValueContext): NormalisedValue {
  if (context.ownerExists(written)) return { ok: true, value: written };
  return refuse(property, 'INVALID_OWNER_ID', `Owner ${written} does not exist`);
}

function normaliseEmail(property: PropertyDefinition, written: string): NormalisedValue {
  const value = written.trim().toLowerCase();
  if (isEmail(value)) return { ok: true, value };
  return refuse(property, 'INVALID_EMAIL', `Email address ${written} is invalid`);
}

function normaliseEmailList(property: PropertyDefinition, written: string, context: ValueContext): NormalisedValue {
  const emails = splitChoices(written, context).map((email) => email.trim().toLowerCase());
  const bad = emails.find((email) => !isEmail(email));
  if (bad !== undefined) return refuse(property, 'INVALID_EMAIL', `Email address ${bad} is invalid`);
  return { ok: true, value: [...new Set(emails)].join(';') };
}

function normaliseChoice(property: PropertyDefinition, written: string): NormalisedValue {
  if (property.options.some((option) => option.value === written)) return { ok: true, value: written };
  return notAnOption(property, written);
}

function normaliseChoices(property: PropertyDefinition, written: string, context: ValueContext): NormalisedValue {
  const chosen = splitChoices(written, context);
  const unknown = chosen.find((value) => !property.options.some((option) => option.value === value));
  if (unknown !== undefined) return notAnOption(property, unknown);
  return { ok: true, value: [...new Set(chosen)].join(';') };
}

function notAnOption(property: PropertyDefinition, written: string): NormalisedValue {
  const allowed = property.options.map((option) => option.value).join(', ');
  return refuse(property, 'INVALID_OPTION', `${written} was not one of the allowed options: [${allowed}]`);
}

/** A leading `;` appends to what is there. */
function splitChoices(written: string, context: ValueContext): string[] {
  const added = written.split(';').filter((value) => value !== '');
  return written.startsWith(';') ? [...(context.current?.split(';') ?? []), ...added] : added;
}

function isEmail(value: string): boolean {
  return value.length <= 254 && /^[^\s@,;<>()"]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(value);
}
