import { findObjectType, type ObjectType } from '../object-types';

export type AssociationCategory = 'HUBSPOT_DEFINED' | 'USER_DEFINED' | 'INTEGRATOR_DEFINED';

/** A kind of association in one direction; `inverseId` is the same kind seen from the other side. */
export interface AssociationType {
  readonly fromTypeId: string;
  readonly toTypeId: string;
  readonly category: AssociationCategory;
  readonly labelId: number;
  readonly inverseId: number;
  /** Null for the plain association that carries no label. */
  readonly label: string | null;
  readonly primary: boolean;
}

type Row = readonly [from: string, to: string, id: number, inverse: number, label?: 'Primary'];

/** Ids as HubSpot publishes them; those of communications are from memory. */
const rows: readonly Row[] = [
  ['contacts', 'companies', 279, 280],
  ['contacts', 'companies', 1, 2, 'Primary'],
  ['deals', 'contacts', 3, 4],
  ['deals', 'companies', 341, 342],
  ['deals', 'companies', 5, 6, 'Primary'],
  ['contacts', 'tasks', 203, 204],
  ['companies', 'tasks', 191, 192],
  ['deals', 'tasks', 215, 216],
  ['contacts', 'notes', 201, 202],
  ['companies', 'notes', 189, 190],
  ['deals', 'notes', 213, 214],
  ['contacts', 'calls', 193, 194],
  ['companies', 'calls', 181, 182],
  ['deals', 'calls', 205, 206],
  ['contacts', 'emails', 197, 198],
  ['companies', 'emails', 185, 186],
  ['deals', 'emails', 209, 210],
  ['contacts', 'meetings', 199, 200],
  ['companies', 'meetings', 187, 188],
  ['deals', 'meetings', 211, 212],
  ['contacts', 'communications', 82, 81],
  ['companies', 'communications', 88, 87],
  ['deals', 'communications', 86, 85],
];

export const hubspotDefinedTypes: readonly AssociationType[] = rows.flatMap(([from, to, id, inverse, label]) => {
  const shared = { category: 'HUBSPOT_DEFINED', label: label ?? null, primary: label !== undefined } as const;
  const fromTypeId = typeIdOf(from);
  const toTypeId = typeIdOf(to);
  return [
    { ...shared, fromTypeId, toTypeId, labelId: id, inverseId: inverse },
    { ...shared, fromTypeId: toTypeId, toTypeId: fromTypeId, labelId: inverse, inverseId: id },
  ];
});

/** The plain association between two types; undefined when HubSpot cannot associate them. */
export function plainType(from: ObjectType, to: ObjectType): AssociationType | undefined {
  return hubspotDefinedTypes.find(
    (type) => type.fromTypeId === from.typeId && type.toTypeId === to.typeId && type.label === null,
  );
}

function typeIdOf(name: string): string {
  const type = findObjectType(name);
  if (!type) throw new Error(`association table names an unknown type: ${name}`);
  return type.typeId;
}
