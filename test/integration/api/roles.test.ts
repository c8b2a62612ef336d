import request from 'supertest';
import { ROLES } from '../../../domain/role';
import type { Endpoint } from '../../../server/endpoint';
import { ENDPOINTS } from '../../../server/routes';
import { createApiKey, SCOPES } from '../../../store/api-key';
import { addressOf } from './addresses';
import { expectDocumented } from './document';
import { NOW, startApi, type ApiInstance } from './instance';
import { browse, signedInAs } from './people';

let api: ApiInstance;
let callers: readonly CallerCase[];
beforeAll(async () => {
  api = await startApi();
  callers = await allCallers();
});
afterAll(() => api.close());

/** Somebody who calls, and whether an operation lets them. */
interface CallerCase {
  readonly name: string;
  readonly expected: (endpoint: Endpoint) => 'let in' | 'unknown' | 'not allowed';
  readonly send: (endpoint: Endpoint) => request.Test;
}

/** The parameter that no operation knows: who is let in is told 400 before anything is done. */
const pathOf = (endpoint: Endpoint): string => `${addressOf(endpoint.path)}?colour=blue`;

async function allCallers(): Promise<readonly CallerCase[]> {
  const withCookie = (cookie: string | undefined) => (endpoint: Endpoint) =>
    browse(api, { method: endpoint.method, path: pathOf(endpoint), cookie });
  const cases: CallerCase[] = [{ name: 'nobody', expected: forStrangers, send: withCookie(undefined) }];
  for (const role of ROLES) {
    const { cookie } = await signedInAs(api, role);
    cases.push({
      name: role,
      expected: ({ roles }) => (roles === 'anyone' || roles.includes(role) ? 'let in' : 'not allowed'),
      send: withCookie(cookie),
    });
  }
  const revoked = await signedInAs(api, 'admin');
  await api.db.deleteFrom('user_session').where('id', '=', revoked.sessionId).execute();
  const disabled = await signedInAs(api, 'admin');
  await api.db.updateTable('app_user').set({ disabled_at: new Date() }).where('id', '=', disabled.userId).execute();
  cases.push({ name: 'an admin whose session was revoked', expected: forStrangers, send: withCookie(revoked.cookie) });
  cases.push({ name: 'an admin who was disabled', expected: forStrangers, send: withCookie(disabled.cookie) });
  for (const scope of SCOPES) {
    const { plainKey } = await createApiKey(api.db, { name: scope, scopes: [scope], now: NOW });
    cases.push({
      name: `a key for ${scope}`,
      expected: (endpoint) => (endpoint.roles === 'anyone' || endpoint.scope === scope ? 'let in' : 'not allowed'),
      send: (endpoint) =>
        request(api.app)[endpoint.method](pathOf(endpoint)).set('Authorization', `Bearer ${plainKey}`),
    });
  }
  return cases;
}

const forStrangers = ({ roles }: Endpoint): 'let in' | 'unknown' => (roles === 'anyone' ? 'let in' : 'unknown');

const STATUS = { 'let in': 400, unknown: 401, 'not allowed': 403 } as const;

describe('every operation lets in whom it says and nobody else', () => {
  it.each(ENDPOINTS.map((endpoint) => [endpoint.operationId, endpoint] as const))('%s', async (id, endpoint) => {
    const answers: Record<string, number> = {};
    for (const caller of callers) {
      const response = await caller.send(endpoint);
      expectDocumented(id, response);
      answers[caller.name] = response.status;
    }
    expect(answers).toEqual(
      Object.fromEntries(callers.map((caller) => [caller.name, STATUS[caller.expected(endpoint)]])),
    );
  });
});

describe('who may what', () => {
  it('is this, and whatever is not listed is a reading that all roles may do, or about oneself', () => {
    const narrower = ENDPOINTS.filter(({ roles }) => roles === 'anyone' || roles.length < ROLES.length);
    expect(Object.fromEntries(narrower.map(({ operationId, roles }) => [operationId, roles]))).toEqual({
      createSession: 'anyone',
      redeemSignInLink: 'anyone',
      acceptInvitation: 'anyone',
      moveLead: ['admin', 'revenue_operations', 'sales_manager'],
      getSyncStatus: ['admin', 'revenue_operations', 'marketing'],
      listSyncErrors: ['admin', 'revenue_operations', 'marketing'],
      getSyncError: ['admin', 'revenue_operations', 'marketing'],
      pauseSync: ['admin', 'revenue_operations'],
      resumeSync: ['admin', 'revenue_operations'],
      retrySyncError: ['admin', 'revenue_operations'],
      resolveSyncError: ['admin', 'revenue_operations'],
      listUsers: ['admin'],
      changeUser: ['admin'],
      listInvitations: ['admin'],
      createInvitation: ['admin'],
      revokeInvitation: ['admin'],
      listKeys: ['admin'],
      createKey: ['admin'],
      revokeKey: ['admin'],
    });
    const others = ENDPOINTS.filter((endpoint) => !narrower.includes(endpoint));
    const writes = others.filter(({ method }) => method !== 'get').map(({ operationId }) => operationId);
    expect(writes.toSorted()).toEqual(['changeAccount', 'createView', 'deleteView', 'endSession', 'revokeSession']);
  });

  it('somebody who is no admin sees and ends their own sessions, and those of nobody else', async () => {
    const [rep, other] = [await signedInAs(api, 'rep'), await signedInAs(api, 'sales_manager')];
    const own = await rep.send('get', `/api/users/${rep.userId}/sessions`);
    expectDocumented('listSessions', own);
    expect(own.body).toMatchObject({ sessions: [{ sessionId: rep.sessionId, isPresent: true, userAgent: 'Jest' }] });
    const others = await rep.send('get', `/api/users/${other.userId}/sessions`);
    expectDocumented('listSessions', others);
    expect(others.status).toBe(404);
    const ended = await rep.send('delete', `/api/sessions/${other.sessionId}`);
    expectDocumented('revokeSession', ended);
    expect(ended.status).toBe(404);
    expect((await other.send('get', '/api/session')).status).toBe(200);
    expect((await rep.send('delete', `/api/sessions/${rep.sessionId}`)).status).toBe(204);
    expect((await rep.send('get', '/api/session')).status).toBe(401);
  });
});
