import { OpenApiGeneratorV31, OpenAPIRegistry, type RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { envelopeSchema } from '../pipeline/activity-envelope';
import { EVERYBODY } from './access';
import type { Endpoint } from './endpoint';
import { readinessSchema } from '../telemetry/readiness';
import { healthSchema } from './health';
import { problemSchema } from './problem';
import { webhookReplySchema } from './webhooks/generic';

const PROBLEMS: Readonly<Record<number, string>> = {
  400: 'A parameter is missing or wrong.',
  401: 'Neither a valid key nor a session.',
  403: "The key's scopes or the user's role do not allow it, or another site made the request.",
  404: 'There is no such thing.',
  409: 'It does not go with the present state.',
  413: 'The body is too large.',
  415: 'The body is not application/json, or in an encoding that is not taken.',
  422: 'The body was understood and refused; `errors` says why, field by field.',
  429: 'Too many failures with wrong keys, passwords or links.',
  503: 'A part that is needed does not answer.',
};

/** The OpenAPI 3.1 document of the API, made of the very schemas that requests and answers pass through. */
export function writeOpenapi(endpoints: readonly Endpoint[]): Record<string, unknown> {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'apiKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'For programs: a key made by `leadline key create`: `Authorization: Bearer llk_…`.',
  });
  registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'leadline.session_token',
    description:
      'The cookie of a session. Writes by it need an Origin of our own. By https: `__Secure-leadline.session_token`.',
  });
  for (const endpoint of endpoints) registry.registerPath(pathOf(endpoint));
  for (const path of KEYLESS) registry.registerPath(path);
  const document = new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Leadline',
      version: '1',
      description:
        'Instants are ISO 8601 in UTC. Points are integers in hundredths, so that sums are exact. Refusals are RFC 9457 problem details.',
    },
    security: [{ apiKey: [] }, { session: [] }],
  });
  // The library's own type is a closed one; what is sent is any JSON.
  return document as unknown as Record<string, unknown>;
}

function pathOf(endpoint: Endpoint): RouteConfig {
  const { path, query, body } = endpoint.request;
  const problems = [...statusesOf(endpoint)].toSorted((a, b) => a - b);
  return {
    method: endpoint.method,
    path: endpoint.path,
    operationId: endpoint.operationId,
    tags: [endpoint.tag],
    summary: endpoint.summary,
    description: [endpoint.description, accessText(endpoint)].filter((text) => text !== undefined).join('\n\n'),
    ...securityOf(endpoint),
    request: {
      ...(path === null ? {} : { params: path }),
      ...(query === null ? {} : { query }),
      ...(body === null ? {} : { body: { required: true, content: { 'application/json': { schema: body } } } }),
    },
    responses: {
      [endpoint.response.status]: {
        description: endpoint.response.description,
        ...contentOf(endpoint.response),
      },
      ...Object.fromEntries(problems.map((status) => [status, problemResponse(status)])),
    },
  };
}

const contentOf = ({ schema, type }: Endpoint['response']) =>
  schema === null ? {} : { content: { [type ?? 'application/json']: { schema } } };

function accessText({ scope, roles }: Endpoint): string {
  if (roles === 'anyone') return 'For anyone.';
  const byKey = scope === null ? 'Not for keys.' : `Scope: ${scope}.`;
  return `${byKey} ${roles.length === EVERYBODY.length ? 'All roles.' : `Roles: ${roles.join(', ')}.`}`;
}

function securityOf({ scope, roles }: Endpoint): Pick<RouteConfig, 'security'> {
  if (roles === 'anyone') return { security: [] };
  return scope === null ? { security: [{ session: [] }] } : {};
}

function statusesOf(endpoint: Endpoint): ReadonlySet<number> {
  const withBody = endpoint.request.body === null ? [] : [413, 415, 422];
  return new Set([400, 401, 403, 429, ...withBody, ...endpoint.problems]);
}

const problemResponse = (status: number) => ({
  description: PROBLEMS[status] ?? '',
  content: { 'application/problem+json': { schema: problemSchema } },
});

const json = <S extends z.ZodType>(description: string, schema: S) => ({
  description,
  content: { 'application/json': { schema } },
});

/** What answers without a key: health, and webhooks, which are signed. */
const KEYLESS: readonly RouteConfig[] = [
  {
    method: 'get',
    path: '/healthz',
    operationId: 'getHealth',
    tags: ['Health'],
    summary: 'Whether the process is alive.',
    security: [],
    responses: { 200: json('It is.', healthSchema) },
  },
  {
    method: 'get',
    path: '/readyz',
    operationId: 'getReadiness',
    tags: ['Health'],
    summary: 'Whether the parts that are needed answer.',
    security: [],
    responses: {
      200: json('They do, or can be done without for a while.', readinessSchema),
      503: json('Some do not.', readinessSchema),
    },
  },
  {
    method: 'post',
    path: '/webhooks/generic/{connectionId}',
    operationId: 'receiveActivities',
    tags: ['Webhooks'],
    summary: 'Activities from any system, signed by the Standard Webhooks convention: one, or up to 1,000.',
    security: [],
    request: {
      params: z.object({ connectionId: z.string() }),
      headers: z.object({
        'webhook-id': z.string().max(255).meta({ description: 'The same id is counted once.' }),
        'webhook-timestamp': z.string().meta({ description: 'Seconds since 1970; at most five minutes off.' }),
        'webhook-signature': z
          .string()
          .meta({ description: '`v1,` and the base64 HMAC-SHA256 of `id.timestamp.body`.' }),
      }),
      body: { required: true, content: { 'application/json': { schema: envelopeSchema } } },
    },
    responses: {
      202: json('Stored. Activities that were refused are listed and kept as sync errors.', webhookReplySchema),
      400: problemResponse(400),
      401: problemResponse(401),
      413: problemResponse(413),
      415: problemResponse(415),
      422: problemResponse(422),
    },
  },
  {
    method: 'post',
    path: '/webhooks/hubspot/{connectionId}',
    operationId: 'receiveHubspotEvents',
    tags: ['Webhooks'],
    summary: "HubSpot's own webhooks, signed by its version 3 signature.",
    security: [],
    request: {
      params: z.object({ connectionId: z.string() }),
      body: { required: true, content: { 'application/json': { schema: z.array(z.record(z.string(), z.unknown())) } } },
    },
    responses: {
      200: json('Stored.', z.object({ accepted: z.int() })),
      400: problemResponse(400),
      401: problemResponse(401),
      413: problemResponse(413),
      415: problemResponse(415),
    },
  },
];
