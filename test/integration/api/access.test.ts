import request from 'supertest';
import { ENDPOINTS } from '../../../server/routes';
import { createApiKey, SCOPES, type Scope } from '../../../store/api-key';
import { addressOf } from './addresses';
import { apiDocument, documentedOperations, expectDocumented } from './document';
import { NOW, startApi, type ApiInstance } from './instance';

let api: ApiInstance;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

/** What a key may call. */
const FOR_KEYS = ENDPOINTS.filter((endpoint) => endpoint.scope !== null);

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Each test its own address, so that one test's failures do not use up another's. */
let address = 0;
const anonymous = (method: (typeof METHODS)[number], path: string) => {
  address += 1;
  return request(api.app)
    [method](path)
    .set('X-Forwarded-For', `10.0.${Math.floor(address / 250)}.${address % 250}`);
};

const isForAnyone = (endpoint: (typeof ENDPOINTS)[number]): boolean => endpoint.roles === 'anyone';

describe('without a key', () => {
  beforeAll(() => {
    api.app.set('trust proxy', 1);
  });

  it.each(ENDPOINTS.map((endpoint) => [endpoint.operationId, endpoint] as const))(
    '%s is refused',
    async (id, endpoint) => {
      const wrong = ['Bearer', 'Basic YTpi', `Bearer llk_${'0'.repeat(16)}_${'a'.repeat(43)}`];
      for (const authorization of isForAnyone(endpoint) ? wrong : ['', ...wrong]) {
        const asked = anonymous(endpoint.method, addressOf(endpoint.path));
        const response = await (authorization === '' ? asked : asked.set('Authorization', authorization));
        expectDocumented(id, response);
        expect(response.status).toBe(401);
        expect(response.get('WWW-Authenticate')).toMatch(/^Bearer/);
      }
    },
  );

  it('nothing answers but health and what signs in: not the document, no other method, no path that is not there', async () => {
    const paths = [
      ...new Set([...Object.keys(apiDocument.paths).map(addressOf), '/', '/api', '/metrics', '/favicon.ico']),
    ];
    const answers: string[] = [];
    for (const path of paths) {
      for (const method of METHODS) {
        const { status } = await anonymous(method, path);
        // Paths that need no key tell their methods, those of the API do not.
        const refusals = path.startsWith('/api') ? [401] : [401, 405];
        if (!refusals.includes(status)) answers.push(`${method} ${path}`);
      }
    }
    expect(answers.toSorted()).toEqual([
      'get /healthz',
      'get /readyz',
      'post /api/invitations/accept',
      'post /api/session',
      'post /api/session/link',
    ]);
  });

  it('health says that the process lives and that its parts answer', async () => {
    const alive = await anonymous('get', '/healthz');
    expectDocumented('getHealth', alive);
    const ready = await anonymous('get', '/readyz');
    expectDocumented('getReadiness', ready);
    expect(ready.body).toEqual({ status: 'ready', checks: { database: 'ok' } });
  });
});

describe('with a key of too small a scope', () => {
  it.each(
    ENDPOINTS.filter((endpoint) => endpoint.scope !== 'read' && !isForAnyone(endpoint)).map(
      (endpoint) => [endpoint.operationId, endpoint] as const,
    ),
  )('%s is forbidden, before anything of the request is looked at', async (id, endpoint) => {
    const response = await asked(endpoint.scope === 'admin' ? 'operate' : 'read', endpoint);
    expectDocumented(id, response);
    expect(response.status).toBe(403);
    expect((response.body as { detail: string }).detail).toContain(endpoint.scope ?? 'sign in');
  });

  it('a key has the scopes it was given and no other: admin alone does not read', async () => {
    const { plainKey } = await createApiKey(api.db, { name: 'keys only', scopes: ['admin'], now: NOW });
    const bearer = `Bearer ${plainKey}`;
    expect((await request(api.app).get('/api/leads').set('Authorization', bearer)).status).toBe(403);
    expect((await request(api.app).get('/api/keys').set('Authorization', bearer)).status).toBe(200);
  });
});

const asked = (scope: Scope, endpoint: (typeof ENDPOINTS)[number]) =>
  request(api.app)[endpoint.method](addressOf(endpoint.path)).set('Authorization', `Bearer ${api.keys[scope]}`);

