import { parseBody } from '../../http/parse-content';
import { notFound } from '../../api-error';
import { renderProperty } from '../../properties/render';
import {
  archiveProperty,
  createProperty,
  propertyCreate,
  propertyUpdate,
  updateProperty,
} from '../../properties/write-definition';
import { queryFlag } from '../query';
import { propertyEndpoint } from './property-endpoint';

export const createOneProperty = propertyEndpoint({
  method: 'POST',
  path: '',
  access: 'write',
  handle: (session, key, call) => ({
    status: 201,
    body: renderProperty(createProperty(session, key, parseBody(propertyCreate, call))),
  }),
});

export const listProperties = propertyEndpoint({
  method: 'GET',
  path: '',
  access: 'read',
  handle: (session, key, call) => {
    const { catalog } = session.parts;
    const listed = queryFlag(call.query, 'archived') ? catalog.archived(key) : [...catalog.live(key).values()];
    return { status: 200, body: { results: listed.map(renderProperty) } };
  },
});

export const readProperty = propertyEndpoint({
  method: 'GET',
  path: '/{propertyName}',
  access: 'read',
  handle: (session, key, call) => {
    const { catalog } = session.parts;
    const name = call.params['propertyName'] ?? '';
    const property = queryFlag(call.query, 'archived')
      ? catalog.archived(key).find((archived) => archived.name === name)
      : catalog.live(key).get(name);
    if (!property) throw notFound(`Property ${name} does not exist for ${key.type.singular.toUpperCase()}`);
    return { status: 200, body: renderProperty(property) };
  },
});

export const updateOneProperty = propertyEndpoint({
  method: 'PATCH',
  path: '/{propertyName}',
  access: 'write',
  handle: (session, key, call) => {
    const name = call.params['propertyName'] ?? '';
    return { status: 200, body: renderProperty(updateProperty(session, key, name, parseBody(propertyUpdate, call))) };
  },
});

export const archiveOneProperty = propertyEndpoint({
  method: 'DELETE',
  path: '/{propertyName}',
  access: 'write',
  handle: (session, key, call) => {
    archiveProperty(session, key, call.params['propertyName'] ?? '');
    return { status: 204 };
  },
});
