/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment -- the client's models are classes and enums by name only: it takes and documents plain literals */
import { Client } from '@hubspot/api-client';
import { failure, startPortal, type SimulatedPortal } from './simulated-portal';

describe('2. 401 EXPIRED and INVALID_AUTHENTICATION, 403 MISSING_SCOPES, token endpoint with BAD_REFRESH_TOKEN', () => {
  let portal: SimulatedPortal;
  const readPage = (client: Client) => client.crm.contacts.basicApi.getPage(1);

  beforeAll(async () => {
    portal = await startPortal();
  });

  afterAll(async () => {
    const violations = await portal.control.violations();
    await portal.stop();
    expect(violations).toEqual([]);
  });

  test('an access token expires after its lifetime', async () => {
    const { token } = await portal.control.createToken({
      portalId: portal.portalId,
      appId: portal.appId,
      kind: 'access',
      lifetimeMs: 60_000,
    });
    const client = portal.clientWith(token);
    await portal.control.advanceClock(59_000);
    await readPage(client);
    await portal.control.advanceClock(4_000);
    expect(await failure(readPage(client))).toMatchObject({
      code: 401,
      body: {
        category: 'EXPIRED_AUTHENTICATION',
        message: 'The OAuth token used to make this call expired 3 second(s) ago.',
      },
    });
  });

  test('a private token does not expire, but can be revoked; an unknown one and none at all are refused alike', async () => {
    const { token } = await portal.control.createToken({
      portalId: portal.portalId,
      appId: portal.appId,
      kind: 'private',
    });
    await portal.control.advanceClock(10 * 365 * 86_400_000);
    await readPage(portal.clientWith(token));
    await portal.control.revokeToken(token);
    const refused = { code: 401, body: { category: 'INVALID_AUTHENTICATION', status: 'error' } };
    expect(await failure(readPage(portal.clientWith(token)))).toMatchObject(refused);
    expect(await failure(readPage(portal.clientWith('pat-na1-unknown')))).toMatchObject(refused);
    const bare = await fetch(`${portal.baseUrl}/crm/v3/objects/contacts`);
    expect(bare.status).toBe(401);
  });

  test('a scope that was not granted is named', async () => {
    const { token } = await portal.control.createToken({
      portalId: portal.portalId,
      appId: portal.appId,
      kind: 'private',
      scopes: ['crm.objects.contacts.read'],
    });
    const client = portal.clientWith(token);
    await readPage(client);
    expect(
      await failure(client.crm.contacts.basicApi.create({ properties: { email: 'x@example.com' } })),
    ).toMatchObject({
      code: 403,
      body: { category: 'MISSING_SCOPES', errors: [{ context: { requiredScopes: ['crm.objects.contacts.write'] } }] },
    });
    expect(await failure(client.crm.owners.ownersApi.getPage())).toMatchObject({
      body: { errors: [{ context: { requiredScopes: ['crm.objects.owners.read'] } }] },
    });
    expect(await failure(client.crm.properties.coreApi.getAll('contacts'))).toMatchObject({
      body: { errors: [{ context: { requiredScopes: ['crm.schemas.contacts.read'] } }] },
    });
  });

  describe('token endpoint', () => {
    const redirectUri = 'https://hub.example.com/callback';
    const exchange = async (input: {
      code?: string;
      refreshToken?: string;
      clientId: string;
      clientSecret: string;
      redirectUri?: string;
    }) => {
      const client = new Client({ basePath: portal.baseUrl });
      return client.oauth.tokensApi.create(
        input.code === undefined ? 'refresh_token' : 'authorization_code',
        input.code,
        input.redirectUri ?? redirectUri,
        input.clientId,
        input.clientSecret,
        input.refreshToken,
      );
    };

    const installable = async () => {
      const app = await portal.control.createApp({ redirectUri });
      const { token: code } = await portal.control.createToken({
        portalId: portal.portalId,
        appId: app.appId,
        kind: 'code',
        scopes: ['oauth', 'crm.objects.contacts.read'],
        lifetimeMs: 1_800_000,
      });
      return { clientId: app.clientId, clientSecret: app.clientSecret, code };
    };

    test('a code gives tokens once; the refresh token gives further access tokens and stays the same', async () => {
      const app = await installable();
      const first = await exchange(app);
      expect(first).toMatchObject({ tokenType: 'bearer', expiresIn: 1_800 });
      await readPage(portal.clientWith(first.accessToken));
      await portal.control.expireToken(first.accessToken);
      expect(await failure(readPage(portal.clientWith(first.accessToken)))).toMatchObject({ code: 401 });
      const { clientId, clientSecret } = app;
      const second = await exchange({ clientId, clientSecret, refreshToken: first.refreshToken });
      expect(second.refreshToken).toBe(first.refreshToken);
      await readPage(portal.clientWith(second.accessToken));
      const info = await portal.client.oauth.accessTokensApi.get(second.accessToken);
      expect(info).toMatchObject({
        hubId: portal.portalId,
        scopes: ['oauth', 'crm.objects.contacts.read'],
        expiresIn: 1_800,
      });
      expect(await failure(exchange(app))).toMatchObject({ code: 400, body: { status: 'BAD_AUTH_CODE' } });
    });

    test('a wrong refresh token, client, secret or address is refused with its own status', async () => {
      const app = await installable();
      const { clientId, clientSecret } = app;
      expect(await failure(exchange({ clientId, clientSecret, refreshToken: 'gone' }))).toMatchObject({
        code: 400,
        body: {
          status: 'BAD_REFRESH_TOKEN',
          message: 'missing or invalid refresh token',
          error: 'invalid_grant',
          error_description: 'missing or invalid refresh token',
        },
      });
      expect(await failure(exchange({ ...app, clientId: 'other' }))).toMatchObject({
        body: { status: 'BAD_CLIENT_ID' },
      });
      expect(await failure(exchange({ ...app, clientSecret: 'other' }))).toMatchObject({
        body: { status: 'BAD_CLIENT_SECRET' },
      });
      expect(await failure(exchange({ ...app, redirectUri: 'https://elsewhere.example.com' }))).toMatchObject({
        body: { status: 'BAD_REDIRECT_URI' },
      });
    });

    test('an uninstalled app loses its refresh token; v3 also tells the portal and the scopes', async () => {
      const app = await installable();
      const response = await fetch(`${portal.baseUrl}/oauth/v3/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          code: app.code,
          redirect_uri: redirectUri,
          client_id: app.clientId,
          client_secret: app.clientSecret,
        }),
      });
      const body = (await response.json()) as { refresh_token: string };
      expect(body).toMatchObject({ hub_id: portal.portalId, scopes: ['oauth', 'crm.objects.contacts.read'] });
      await portal.client.oauth.refreshTokensApi.archive(body.refresh_token);
      const { clientId, clientSecret } = app;
      expect(await failure(exchange({ clientId, clientSecret, refreshToken: body.refresh_token }))).toMatchObject({
        body: { status: 'BAD_REFRESH_TOKEN' },
      });
    });
  });
});
