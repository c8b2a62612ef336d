import { connectWebhook } from '../../../pipeline/connect-webhook';
import { findConnection, readOwners, readSecrets } from '../../../store/connection';
import { CONNECTION, createWorld, startStage, type Stage, type World } from './world';

let stage: Stage;
let world: World;

beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => {
  await stage.stop();
});

const fresh = async (options: Parameters<typeof createWorld>[1] = {}) => {
  world = await createWorld(stage, { connected: false, ...options });
};

describe('connecting HubSpot', () => {
  it('lists what is missing with its remedy, and stores and changes nothing', async () => {
    await fresh();

    const report = await world.connect();

    expect(report).toMatchObject({ connected: false, created: [] });
    expect(report.missing.map(({ kind, name }) => `${kind} ${name}`)).toEqual(
      expect.arrayContaining([
        'group contacts.leadline',
        'property contacts.leadline_lead_id',
        'property contacts.leadline_disposition',
        'property tasks.leadline_ref',
      ]),
    );
    expect(report.missing.every(({ remedy, creatable }) => remedy.includes('--create') && creatable)).toBe(true);
    expect(await findConnection(world.db, CONNECTION)).toBeNull();
    const writes = Object.keys(await world.calls()).filter(
      (call) => /properties|groups/.test(call) && !call.startsWith('GET'),
    );
    expect(writes).toEqual([]);
  });

  it('creates it when asked, once, and is ready', async () => {
    await fresh();

    const first = await world.connect({ create: true });
    const second = await world.connect({ create: true });

    expect(first).toMatchObject({ connected: true, missing: [], portal: { timeZone: 'UTC' } });
    expect(first.created).toContain('contacts.leadline_reasons');
    expect(second).toMatchObject({ connected: true, created: [] });
    expect(await findConnection(world.db, CONNECTION)).toMatchObject({
      mode: 'tasks',
      hasSecrets: true,
      settings: { hasLeadIdProperty: true, baseUrl: world.baseUrl, portal: { id: String(world.portalId) } },
    });
  });

  it('keeps the secrets sealed', async () => {
    await fresh();
    await world.connect({ create: true });

    const [row] = await world.db.selectFrom('connection').select(['secrets', 'settings']).execute();
    expect(row?.secrets?.includes(world.accessToken)).toBe(false);
    expect(JSON.stringify(row?.settings)).not.toContain(world.accessToken);
    expect(await readSecrets(world.db, world.secretBox, CONNECTION)).toEqual({
      accessToken: world.accessToken,
      signingSecrets: [world.clientSecret],
    });
    const audit = await world.db.selectFrom('audit').selectAll().execute();
    expect(audit).toMatchObject([{ action: 'connection.connect', subject: `connection:${CONNECTION}` }]);
    expect(JSON.stringify(audit)).not.toContain(world.accessToken);
  });

  it('finds reps and managers among the owners by e-mail, and names those it does not find', async () => {
    await fresh();

    const report = await world.connect({ create: true });

    expect(report.ownersFound.toSorted()).toEqual(['ana', 'kim', 'leo', 'sam']);
    expect(report.ownersMissing.toSorted()).toEqual(['dana', 'ivo', 'joy']);
    expect(await readOwners(world.db, CONNECTION)).toEqual(
      new Map([
        ['ana', '500'],
        ['leo', '501'],
        ['sam', '502'],
        ['kim', '503'],
      ]),
    );
  });

  it('adds verdicts that the policy names and the portal lacks, and keeps the others', async () => {
    await fresh();
    await world.connect({ create: true });
    const options = [{ label: 'Ours', value: 'ours', displayOrder: 0, hidden: false }];
    await patchProperty('contacts', 'leadline_disposition', { options });

    expect(await world.connect()).toMatchObject({ connected: false, missing: [{ kind: 'option', creatable: true }] });
    expect(await world.connect({ create: true })).toMatchObject({ connected: true });

    const values = (await getProperty('contacts', 'leadline_disposition')).options.map(({ value }) => value);
    expect(values).toEqual(expect.arrayContaining(['ours', 'accepted', 'no_budget', 'wrong_territory']));
  });

  it('says which unique properties to give up when HubSpot allows no more', async () => {
    await fresh({ uniqueProperties: Array.from({ length: 10 }, (_, index) => `customer_key_${index}`) });

    const report = await world.connect({ create: true });

    expect(report.connected).toBe(false);
    expect(report.missing).toMatchObject([{ kind: 'unique', name: 'contacts.leadline_lead_id', creatable: false }]);
    expect(report.missing[0]?.message).toContain('customer_key_3');
  });

  it('does not link by a property that is missing or not unique', async () => {
    await fresh();
    await world.connect({ create: true });

    const report = await world.configure({
      link_by: [
        { property: 'company', attribute: 'company' },
        { property: 'prospect_id', alias: { source: 'crm' } },
      ],
    });

    expect(report.connected).toBe(false);
    expect(report.missing).toMatchObject([
      { kind: 'unique', name: 'contacts.company', creatable: false },
      { kind: 'property', name: 'contacts.prospect_id', creatable: false },
    ]);
  });

  it('names the scopes the token lacks', async () => {
    await fresh({ portal: { scopes: ['oauth', 'crm.objects.contacts.read', 'crm.schemas.contacts.read'] } });

    const report = await world.connect();

    expect(report.connected).toBe(false);
    expect(report.missing.filter(({ kind }) => kind === 'scope').map(({ name }) => name)).toEqual(
      expect.arrayContaining(['crm.objects.owners.read', 'crm.objects.contacts.write']),
    );
  });

  it('refuses a token that HubSpot refuses', async () => {
    await fresh();
    await expect(world.connect({ accessToken: 'pat-na1-wrong' })).rejects.toMatchObject({ code: 'token_refused' });
  });
});

