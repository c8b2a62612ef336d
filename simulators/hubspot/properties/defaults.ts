import type { ObjectType } from '../object-types';
import type { PropertyDefinition, PropertyGroup, PropertyOption, PropertyType } from './definition';
import { datetime, number, owner, readOnly, text, type DefaultProperty } from './default-property';
import { companyDefaults } from './default-company-properties';
import { contactDefaults } from './default-contact-properties';
import { dealDefaults } from './default-deal-properties';
import { engagementDefaults } from './default-engagement-properties';

const fieldTypes: Readonly<
  Record<DefaultProperty['kind'], { readonly type: PropertyType; readonly fieldType: string }>
> = {
  string: { type: 'string', fieldType: 'text' },
  'text area': { type: 'string', fieldType: 'textarea' },
  number: { type: 'number', fieldType: 'number' },
  date: { type: 'date', fieldType: 'date' },
  datetime: { type: 'datetime', fieldType: 'date' },
  enumeration: { type: 'enumeration', fieldType: 'select' },
  owner: { type: 'enumeration', fieldType: 'select' },
  bool: { type: 'bool', fieldType: 'booleancheckbox' },
};

/** The properties that every portal has from the start, as far as they matter to a marketing and sales hub. */
export function defaultProperties(type: ObjectType): readonly PropertyDefinition[] {
  const listed = listFor(type);
  const system = [
    readOnly(number('hs_object_id', 'Record ID')),
    readOnly(datetime(type.createdProperty, 'Create Date')),
    readOnly(datetime(type.modifiedProperty, 'Last Modified Date')),
    readOnly(text('hs_merged_object_ids', 'Merged Record IDs')),
    readOnly(text('hs_object_source', 'Record Source')),
    owner('hubspot_owner_id', 'Owner'),
    readOnly(datetime('hubspot_owner_assigneddate', 'Owner Assigned Date')),
  ];
  return [...system, ...listed].map((property, index) => expand(property, groupOf(type).name, index));
}

/** Every portal has one default group per type. */
export function groupOf(type: ObjectType): PropertyGroup {
  return { name: `${type.singular}information`, label: `${capitalise(type.singular)} information`, displayOrder: 0 };
}

function listFor(type: ObjectType): readonly DefaultProperty[] {
  switch (type.name) {
    case 'contacts':
      return contactDefaults;
    case 'companies':
      return companyDefaults;
    case 'deals':
      return dealDefaults;
    default:
      return engagementDefaults(type);
  }
}

function expand(property: DefaultProperty, groupName: string, displayOrder: number): PropertyDefinition {
  return {
    ...fieldTypes[property.kind],
    name: property.name,
    label: property.label,
    description: '',
    groupName,
    options: optionsOf(property),
    displayOrder,
    hasUniqueValue: property.name === 'hs_object_id',
    hidden: false,
    formField: property.readOnly !== true,
    hubspotDefined: true,
    readOnlyValue: property.readOnly === true,
    ownerReference: property.kind === 'owner',
    createdAtMs: 0,
    updatedAtMs: 0,
    archivedAtMs: null,
  };
}

function optionsOf(property: DefaultProperty): readonly PropertyOption[] {
  const listed =
    property.kind === 'bool' ? [['true', 'True'] as const, ['false', 'False'] as const] : (property.options ?? []);
  return listed.map((option, displayOrder) => {
    const [value, label] = typeof option === 'string' ? [option, option] : option;
    return { value, label, displayOrder, hidden: false };
  });
}

function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
