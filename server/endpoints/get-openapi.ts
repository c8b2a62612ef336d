import { z } from 'zod';
import { defineEndpoint, type Endpoint } from '../endpoint';

/** The document of the operations it is given and of itself. */
export const getOpenapi = (write: () => Record<string, unknown>): Endpoint =>
  defineEndpoint({
    method: 'get',
    path: '/api/openapi.json',
    operationId: 'getOpenapi',
    tag: 'Configuration',
    summary: 'This document.',
    scope: 'read',
    request: { path: null, query: null, body: null },
    response: { status: 200, description: 'OpenAPI 3.1.', schema: z.record(z.string(), z.unknown()) },
    handle: () => Promise.resolve(write()),
  });