describe('connecting a webhook', () => {
  it('makes a secret, keeps the former ones for a while, and revokes them when asked', async () => {
    await fresh();
    const workspace = { ...world.workspace(), connections: [{ id: 'forms', vendor: 'webhook' as const }] };
    const { db, secretBox } = world;
    const connect = async (revokeOthers = false) =>
      await connectWebhook(
        { db, secretBox, workspace, clock: world.clock.read },
        { connectionId: 'forms', revokeOthers, actor: 'test' },
      );
    const active = async () => (await readSecrets(db, secretBox, 'forms')).signingSecrets;

    const first = await connect();
    expect(first.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(Buffer.from(first.secret.slice(6), 'base64')).toHaveLength(32);
    const second = await connect();
    expect(await active()).toEqual([second.secret, first.secret]);
    const third = await connect(true);
    expect(await active()).toEqual([third.secret]);
    await expect(
      connectWebhook(
        { db, secretBox, workspace, clock: world.clock.read },
        { connectionId: CONNECTION, revokeOthers: false, actor: 'test' },
      ),
    ).rejects.toMatchObject({ code: 'connection_unknown' });
  });
});

const propertyUrl = (objectType: string, name: string) => `${world.baseUrl}/crm/v3/properties/${objectType}/${name}`;
const authorised = () => ({ Authorization: `Bearer ${world.accessToken}`, 'Content-Type': 'application/json' });

async function patchProperty(objectType: string, name: string, change: object): Promise<void> {
  const answer = await fetch(propertyUrl(objectType, name), {
    method: 'PATCH',
    headers: authorised(),
    body: JSON.stringify(change),
  });
  expect(answer.status).toBe(200);
}

async function getProperty(
  objectType: string,
  name: string,
): Promise<{ readonly options: readonly { readonly value: string }[] }> {
  const answer = await fetch(propertyUrl(objectType, name), { headers: authorised() });
  return (await answer.json()) as { options: { value: string }[] };
}
