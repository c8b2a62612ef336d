import type { PortalEndpoint } from '../call';

const shared = { method: 'GET', auth: 'token', limit: 'burst', scopes: () => [] } as const;

export const accountDetails: PortalEndpoint = {
  ...shared,
  path: '/account-info/v3/details',
  handle: ({ portal, nowMs }) => ({
    status: 200,
    body: {
      portalId: portal.portalId,
      accountType: 'STANDARD',
      timeZone: portal.timeZone,
      companyCurrency: portal.currency,
      additionalCurrencies: [],
      utcOffset: offsetText(portal.timeZone, nowMs),
      utcOffsetMilliseconds: offsetMs(portal.timeZone, nowMs),
      uiDomain: 'app.hubspot.com',
      dataHostingLocation: 'na1',
    },
  }),
};

export const privateAppUsage: PortalEndpoint = {
  ...shared,
  path: '/account-info/v3/api-usage/daily/private-apps',
  handle: (session, _call, token) => ({
    status: 200,
    body: {
      results: [
        {
          name: 'private-apps-api-calls-daily',
          usageLimit: session.portal.limits.daily,
          currentUsage: session.parts.limits.usedToday(session.portal, token.appId),
          fetchStatus: 'SUCCESS',
        },
      ],
    },
  }),
};

function offsetText(timeZone: string, atMs: number): string {
  const ms = offsetMs(timeZone, atMs);
  const minutes = Math.abs(ms) / 60_000;
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${ms < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

function offsetMs(timeZone: string, atMs: number): number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(atMs).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
  const ms = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  return sign === '-' ? -ms : ms;
}
