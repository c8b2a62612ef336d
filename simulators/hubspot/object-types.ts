import { validationError } from './api-error';

/** A kind of CRM record that the simulator serves. */
export interface ObjectType {
  /** HubSpot's id of the type, e.g. `0-1`. */
  readonly typeId: string;
  /** Plural name in paths, e.g. `contacts`. */
  readonly name: string;
  readonly singular: string;
  /** Only contacts use `lastmodifieddate`; all others `hs_lastmodifieddate`. */
  readonly modifiedProperty: 'lastmodifieddate' | 'hs_lastmodifieddate';
  readonly createdProperty: 'createdate' | 'hs_createdate';
  /** Returned when a call names no properties, besides the three system ones. */
  readonly defaultProperties: readonly string[];
  /** A create without these is refused. */
  readonly required: readonly string[];
  /** A create needs at least one of these. */
  readonly requiredAnyOf: readonly string[];
  /** The group of scopes and default properties it belongs to. */
  readonly scopeFamily: 'contacts' | 'companies' | 'deals';
  /** `touch`: logging one counts as having contacted the record. `note`: counts as activity only. */
  readonly engagement: 'touch' | 'note' | 'task' | 'none';
  /** Properties that a full-text `query` looks into. */
  readonly searchable: readonly string[];
}

const crm = { modifiedProperty: 'hs_lastmodifieddate', createdProperty: 'createdate', engagement: 'none' } as const;

const engagement = {
  modifiedProperty: 'hs_lastmodifieddate',
  createdProperty: 'hs_createdate',
  defaultProperties: [],
  required: ['hs_timestamp'],
  requiredAnyOf: [],
  scopeFamily: 'contacts',
} as const;

export const contactType: ObjectType = {
  ...crm,
  typeId: '0-1',
  name: 'contacts',
  singular: 'contact',
  modifiedProperty: 'lastmodifieddate',
  defaultProperties: ['email', 'firstname', 'lastname'],
  required: [],
  requiredAnyOf: ['email', 'firstname', 'lastname'],
  scopeFamily: 'contacts',
  searchable: ['firstname', 'lastname', 'email', 'phone', 'company', 'hs_additional_emails'],
};

export const companyType: ObjectType = {
  ...crm,
  typeId: '0-2',
  name: 'companies',
  singular: 'company',
  defaultProperties: ['name', 'domain'],
  required: [],
  requiredAnyOf: ['name', 'domain'],
  scopeFamily: 'companies',
  searchable: ['name', 'domain', 'website', 'phone'],
};

export const dealType: ObjectType = {
  ...crm,
  typeId: '0-3',
  name: 'deals',
  singular: 'deal',
  defaultProperties: ['dealname', 'amount', 'closedate', 'pipeline', 'dealstage'],
  required: ['dealname', 'dealstage'],
  requiredAnyOf: [],
  scopeFamily: 'deals',
  searchable: ['dealname'],
};

export const taskType: ObjectType = {
  ...engagement,
  typeId: '0-27',
  name: 'tasks',
  singular: 'task',
  engagement: 'task',
  searchable: ['hs_task_subject', 'hs_task_body'],
};

export const noteType: ObjectType = {
  ...engagement,
  typeId: '0-46',
  name: 'notes',
  singular: 'note',
  engagement: 'note',
  searchable: ['hs_note_body'],
};

export const callType: ObjectType = {
  ...engagement,
  typeId: '0-48',
  name: 'calls',
  singular: 'call',
  engagement: 'touch',
  searchable: ['hs_call_title', 'hs_call_body'],
};

export const emailType: ObjectType = {
  ...engagement,
  typeId: '0-49',
  name: 'emails',
  singular: 'email',
  engagement: 'touch',
  searchable: ['hs_email_subject'],
};

export const meetingType: ObjectType = {
  ...engagement,
  typeId: '0-47',
  name: 'meetings',
  singular: 'meeting',
  engagement: 'touch',
  searchable: ['hs_meeting_title', 'hs_meeting_body'],
};

export const communicationType: ObjectType = {
  ...engagement,
  typeId: '0-18',
  name: 'communications',
  singular: 'communication',
  engagement: 'touch',
  searchable: ['hs_communication_body'],
};

export const objectTypes: readonly ObjectType[] = [
  contactType,
  companyType,
  dealType,
  taskType,
  noteType,
  callType,
  emailType,
  meetingType,
  communicationType,
];

const byName = new Map(
  objectTypes.flatMap((type) => [type.typeId, type.name, type.singular].map((name) => [name, type] as const)),
);

export function findObjectType(nameOrId: string): ObjectType | undefined {
  return byName.get(nameOrId.toLowerCase());
}

/** @throws ApiError 400 as HubSpot words an unknown type in a path */
export function objectTypeOf(nameOrId: string): ObjectType {
  const type = findObjectType(nameOrId);
  if (!type) throw validationError(`Unable to infer object type from: ${nameOrId}`);
  return type;
}
