import type { LeadWhy } from '../../../views/lead-why';
import { aLead, enter, promise } from './a-lead';
import { expectDocumented } from './document';
import { DAY, HOUR, NOW, startApi, type ApiInstance } from './instance';

let api: ApiInstance;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

describe('why', () => {
  it('lists dated lines that sum exactly to the score and to the fit', async () => {
    const leadId = await aLead(api.db, {
      email: 'jane@acme.test',
      attributes: { size: 50, sector: 'software' },
      activities: [
        { type: 'page_view', at: NOW - 40 * DAY },
        { type: 'download', at: NOW - 10 * DAY, asset: 'guide' },
        { type: 'demo_request', at: NOW - 2 * DAY },
        { type: 'unsubscribe', at: NOW - DAY },
      ],
    });
    const response = await api.get(`/api/leads/${leadId}/why`);
    expectDocumented('explainLead', response);
    const why = response.body as LeadWhy;
    expect(why.engagement.lines.length).toBeGreaterThan(3);
    expect(sumOf(why.engagement.lines)).toBe(why.engagement.points);
    expect(sumOf(why.fit.lines)).toBe(why.fit.points);
    expect(why.fit.points).toBe(6_000);
  });
});

const sumOf = (lines: readonly { readonly points: number }[]) => lines.reduce((sum, { points }) => sum + points, 0);
void [enter, promise, HOUR];