describe('a request with a key', () => {
  it.each(FOR_KEYS.map((endpoint) => [endpoint.operationId, endpoint] as const))(
    '%s refuses a parameter it does not know',
    async (id, endpoint) => {
      const address = `${addressOf(endpoint.path)}?colour=blue`;
      const response = await request(api.app)
        [endpoint.method](address)
        .set('Authorization', `Bearer ${api.keys.admin}`);
      expectDocumented(id, response);
      expect(response.status).toBe(400);
      expect((response.body as { errors: { field: string }[] }).errors[0]?.field).toBe('colour');
    },
  );

  it.each(
    FOR_KEYS.filter((endpoint) => endpoint.request.body !== null).map(
      (endpoint) => [endpoint.operationId, endpoint] as const,
    ),
  )(
    '%s refuses a body that is no JSON, of another type, too large, missing or with unknown fields',
    async (id, endpoint) => {
      const post = () =>
        request(api.app)[endpoint.method](addressOf(endpoint.path)).set('Authorization', `Bearer ${api.keys.admin}`);
      const responses = [
        await post().type('json').send('{"to": '),
        await post().type('form').send('to=mql'),
        await post().send({ reason: 'x'.repeat(300_000) }),
        await post(),
        await post().send({ colour: 'blue' }),
      ];
      for (const response of responses) expectDocumented(id, response);
      expect(responses.map((response) => response.status)).toEqual([400, 415, 413, 422, 422]);
    },
  );

  it('answers 405 with the methods that are allowed', async () => {
    const response = await api.delete('/api/leads');
    expect([response.status, response.get('Allow')]).toEqual([405, 'GET, HEAD']);
    const moves = await api.get('/api/leads/01900000-0000-7000-8000-000000000000/moves');
    expect([moves.status, moves.get('Allow'), moves.type]).toEqual([405, 'POST', 'application/problem+json']);
  });

  it.each([
    ['delete', '/api/invitations/accept', 'POST'],
    ['get', '/webhooks/generic/web', 'POST'],
    ['put', '/webhooks/hubspot/crm', 'POST'],
    ['trace', '/healthz', 'GET, HEAD'],
    ['post', '/readyz', 'GET, HEAD'],
  ] as const)('answers 405 to %s %s: no path is taken for another one', async (method, path, allowed) => {
    const response = await request(api.app)[method](path).set('Authorization', `Bearer ${api.keys.admin}`);
    expect([response.status, response.get('Allow'), response.type]).toEqual([405, allowed, 'application/problem+json']);
  });

  it('answers 404 to a path that is not there, and 400 to one that is not well encoded', async () => {
    const unknown = await api.get('/api/unheard');
    expect([unknown.status, unknown.type]).toEqual([404, 'application/problem+json']);
    expect((await api.get('/api/leads/%E0%A4%A')).status).toBe(400);
  });

  it('is logged by route and key, never by address, secret or content', async () => {
    api.log.length = 0;
    await api.get('/api/leads?search=jane.doe%40acme.test&colour=blue');
    const [line = ''] = api.log;
    expect(JSON.parse(line)).toMatchObject({ method: 'GET', route: '/api/leads', status: 400 });
    expect(api.log.join('')).not.toMatch(/jane|acme|llk_/);
  });

  it('is logged with the whole route, also where a router of its own answers', async () => {
    api.log.length = 0;
    await request(api.app).post('/webhooks/generic/web').send({});
    await request(api.app).post('/webhooks/hubspot/crm').set('Content-Encoding', 'gzip').send({});
    await request(api.app).get('/healthz');
    expect(api.log.map((line) => (JSON.parse(line) as { route: string }).route)).toEqual([
      '/webhooks/generic/:connectionId',
      '/webhooks/hubspot/:connectionId',
      '/healthz',
    ]);
  });

  it('answers 500 without details where the server fails, and logs no message', async () => {
    api.log.length = 0;
    await api.db.schema.alterTable('sync_error').renameTo('sync_error_away').execute();
    const response = await api.get('/api/sync/errors');
    await api.db.schema.alterTable('sync_error_away').renameTo('sync_error').execute();
    expect(response.body).toMatchObject({ status: 500, code: 'internal' });
    expect(JSON.stringify(response.body)).not.toMatch(/sync_error|relation/);
    expect(api.log.join('')).toMatch(/request failed/);
  });
});

