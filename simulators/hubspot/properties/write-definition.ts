import { z } from 'zod';
import { conflict, notFound, validationError } from '../api-error';
import type { Session } from '../parts';
import type { CatalogKey } from './catalog';
import type { PropertyDefinition, PropertyOption } from './definition';

const option = z.object({
  label: z.string(),
  value: z.string(),
  displayOrder: z.number().int().nullish(),
  hidden: z.boolean().nullish(),
  description: z.string().nullish(),
});

const types = ['string', 'number', 'date', 'datetime', 'enumeration', 'bool'] as const;
const fieldTypes = [
  'textarea',
  'text',
  'date',
  'file',
  'number',
  'select',
  'radio',
  'checkbox',
  'booleancheckbox',
  'phonenumber',
  'html',
] as const;

export const propertyCreate = z.object({
  name: z.string(),
  label: z.string(),
  groupName: z.string(),
  type: z.enum(types),
  fieldType: z.enum(fieldTypes),
  description: z.string().nullish(),
  options: z.array(option).nullish(),
  displayOrder: z.number().int().nullish(),
  hasUniqueValue: z.boolean().nullish(),
  hidden: z.boolean().nullish(),
  formField: z.boolean().nullish(),
});

/** The type of a property may change, its name and uniqueness may not. */
export const propertyUpdate = propertyCreate.omit({ name: true, hasUniqueValue: true }).partial();

export type PropertyCreate = z.infer<typeof propertyCreate>;
export type PropertyUpdate = z.infer<typeof propertyUpdate>;

/** Properties with unique values that one object type may have. */
export const uniquePropertyLimit = 10;

const fieldTypesOf: Readonly<Record<PropertyDefinition['type'], readonly string[]>> = {
  string: ['text', 'textarea', 'file', 'phonenumber', 'html'],
  number: ['number'],
  date: ['date'],
  datetime: ['date'],
  enumeration: ['select', 'radio', 'checkbox', 'booleancheckbox'],
  bool: ['booleancheckbox'],
};

/** @throws ApiError 409 when the name is taken, 400 for whatever else does not fit */
export function createProperty(session: Session, key: CatalogKey, input: PropertyCreate): PropertyDefinition {
  const { catalog } = session.parts;
  if (!/^[a-z][a-z0-9_]{0,99}$/.test(input.name)) {
    throw validationError(
      `Property name "${input.name}" must be lower case and hold only letters, digits and underscores.`,
    );
  }
  if (catalog.live(key).has(input.name)) throw conflict(`A property named '${input.name}' already exists.`);
  requireGroup(session, key, input.groupName);
  if (input.hasUniqueValue === true) checkUnique(session, key, input);
  const definition: PropertyDefinition = {
    name: input.name,
    label: input.label,
    description: input.description ?? '',
    groupName: input.groupName,
    type: input.type,
    fieldType: input.fieldType,
    options: checkedOptions(input),
    displayOrder: input.displayOrder ?? -1,
    hasUniqueValue: input.hasUniqueValue ?? false,
    hidden: input.hidden ?? false,
    formField: input.formField ?? false,
    hubspotDefined: false,
    readOnlyValue: false,
    ownerReference: false,
    createdAtMs: session.nowMs,
    updatedAtMs: session.nowMs,
    archivedAtMs: null,
  };
  catalog.save(key, definition);
  return definition;
}

/** @throws ApiError 404 for an unknown property, 400 for what does not fit */
export function updateProperty(
  session: Session,
  key: CatalogKey,
  name: string,
  input: PropertyUpdate,
): PropertyDefinition {
  const current = requireProperty(session, key, name);
  if (input.groupName !== undefined) requireGroup(session, key, input.groupName);
  const type = input.type ?? current.type;
  const fieldType = input.fieldType ?? current.fieldType;
  const definition: PropertyDefinition = {
    ...current,
    type,
    fieldType,
    label: input.label ?? current.label,
    description: input.description ?? current.description,
    groupName: input.groupName ?? current.groupName,
    options: checkedOptions({ type, fieldType, options: input.options ?? [...current.options] }),
    displayOrder: input.displayOrder ?? current.displayOrder,
    hidden: input.hidden ?? current.hidden,
    formField: input.formField ?? current.formField,
    updatedAtMs: session.nowMs,
  };
  session.parts.catalog.save(key, definition);
  return definition;
}

/** The values go with the property. @throws ApiError 400 for one of HubSpot's own */
export function archiveProperty(session: Session, key: CatalogKey, name: string): void {
  const definition = requireProperty(session, key, name);
  if (definition.hubspotDefined)
    throw validationError(`Property ${name} is defined by HubSpot and cannot be archived.`);
  session.parts.catalog.save(key, { ...definition, archivedAtMs: session.nowMs });
  session.parts.records.dropProperty({ ...key, property: name });
  session.parts.database.afterCommit(() => session.parts.search.rebuild());
}

/** @throws ApiError 404 */
export function requireProperty(session: Session, key: CatalogKey, name: string): PropertyDefinition {
  const definition = session.parts.catalog.live(key).get(name);
  if (!definition) throw notFound(`Property ${name} does not exist for ${key.type.singular.toUpperCase()}`);
  return definition;
}

function requireGroup(session: Session, key: CatalogKey, name: string): void {
  if (session.parts.catalog.groups(key).some((group) => group.name === name)) return;
  throw validationError(`Property group ${name} does not exist.`, { groupName: [name] });
}

function checkUnique(session: Session, key: CatalogKey, input: PropertyCreate): void {
  if (input.type !== 'string' && input.type !== 'number') {
    throw validationError(`A property of type ${input.type} cannot have unique values.`);
  }
  if (session.parts.catalog.unique(key).length >= uniquePropertyLimit) {
    throw validationError(
      `${key.type.name} already has ${uniquePropertyLimit} properties with unique values, the most allowed.`,
    );
  }
}

function checkedOptions(
  input: Pick<PropertyCreate, 'type' | 'options'> & { readonly fieldType: string },
): PropertyOption[] {
  if (!fieldTypesOf[input.type].includes(input.fieldType)) {
    throw validationError(`Field type ${input.fieldType} does not go with property type ${input.type}.`);
  }
  const options = input.options ?? [];
  for (const field of ['value', 'label'] as const) {
    const seen = new Set<string>();
    for (const each of options) {
      if (seen.has(each[field]))
        throw validationError(`Property option ${field} "${each[field]}" is used more than once.`);
      seen.add(each[field]);
    }
  }
  const values = options.map(({ value }) => value);
  if (input.type === 'bool' && (values.length !== 2 || !values.includes('true') || !values.includes('false'))) {
    throw validationError('A property of type bool needs exactly the options "true" and "false".');
  }
  if (!['bool', 'enumeration'].includes(input.type) && options.length > 0) {
    throw validationError(`A property of type ${input.type} cannot have options.`);
  }
  return options.map(({ label, value, displayOrder, hidden, description }, index) => ({
    label,
    value,
    displayOrder: displayOrder ?? index,
    hidden: hidden ?? false,
    ...(description != null && { description }),
  }));
}
