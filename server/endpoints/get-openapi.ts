import { z } from 'zod';
import { EVERYBODY } from '../access';
import { defineEndpoint, type Endpoint } from '../endpoint';

/** The document of the operations it is given and of itself. Written at the first request for it, then kept. */
export function getOpenapi(write: () => Record<string, unknown>): Endpoint {
  let document: Record<string, unknown> | undefined;
  return defineEndpoint({
    method: 'get',
    path: '/api/openapi.json',
    operationId: 'getOpenapi',
    tag: 'Configuration',
    summary: 'This document.',
    scope: 'read',
    roles: EVERYBODY,
    request: { path: null, query: null, body: null },
    response: { status: 200, description: 'OpenAPI 3.1.', schema: z.record(z.string(), z.unknown()) },
    handle: () => Promise.resolve((document ??= write())),
  });
}