describe('keys', () => {
  it('are shown once, stored as a hash, and end at once when revoked', async () => {
    const made = await api.post('/api/keys', { name: 'board', scopes: ['read'] }, 'admin');
    expectDocumented('createKey', made);
    const { id, key } = made.body as { id: string; key: string };
    expect(key).toMatch(new RegExp(`^llk_${id}_[A-Za-z0-9_-]{43}$`));
    const stored = await api.db.selectFrom('api_key').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    expect(JSON.stringify(stored)).not.toContain(key.slice(21));
    const list = await api.get('/api/keys', 'admin');
    expectDocumented('listKeys', list);
    expect(JSON.stringify(list.body)).not.toContain(key.slice(21));

    const use = () => request(api.app).get('/api/matrix').set('Authorization', `Bearer ${key}`);
    expect((await use()).status).toBe(200);
    const revoked = await api.delete(`/api/keys/${id}`);
    expectDocumented('revokeKey', revoked);
    expect(revoked.body).toEqual({ state: 'revoked' });
    expect((await use()).status).toBe(401);
    expect((await api.delete(`/api/keys/${id}`)).body).toEqual({ state: 'already_revoked' });
    const unknown = await api.delete('/api/keys/ffffffffffffffff');
    expectDocumented('revokeKey', unknown);
    expect(unknown.status).toBe(404);
  });

  it('are not taken with one character changed', async () => {
    const key = api.keys.read;
    const other = key.slice(0, -1) + (key.endsWith('A') ? 'B' : 'A');
    expect((await request(api.app).get('/api/matrix').set('Authorization', `Bearer ${other}`)).status).toBe(401);
  });

  it('remember their last use, to the minute', async () => {
    const { apiKey, plainKey } = await createApiKey(api.db, { name: 'clock', scopes: ['read'], now: NOW });
    const lastUse = async (at: number) => {
      api.setNow(at);
      await request(api.app).get('/api/matrix').set('Authorization', `Bearer ${plainKey}`);
      const row = api.db.selectFrom('api_key').select('last_used_at').where('id', '=', apiKey.id);
      return (await row.executeTakeFirstOrThrow()).last_used_at;
    };
    expect(await lastUse(NOW)).toBe(NOW);
    expect(await lastUse(NOW + 59_999)).toBe(NOW);
    expect(await lastUse(NOW + 60_000)).toBe(NOW + 60_000);
    api.setNow(NOW);
  });

  it.each([
    [{ name: 'x', scopes: [] }, 'scopes'],
    [{ name: '', scopes: ['read'] }, 'name'],
    [{ name: 'x', scopes: ['root'] }, 'scopes[0]'],
    [{ name: 'nul\0', scopes: ['read'] }, 'name'],
    [{ name: '😀'.repeat(101), scopes: ['read'] }, 'name'],
  ])('refuse to be made of %j', async (body, field) => {
    const response = await api.post('/api/keys', body, 'admin');
    expectDocumented('createKey', response);
    expect(response.body).toMatchObject({ status: 422, errors: [{ field }] });
  });

  it('may be named in letters that take two units each: a character is one', async () => {
    const made = await api.post('/api/keys', { name: '😀'.repeat(100), scopes: ['read'] }, 'admin');
    expect(made.status).toBe(201);
  });

  it('leave who made and ended them in the audit', async () => {
    const made = await api.post('/api/keys', { name: 'audited', scopes: ['read'] }, 'admin');
    const { id } = made.body as { id: string };
    await api.delete(`/api/keys/${id}`);
    const rows = await api.db
      .selectFrom('audit')
      .select(['actor', 'action', 'detail'])
      .where('subject', '=', `api_key:${id}`)
      .orderBy('id')
      .execute();
    const actor = `key:${api.keys.admin.slice(4, 20)}`;
    expect(rows).toEqual([
      { actor, action: 'api_key.create', detail: { scopes: ['read'] } },
      { actor, action: 'api_key.revoke', detail: {} },
    ]);
  });
});

describe('wrong keys in a row', () => {
  it('are answered 429 from the twenty-first on, while a valid key from the same address is let through', async () => {
    const from = (key: string) =>
      request(api.app).get('/api/matrix').set('Authorization', `Bearer ${key}`).set('X-Forwarded-For', '192.0.2.7');
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 22; attempt += 1) statuses.push((await from('llk_wrong')).status);
    expect(statuses).toEqual([...Array<number>(20).fill(401), 429, 429]);
    expectDocumented('getMatrix', await from('llk_wrong'));
    expect((await from(api.keys.read)).status).toBe(200);
  });
});

describe('the document', () => {
  it('holds every route, and nothing that does not answer', async () => {
    const response = await api.get('/api/openapi.json');
    expectDocumented('getOpenapi', response);
    expect(response.body).toEqual(apiDocument);
    const routes = ENDPOINTS.map((endpoint) => `${endpoint.method} ${endpoint.path}`);
    const documented = documentedOperations.map((operation) => `${operation.method} ${operation.path}`);
    const keyless = [
      'get /healthz',
      'get /readyz',
      'post /webhooks/generic/{connectionId}',
      'post /webhooks/hubspot/{connectionId}',
    ];
    expect(documented.toSorted()).toEqual([...routes, ...keyless].toSorted());
    const forAnyone = ENDPOINTS.filter(isForAnyone).map((endpoint) => `${endpoint.method} ${endpoint.path}`);
    const keylessByDocument = documentedOperations.filter((operation) => operation.isKeyless);
    expect(keylessByDocument.map((operation) => `${operation.method} ${operation.path}`).toSorted()).toEqual(
      [...keyless, ...forAnyone].toSorted(),
    );
  });

  it('names each scope in the description of its operations', () => {
    for (const endpoint of FOR_KEYS) expect(SCOPES).toContain(endpoint.scope);
    const text = JSON.stringify(apiDocument);
    for (const scope of SCOPES) expect(text).toContain(`Scope: ${scope}.`);
  });
});
