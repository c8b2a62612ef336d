import { isoTime } from '../iso-time';
import type { PropertyDefinition, PropertyGroup } from './definition';

/** A property as `/crm/v3/properties` answers it. */
export function renderProperty(property: PropertyDefinition): Readonly<Record<string, unknown>> {
  return {
    name: property.name,
    label: property.label,
    type: property.type,
    fieldType: property.fieldType,
    description: property.description,
    groupName: property.groupName,
    options: property.options,
    displayOrder: property.displayOrder,
    calculated: false,
    externalOptions: property.ownerReference,
    ...(property.ownerReference && { referencedObjectType: 'OWNER' }),
    hasUniqueValue: property.hasUniqueValue,
    hidden: property.hidden,
    hubspotDefined: property.hubspotDefined,
    formField: property.formField,
    modificationMetadata: {
      archivable: !property.hubspotDefined,
      readOnlyDefinition: property.hubspotDefined,
      readOnlyValue: property.readOnlyValue,
    },
    createdAt: isoTime(property.createdAtMs),
    updatedAt: isoTime(property.updatedAtMs),
    archived: property.archivedAtMs !== null,
    ...(property.archivedAtMs !== null && { archivedAt: isoTime(property.archivedAtMs) }),
  };
}

export function renderGroup(group: PropertyGroup): Readonly<Record<string, unknown>> {
  return { ...group, archived: false };
}
