import { z } from 'zod';
import { conflict, notFound, validationError } from '../../api-error';
import { parseBody } from '../../http/parse-content';
import type { Session } from '../../parts';
import type { CatalogKey } from '../../properties/catalog';
import type { PropertyGroup } from '../../properties/definition';
import { renderGroup } from '../../properties/render';
import { propertyEndpoint } from './property-endpoint';

const groupCreate = z.object({ name: z.string(), label: z.string(), displayOrder: z.number().int().nullish() });
const groupUpdate = z.object({ label: z.string().optional(), displayOrder: z.number().int().optional() });

export const createGroup = propertyEndpoint({
  method: 'POST',
  path: '/groups',
  access: 'write',
  handle: (session, key, call) => {
    const { name, label, displayOrder } = parseBody(groupCreate, call);
    if (!/^[a-z][a-z0-9_]*$/.test(name)) throw validationError(`Property group name "${name}" is not valid.`);
    if (findGroup(session, key, name)) throw conflict(`A property group named '${name}' already exists.`);
    const group = { name, label, displayOrder: displayOrder ?? -1 };
    session.parts.catalog.saveGroup(key, group);
    return { status: 201, body: renderGroup(group) };
  },
});

export const listGroups = propertyEndpoint({
  method: 'GET',
  path: '/groups',
  access: 'read',
  handle: (session, key) => ({
    status: 200,
    body: { results: session.parts.catalog.groups(key).map(renderGroup) },
  }),
});

export const readGroup = propertyEndpoint({
  method: 'GET',
  path: '/groups/{groupName}',
  access: 'read',
  handle: (session, key, call) => ({
    status: 200,
    body: renderGroup(requireGroup(session, key, call.params['groupName'])),
  }),
});

export const updateGroup = propertyEndpoint({
  method: 'PATCH',
  path: '/groups/{groupName}',
  access: 'write',
  handle: (session, key, call) => {
    const current = requireGroup(session, key, call.params['groupName']);
    const input = parseBody(groupUpdate, call);
    const group = {
      ...current,
      label: input.label ?? current.label,
      displayOrder: input.displayOrder ?? current.displayOrder,
    };
    session.parts.catalog.saveGroup(key, group);
    return { status: 200, body: renderGroup(group) };
  },
});

export const archiveGroup = propertyEndpoint({
  method: 'DELETE',
  path: '/groups/{groupName}',
  access: 'write',
  handle: (session, key, call) => {
    const { name } = requireGroup(session, key, call.params['groupName']);
    if (!session.parts.catalog.removeGroup(key, name)) {
      throw validationError(`Property group ${name} is defined by HubSpot and cannot be archived.`);
    }
    return { status: 204 };
  },
});

function findGroup(session: Session, key: CatalogKey, name: string | undefined): PropertyGroup | undefined {
  return session.parts.catalog.groups(key).find((group) => group.name === name);
}

function requireGroup(session: Session, key: CatalogKey, name: string | undefined): PropertyGroup {
  const group = findGroup(session, key, name);
  if (!group) throw notFound(`Property group ${name ?? ''} does not exist.`);
  return group;
}
