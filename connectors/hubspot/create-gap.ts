import { PropertyCreateFieldTypeEnum, PropertyCreateTypeEnum } from '@hubspot/api-client/lib/codegen/crm/properties';
import { CrmCallError, type SetupGap, type SetupNeeds } from '../crm-port';
import type { Call } from './call';
import { propertyDefinitions, PROPERTY_GROUP, type PropertyDefinition } from './property-definitions';

const TYPES = {
  string: PropertyCreateTypeEnum.String,
  number: PropertyCreateTypeEnum.Number,
  datetime: PropertyCreateTypeEnum.Datetime,
  enumeration: PropertyCreateTypeEnum.Enumeration,
} as const;

const FIELD_TYPES = {
  text: PropertyCreateFieldTypeEnum.Text,
  textarea: PropertyCreateFieldTypeEnum.Textarea,
  number: PropertyCreateFieldTypeEnum.Number,
  date: PropertyCreateFieldTypeEnum.Date,
  select: PropertyCreateFieldTypeEnum.Select,
} as const;

/** Makes what a gap names. That somebody else made it meanwhile is as good. */
export async function createGap(call: Call, gap: SetupGap, needs: SetupNeeds): Promise<void> {
  const [objectType = '', name = ''] = gap.name.split('.');
  if (gap.kind === 'group') {
    await orExists(createGroup(call, objectType));
    return;
  }
  const definition = propertyDefinitions(needs.dispositions).find(
    (candidate) => candidate.objectType === objectType && candidate.name === name,
  );
  if (definition === undefined) throw new Error(`Nobody knows how to create ${gap.name}.`);
  if (gap.kind === 'option') await addOptions(call, definition);
  else await orExists(createProperty(call, definition));
}

async function createGroup(call: Call, objectType: string): Promise<void> {
  await call((client) => client.crm.properties.groupsApi.create(objectType, { ...PROPERTY_GROUP, displayOrder: -1 }));
}

async function createProperty(call: Call, definition: PropertyDefinition): Promise<void> {
  await call((client) =>
    client.crm.properties.coreApi.create(definition.objectType, {
      name: definition.name,
      label: definition.label,
      description: definition.description,
      groupName: PROPERTY_GROUP.name,
      type: TYPES[definition.type],
      fieldType: FIELD_TYPES[definition.fieldType],
      hasUniqueValue: definition.hasUniqueValue,
      hidden: false,
      formField: false,
      options: definition.options.map(toOption),
    }),
  );
}

/** Adds to the options that are there: an administrator's own, and those of former policies, stay. */
async function addOptions(call: Call, definition: PropertyDefinition): Promise<void> {
  const { objectType, name } = definition;
  const existing = await call((client) => client.crm.properties.coreApi.getByName(objectType, name));
  const absent = definition.options.filter((value) => !existing.options.some((option) => option.value === value));
  const options = [
    ...existing.options,
    ...absent.map((value, index) => toOption(value, existing.options.length + index)),
  ];
  await call((client) => client.crm.properties.coreApi.update(objectType, name, { options }));
}

async function orExists(creation: Promise<void>): Promise<void> {
  try {
    await creation;
  } catch (error) {
    if (!(error instanceof CrmCallError && error.code === 'taken')) throw error;
  }
}

const toOption = (
  value: string,
  displayOrder: number,
): { label: string; value: string; displayOrder: number; hidden: boolean } => ({
  label: value.replaceAll('_', ' '),
  value,
  displayOrder,
  hidden: false,
});
