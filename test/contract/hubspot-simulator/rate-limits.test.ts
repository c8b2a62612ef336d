/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment -- the client's models are classes and enums by name only: it takes and documents plain literals */
import type { Client } from '@hubspot/api-client';
import { eventually, failure, startPortal, type SimulatedPortal } from './simulated-portal';

describe('3. rolling limit with headers and 429 by policy name, search limit without headers, daily limit with reset', () => {
  let portal: SimulatedPortal;
  const read = (client: Client) => client.crm.contacts.basicApi.getPageWithHttpInfo(1);
  const search = (client: Client) => client.crm.contacts.searchApi.doSearchWithHttpInfo({});

  beforeEach(async () => {
    portal = await startPortal({ timeZone: 'America/New_York' });
  });

  afterEach(async () => {
    const violations = await portal.control.violations();
    await portal.stop();
    expect(violations).toEqual([]);
  });

  const limit = (limits: Parameters<SimulatedPortal['control']['configurePortal']>[0]['limits']) =>
    portal.control.configurePortal({ portalId: portal.portalId, ...(limits && { limits }) });

  test('answers say what is left of the window; the call past it gets 429 TEN_SECONDLY_ROLLING until calls fall out of it', async () => {
    await limit({ burst: { max: 3, intervalMs: 60_000 } });
    const first = await read(portal.client);
    expect(first.headers).toMatchObject({
      'x-hubspot-ratelimit-max': '3',
      'x-hubspot-ratelimit-remaining': '2',
      'x-hubspot-ratelimit-interval-milliseconds': '60000',
    });
    await read(portal.client);
    await read(portal.client);
    const refused = await failure(read(portal.client));
    expect(refused).toMatchObject({
      code: 429,
      body: {
        status: 'error',
        message: 'You have reached your ten_secondly_rolling limit.',
        errorType: 'RATE_LIMIT',
        policyName: 'TEN_SECONDLY_ROLLING',
      },
    });
    expect(refused.headers['x-hubspot-ratelimit-remaining']).toBe('0');
    await limit({ burst: { max: 3, intervalMs: 50 } });
    await eventually(() =>
      read(portal.client).then(
        () => true,
        () => false,
      ),
    );
  });

  test('the defaults are those of the tier', async () => {
    const limits = async (tier: 'free' | 'professional' | 'enterprise', portalId: number) => {
      const { accessToken } = await portal.control.createPortal({ tier, portalId });
      const { headers } = await read(portal.clientWith(accessToken));
      return [headers['x-hubspot-ratelimit-max'], headers['x-hubspot-ratelimit-daily']];
    };
    expect(await limits('free', 101)).toEqual(['100', '250000']);
    expect(await limits('professional', 102)).toEqual(['190', '625000']);
    expect(await limits('enterprise', 103)).toEqual(['190', '1000000']);
  });

  test('an OAuth app has 110 calls in ten seconds for each account, and no daily limit', async () => {
    const { accessToken: other } = await portal.control.createPortal({ portalId: 104 });
    const app = await portal.control.createApp({ redirectUri: 'https://hub.example.com' });
    const { token } = await portal.control.createToken({ portalId: 104, appId: app.appId, kind: 'access' });
    const { headers } = await read(portal.clientWith(token));
    expect(headers['x-hubspot-ratelimit-max']).toBe('110');
    expect(headers['x-hubspot-ratelimit-daily']).toBeUndefined();
    const { headers: privateApp } = await read(portal.clientWith(other));
    expect(privateApp['x-hubspot-ratelimit-remaining']).toBe('189');
  });

  test('searches have a limit of their own per second, carry no headers and do not count in the window', async () => {
    await limit({ search: { max: 2, intervalMs: 60_000 }, burst: { max: 1, intervalMs: 60_000 } });
    const { headers } = await search(portal.client);
    expect(Object.keys(headers).filter((name) => name.includes('ratelimit'))).toEqual([]);
    await search(portal.client);
    const refused = await failure(search(portal.client));
    expect(refused).toMatchObject({
      code: 429,
      body: { message: 'You have reached your secondly limit.', category: 'RATE_LIMITS' },
    });
    expect(refused.body['policyName']).toBeUndefined();
    await read(portal.client);
  });

  test('the daily limit ends at midnight of the portal, and searches count in it', async () => {
    await limit({ daily: 3 });
    await portal.control.setClock({ at: '2026-05-02T03:59:00Z' });
    const { headers } = await read(portal.client);
    expect(headers).toMatchObject({ 'x-hubspot-ratelimit-daily': '3', 'x-hubspot-ratelimit-daily-remaining': '2' });
    await search(portal.client);
    await read(portal.client);
    expect(await failure(read(portal.client))).toMatchObject({
      code: 429,
      body: { message: 'You have reached your daily limit.', policyName: 'DAILY', errorType: 'RATE_LIMIT' },
    });
    await portal.control.setClock({ at: '2026-05-02T04:00:00Z' });
    expect((await read(portal.client)).headers['x-hubspot-ratelimit-daily-remaining']).toBe('2');
    const usage = await portal.client.apiRequest({ path: '/account-info/v3/api-usage/daily/private-apps' });
    expect(await usage.json()).toMatchObject({ results: [{ usageLimit: 3, currentUsage: 2 }] });
  });
});
