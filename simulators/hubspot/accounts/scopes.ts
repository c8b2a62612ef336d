import type { ObjectType } from '../object-types';

/** Everything that the simulator's endpoints can ask for; what a token gets when none are named. */
export const allScopes: readonly string[] = [
  'oauth',
  ...['contacts', 'companies', 'deals'].flatMap((family) => [
    `crm.objects.${family}.read`,
    `crm.objects.${family}.write`,
    `crm.schemas.${family}.read`,
    `crm.schemas.${family}.write`,
  ]),
  'crm.objects.owners.read',
];

/** Tasks, notes and engagements fall under the scopes of contacts. */
export function objectScope(type: ObjectType, access: 'read' | 'write'): string {
  return `crm.objects.${type.scopeFamily}.${access}`;
}

export function schemaScope(type: ObjectType, access: 'read' | 'write'): string {
  return `crm.schemas.${type.scopeFamily}.${access}`;
}
