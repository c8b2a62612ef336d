import type { SetupGap, SetupNeeds } from '../crm-port';
import { propertyDefinitions, type PropertyDefinition } from './property-definitions';

/** A property of the portal, as far as it is compared. */
export interface ExistingProperty {
  readonly name: string;
  readonly type: string;
  readonly hasUniqueValue?: boolean;
  readonly hubspotDefined?: boolean;
  readonly options: readonly { readonly value: string }[];
}

type Existing = Readonly<Record<'contacts' | 'tasks', readonly ExistingProperty[]>>;

/** HubSpot's limit for properties with unique values, for each object type. */
const MAX_UNIQUE = 10;
const CREATE = 'Run `leadline connect hubspot --create`, or create it in HubSpot.';

/** What differs between the portal's properties and those we need, with what to do about it. */
export function propertyGaps(existing: Existing, needs: SetupNeeds): readonly SetupGap[] {
  const own = ownDefinitions(needs).flatMap((definition) => ownGap(definition, existing[definition.objectType]));
  const links = needs.linkProperties.flatMap((name) => linkGap(name, existing.contacts));
  const mapped = needs.mappedProperties
    .filter((name) => !needs.linkProperties.includes(name) && !existing.contacts.some((found) => found.name === name))
    .map((name) =>
      foreignGap(
        name,
        'The field mapping writes it, but it does not exist.',
        'Create it in HubSpot, or take it out of connections.yaml.',
      ),
    );
  return [...own, ...links, ...mapped];
}

/** Which of our own properties a mode needs. Reading alone needs none. */
function ownDefinitions(needs: SetupNeeds): readonly PropertyDefinition[] {
  if (needs.mode === 'observe') return [];
  const all = propertyDefinitions(needs.dispositions);
  return needs.mode === 'tasks' ? all : all.filter((definition) => definition.objectType === 'contacts');
}

function ownGap(definition: PropertyDefinition, existing: readonly ExistingProperty[]): readonly SetupGap[] {
  const name = `${definition.objectType}.${definition.name}`;
  const found = existing.find((property) => property.name === definition.name);
  if (found === undefined) return [missingGap(name, definition, existing)];
  if (found.type !== definition.type) {
    const message = `${name} is of type ${found.type} instead of ${definition.type}.`;
    return [{ kind: 'property', name, message, remedy: `Archive it in HubSpot, then: ${CREATE}`, creatable: false }];
  }
  if (definition.hasUniqueValue && found.hasUniqueValue !== true) {
    const message = `${name} does not hold unique values, which can only be chosen at creation.`;
    return [{ kind: 'unique', name, message, remedy: `Archive it in HubSpot, then: ${CREATE}`, creatable: false }];
  }
  const absent = definition.options.filter((value) => !found.options.some((option) => option.value === value));
  if (absent.length === 0) return [];
  const message = `${name} lacks the options ${absent.join(', ')}.`;
  return [{ kind: 'option', name, message, remedy: CREATE.replace('create it', 'add them'), creatable: true }];
}

function missingGap(name: string, definition: PropertyDefinition, existing: readonly ExistingProperty[]): SetupGap {
  const unique = existing.filter((property) => property.hasUniqueValue === true && property.hubspotDefined !== true);
  if (definition.hasUniqueValue && unique.length >= MAX_UNIQUE) {
    const taken = unique.map((property) => property.name).join(', ');
    return {
      kind: 'unique',
      name,
      message: `${name} cannot be created: all ${MAX_UNIQUE} properties with unique values are taken (${taken}).`,
      remedy: 'Archive one of them in HubSpot that is no longer used.',
      creatable: false,
    };
  }
  return { kind: 'property', name, message: `${name} does not exist.`, remedy: CREATE, creatable: true };
}

function linkGap(name: string, contacts: readonly ExistingProperty[]): readonly SetupGap[] {
  // A contact's e-mail is a natural key, though HubSpot does not mark it as unique.
  if (name === 'email') return [];
  const found = contacts.find((property) => property.name === name);
  const remedy = 'Create it in HubSpot with "require unique values", or take it out of link_by in connections.yaml.';
  if (found === undefined) return [foreignGap(name, 'Records are to be linked by it, but it does not exist.', remedy)];
  if (found.hasUniqueValue === true) return [];
  return [
    { ...foreignGap(name, 'Records cannot be linked by it: its values are not unique.', remedy), kind: 'unique' },
  ];
}

const foreignGap = (name: string, message: string, remedy: string): SetupGap => ({
  kind: 'property',
  name: `contacts.${name}`,
  message: `contacts.${name}: ${message}`,
  remedy,
  creatable: false,
});
