import { propertyDefinitions } from '../../../connectors/hubspot/property-definitions';
import { now, startPortal, type SimulatedPortal } from './simulated-portal';
import { startReceiver, type WebhookReceiver } from './webhook-receiver';

const MINUTE_MS = 60_000;

describe('the pages on which a person plays the rep', () => {
  let portal: SimulatedPortal;
  let receiver: WebhookReceiver;
  let record: string;
  let contactId: string;

  beforeEach(async () => {
    portal = await startPortal();
    receiver = await startReceiver();
    await createOwnProperties(portal);
    const [owner] = await portal.control.saveOwners({
      portalId: portal.portalId,
      owners: [{ email: 'ana@example.com', firstName: 'Ana', lastName: 'Costa' }],
    });
    const [seeded = ''] = await portal.control.seed({
      portalId: portal.portalId,
      objectType: 'contacts',
      records: [{ properties: { ...JANE, hubspot_owner_id: owner!.id } }],
    });
    contactId = seeded;
    record = `${portal.baseUrl}/contacts/${portal.portalId}/record/0-1/${contactId}`;
    await portal.control.configureWebhooks({
      appId: portal.appId,
      targetUrl: receiver.url,
      subscriptions: ['leadline_disposition', 'notes_last_contacted', 'hubspot_owner_id', 'lifecyclestage'].map(
        (propertyName) => ({ eventType: 'contact.propertyChange', propertyName }),
      ),
    });
  });

  afterEach(async () => {
    await portal.stop();
    await receiver.close();
  });

  const read = async (url: string): Promise<string> => (await fetch(url)).text();
  const send = (action: string, fields: Readonly<Record<string, string>>, headers: Record<string, string> = {}) =>
    fetch(`${record}/${action}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers,
      redirect: 'manual',
    });
  const contact = async () => {
    const [found] = await portal.control.dump({
      portalId: portal.portalId,
      objectType: 'contacts',
      associations: ['calls', 'tasks', 'deals'],
    });
    return found!;
  };
  const changed = async (): Promise<unknown[]> => {
    await portal.control.webhooksDelivered();
    return receiver.events().map((event) => [event['propertyName'], event['propertyValue']]);
  };

  test('the first address leads to the list of contacts, which shows our fields', async () => {
    const list = await read(`${portal.baseUrl}/`);
    expect(list).toContain('Not HubSpot: a stand-in on this machine');
    expect(list).toContain(`<a href="/contacts/${portal.portalId}/record/0-1/${contactId}">Jane Doe</a>`);
    expect(list).toMatch(/grade-a">A4</);
    expect(list).toContain('Ana Costa');
  });

  test('the list is searched, and filtered by owner', async () => {
    const list = `${portal.baseUrl}/contacts/${portal.portalId}`;
    expect(await read(`${list}?q=BIGSOFT`)).toContain('Jane Doe');
    expect(await read(`${list}?q=nobody`)).toContain('No contact of this kind.');
    expect(await read(`${list}?owner=none`)).not.toContain('Jane Doe');
  });

  test('a contact shows every reason with its points, and what is in it stays text', async () => {
    const page = await read(record);
    expect(page.replaceAll(/\s+/g, ' ')).toContain(
      '<td>2026-04-30 Demo &lt;b&gt;or&lt;/b&gt; sales</td> <td class="number ">+60</td>',
    );
    expect(page.replaceAll(/\s+/g, ' ')).toContain('<td>2026-04-01 No show</td> <td class="number minus">-10</td>');
    expect(page).not.toContain('<b>or</b>');
  });

  test('a call is logged at the time it was made and fires the webhook of a contact that was called', async () => {
    expect((await send('call', { minutes: '28', status: 'COMPLETED' })).status).toBe(303);
    const [call] = await portal.control.dump({ portalId: portal.portalId, objectType: 'calls' });
    expect(Date.parse(call!.properties['hs_timestamp']!)).toBe(now - 28 * MINUTE_MS);
    expect((await contact()).associations['calls']).toEqual([call!.id]);
    expect(await changed()).toEqual([['notes_last_contacted', '2026-05-01T09:32:00Z']]);
    expect(await read(record)).toContain('Call');
  });

  test('the rep accepts, or rejects with one of the reasons that the property has', async () => {
    expect(await read(record)).toContain('<option value="not_now">');
    expect((await send('verdict', { verdict: 'accepted' })).headers.get('location')).toContain('done=Lead+accepted');
    expect((await send('verdict', { verdict: 'not_now' })).status).toBe(303);
    expect((await contact()).properties['leadline_disposition']).toBe('not_now');
    expect(await changed()).toEqual(
      expect.arrayContaining([
        ['leadline_disposition', 'accepted'],
        ['leadline_disposition', 'not_now'],
      ]),
    );
  });

  test('a verdict that the property does not have is refused and said so', async () => {
    const location = (await send('verdict', { verdict: 'because' })).headers.get('location') ?? '';
    expect(location).toContain('?refused=');
    expect(await read(`${portal.baseUrl}${location}`)).toContain('role="alert"');
    expect((await contact()).properties['leadline_disposition']).toBeUndefined();
  });

  test('a lead is qualified, gets a deal and is won', async () => {
    await send('stage', { stage: 'salesqualifiedlead' });
    expect((await contact()).properties['lifecyclestage']).toBe('salesqualifiedlead');
    await send('stage', { stage: 'customer' });
    const won = await contact();
    expect([won.properties['lifecyclestage'], won.associations['deals']?.length]).toEqual(['customer', 1]);
    const [deal] = await portal.control.dump({ portalId: portal.portalId, objectType: 'deals' });
    expect(deal!.properties['hs_is_closed_won']).toBe('true');
  });

  test('the owner is changed', async () => {
    await send('owner', { owner: '' });
    expect((await contact()).properties['hubspot_owner_id']).toBeUndefined();
    expect(await changed()).toEqual([['hubspot_owner_id', '']]);
  });

  test('an open task stands in the list until it is completed', async () => {
    const task = await portal.control.repCreate({
      portalId: portal.portalId,
      objectType: 'tasks',
      properties: { hs_timestamp: '2026-05-01T10:15:00Z', hs_task_subject: 'Get in touch (A4)' },
      about: [{ objectType: 'contacts', id: contactId }],
    });
    const list = `${portal.baseUrl}/contacts/${portal.portalId}`;
    expect(await read(list)).toContain('Get in touch (A4)');
    await send('task', { task: task.id });
    expect(await read(list)).not.toContain('Get in touch (A4)');
    const [done] = await portal.control.dump({ portalId: portal.portalId, objectType: 'tasks' });
    expect(done!.properties['hs_task_status']).toBe('COMPLETED');
  });

  test('webhooks are held back and let go', async () => {
    const hold = (held: string) =>
      fetch(`${portal.baseUrl}/contacts/${portal.portalId}/webhooks`, {
        method: 'POST',
        body: new URLSearchParams({ held, back: 'https://elsewhere.example/' }),
        redirect: 'manual',
      });
    expect((await hold('yes')).headers.get('location')).toBe(`/contacts/${portal.portalId}`);
    await send('verdict', { verdict: 'accepted' });
    expect(await read(record)).toContain('Webhooks held back: 1 waiting');
    expect(receiver.events()).toEqual([]);
    await hold('no');
    expect(await changed()).toEqual([['leadline_disposition', 'accepted']]);
  });

  test('a form of another site is not taken, and what is no page is not found', async () => {
    const forged = await send('verdict', { verdict: 'accepted' }, { origin: 'https://elsewhere.example' });
    expect(forged.status).toBe(403);
    expect((await contact()).properties['leadline_disposition']).toBeUndefined();
    expect((await send('dance', {})).status).toBe(404);
    expect((await fetch(`${portal.baseUrl}/contacts/${portal.portalId}/record/0-1/1`)).status).toBe(404);
    expect((await fetch(`${portal.baseUrl}/contacts/4711`)).status).toBe(404);
  });

  test('script and style are files of their own, and no other script may run', async () => {
    const page = await fetch(record);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(await page.text()).not.toMatch(/<script>|style="|onclick=/);
    for (const asset of ['rep.css', 'rep.js']) {
      expect((await fetch(`${portal.baseUrl}/assets/${asset}`)).status).toBe(200);
    }
  });
});

const JANE = {
  firstname: 'Jane',
  lastname: 'Doe',
  email: 'jane@bigsoft.example',
  company: 'Bigsoft',
  leadline_lead_id: '0197',
  leadline_combined_score: 'A4',
  leadline_score: '50',
  leadline_reasons: '2026-04-30 Demo <b>or</b> sales +60\n2026-04-01 No show -10',
};

/** As `leadline connect hubspot --create` makes them. */
async function createOwnProperties({ baseUrl, accessToken }: SimulatedPortal): Promise<void> {
  const post = async (path: string, body: object): Promise<void> => {
    const response = await fetch(`${baseUrl}/crm/v3/properties/contacts${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(201);
  };
  await post('/groups', { name: 'leadline', label: 'Leadline' });
  for (const definition of propertyDefinitions(['accepted', 'not_now', 'not_icp'])) {
    if (definition.objectType !== 'contacts') continue;
    const { name, label, type, fieldType, hasUniqueValue, options } = definition;
    const choices = options.map((value, displayOrder) => ({ label: value, value, displayOrder, hidden: false }));
    await post('', { name, label, type, fieldType, hasUniqueValue, groupName: 'leadline', options: choices });
  }
}
