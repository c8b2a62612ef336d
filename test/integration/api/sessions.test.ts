import { createFirstLink, createUserLink } from '../../../pipeline/sign-in-link';
import { expectDocumented } from './document';
import { NOW, startApi, type ApiInstance } from './instance';
import { browse, cookieOf, PASSWORD, signedInAs } from './people';

let api: ApiInstance;
beforeAll(async () => {
  api = await startApi();
  api.app.set('trust proxy', 1);
});
afterAll(() => api.close());
afterEach(() => api.setNow(NOW));

/** Each test its own address, so that one test's failures do not use up another's. */
let addresses = 0;
const ownAddress = (): string => `10.2.0.${(addresses += 1)}`;

const signIn = (body: object, address = ownAddress()) =>
  browse(api, { method: 'post', path: '/api/session', body, address });

const redeem = (token: string, address = ownAddress()) =>
  browse(api, { method: 'post', path: '/api/session/link', body: { token }, address });

const setCookies = (response: { get(name: 'Set-Cookie'): string[] | undefined }): readonly string[] =>
  response.get('Set-Cookie') ?? [];

interface Session {
  readonly sessionId: string;
  readonly user: {
    readonly userId: string;
    readonly email: string | null;
    readonly role: string;
    readonly hasPassword: boolean;
    readonly operations: readonly string[];
  };
  readonly isFirstAdmin: boolean;
}

describe('the first start', () => {
  it('prints a link that signs the first admin in once, who then chooses an address and a password', async () => {
    const link = await createFirstLink(api.db, api.clock);
    const welcome = await redeem(link?.token ?? '');
    expectDocumented('redeemSignInLink', welcome);
    expect(welcome.status).toBe(201);
    const cookie = cookieOf(setCookies(welcome));
    const session = await browse(api, { method: 'get', path: '/api/session', cookie });
    expectDocumented('getSession', session);
    expect(session.body).toMatchObject({
      user: { name: 'Admin', email: null, role: 'admin', hasPassword: false },
      isFirstAdmin: true,
    });
    expect((await redeem(link?.token ?? '')).status).toBe(401);

    const account = (body: object) => browse(api, { method: 'patch', path: '/api/account', cookie, body });
    const withoutAddress = await account({ password: PASSWORD });
    expectDocumented('changeAccount', withoutAddress);
    expect([withoutAddress.status, withoutAddress.body]).toMatchObject([422, { errors: [{ field: 'email' }] }]);
    const changed = await account({ name: 'Ada', email: 'Ada@Leadline.test', password: PASSWORD });
    expectDocumented('changeAccount', changed);
    expect(changed.body).toMatchObject({ user: { name: 'Ada', email: 'ada@leadline.test', hasPassword: true } });
    expect((await signIn({ email: 'ADA@leadline.test', password: PASSWORD })).status).toBe(201);
    expect(await createFirstLink(api.db, api.clock)).toBeNull();
  });

  it('prints a new link as long as there is no password, and the former one stops working', async () => {
    await api.db.updateTable('user_credential').set({ password: null }).execute();
    const former = await createFirstLink(api.db, api.clock);
    const newest = await createFirstLink(api.db, api.clock);
    expect((await redeem(former?.token ?? '')).status).toBe(401);
    expect((await redeem(newest?.token ?? '')).status).toBe(201);
    const admins = await api.db.selectFrom('app_user').select('id').where('first_admin', '=', true).execute();
    expect(admins).toHaveLength(1);
  });

  it('has a link that holds for fifteen minutes', async () => {
    const made = async () => (await createUserLink(api, { email: undefined, actor: 'cli:test' })) as LinkMade;
    const { link } = await made();
    api.setNow(NOW + 15 * 60_000);
    expect((await redeem(link.token)).status).toBe(401);
    const { link: again } = await made();
    api.setNow(NOW + 30 * 60_000 - 1);
    expect((await redeem(again.token)).status).toBe(201);
  });

  it('leaves the secret of the link nowhere', async () => {
    const link = await createFirstLink(api.db, api.clock);
    const rows = await api.db.selectFrom('sign_in_link').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(link?.token);
    expect(rows.some((row) => row.token_hash.length === 32)).toBe(true);
  });
});

interface LinkMade {
  readonly link: { readonly token: string };
}

describe('signing in', () => {
  it('sets a cookie that scripts cannot read and other sites do not send', async () => {
    const { email } = await signedInAs(api, 'marketing', { password: PASSWORD });
    const response = await signIn({ email, password: PASSWORD });
    expectDocumented('createSession', response);
    expect(response.status).toBe(201);
    const [cookie = ''] = setCookies(response);
    expect(cookie).toMatch(/^leadline\.session_token=[^;]+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  it('fails alike for a wrong password, an unknown address and one without a password', async () => {
    const { email } = await signedInAs(api, 'marketing', { password: PASSWORD });
    const { email: without } = await signedInAs(api, 'marketing');
    const answers = [];
    for (const [address, password] of [
      [email, 'wrong'],
      [email, 'x'.repeat(500)],
      [without, PASSWORD],
      ['nobody@leadline.test', PASSWORD],
    ]) {
      const response = await signIn({ email: address, password });
      expectDocumented('createSession', response);
      answers.push({ status: response.status, body: response.body as unknown, cookies: setCookies(response) });
    }
    expect(answers[0]).toMatchObject({ status: 401, cookies: [] });
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it('is answered 429 after ten failures a minute from one address, right or wrong, and not from another', async () => {
    const { email } = await signedInAs(api, 'marketing', { password: PASSWORD });
    const address = ownAddress();
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 11; attempt += 1) {
      statuses.push((await signIn({ email: `nobody${attempt}@x.test`, password: 'wrong' }, address)).status);
    }
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429]);
    const blocked = await signIn({ email, password: PASSWORD }, address);
    expectDocumented('createSession', blocked);
    expect(blocked.status).toBe(429);
    expect((await signIn({ email, password: PASSWORD })).status).toBe(201);
  });

  it('by links is limited in the same way', async () => {
    const address = ownAddress();
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 11; attempt += 1) statuses.push((await redeem('guess', address)).status);
    expect(statuses.at(-1)).toBe(429);
  });

  it('tells what the role may do by the operations of the document', async () => {
    const person = await signedInAs(api, 'sales_manager');
    const { user } = (await person.send('get', '/api/session')).body as Session;
    expect(user.operations).toEqual(expect.arrayContaining(['moveLead', 'listLeads', 'getSession']));
    expect(user.operations).not.toEqual(expect.arrayContaining(['pauseSync']));
  });

  it('is in the audit, and so is a failure nowhere but in the limit', async () => {
    const person = await signedInAs(api, 'rep', { password: PASSWORD });
    await signIn({ email: person.email, password: PASSWORD });
    const rows = await api.db
      .selectFrom('audit')
      .select(['actor', 'action', 'detail'])
      .where('subject', '=', `user:${person.userId}`)
      .execute();
    expect(rows).toEqual([{ actor: `user:${person.userId}`, action: 'user.sign_in', detail: { by: 'password' } }]);
  });
});

describe('a session', () => {
  it('ends when its user signs out', async () => {
    const person = await signedInAs(api, 'rep');
    const out = await person.send('delete', '/api/session');
    expect([out.status, out.text]).toEqual([204, '']);
    expect(setCookies(out)[0]).toMatch(/^leadline\.session_token=; Max-Age=0/);
    expect((await person.send('get', '/api/session')).status).toBe(401);
  });

  it('ends when its time is up', async () => {
    const person = await signedInAs(api, 'rep');
    await api.db
      .updateTable('user_session')
      .set({ expires_at: new Date(Date.now() - 1) })
      .where('id', '=', person.sessionId)
      .execute();
    const response = await person.send('get', '/api/session');
    expectDocumented('getSession', response);
    expect(response.status).toBe(401);
  });

  it('is not taken with a changed cookie, nor with the token alone that SQL holds', async () => {
    const person = await signedInAs(api, 'rep');
    const [name = '', value = ''] = person.cookie.split('=');
    const token = decodeURIComponent(value).split('.')[0] ?? '';
    for (const forged of [token, `${token}.`, `${token}.${'A'.repeat(43)}=`, value.replace(/^./, '!')]) {
      const cookie = `${name}=${encodeURIComponent(forged)}`;
      expect((await browse(api, { method: 'get', path: '/api/session', cookie })).status).toBe(401);
    }
    expect((await person.send('get', '/api/session')).status).toBe(200);
  });

  it('does not write for another site: the Origin must be ours, and must be there', async () => {
    const person = await signedInAs(api, 'rep');
    const save = { method: 'post', path: '/api/views', body: { name: 'x', query: '' }, cookie: person.cookie } as const;
    for (const origin of ['http://evil.test', 'null', 'http://leadline.test.evil.test', '']) {
      const response = await browse(api, { ...save, origin });
      expectDocumented('createView', response);
      expect([origin, response.status]).toEqual([origin, 403]);
    }
    expect((await browse(api, save)).status).toBe(201);
    // A page elsewhere must not sign its visitor in as somebody it knows.
    const elsewhere = { method: 'post', path: '/api/session', body: {}, origin: 'http://evil.test' } as const;
    expect((await browse(api, elsewhere)).status).toBe(403);
  });

  it('reads without an Origin, as browsers do', async () => {
    const person = await signedInAs(api, 'rep');
    const asked = person.send('get', '/api/leads').unset('Origin');
    expect((await asked).status).toBe(200);
  });

  it('yields to a key that is sent along', async () => {
    const person = await signedInAs(api, 'rep');
    const withKey = person.send('get', '/api/users').set('Authorization', `Bearer ${api.keys.admin}`);
    expect((await withKey).status).toBe(200);
  });
});

describe('an account', () => {
  it('changes password or address only for who gives the present password, and a new one ends the other sessions', async () => {
    const person = await signedInAs(api, 'marketing', { password: PASSWORD });
    const elsewhere = cookieOf(setCookies(await signIn({ email: person.email, password: PASSWORD })));
    for (const body of [{ password: 'another long one' }, { email: 'other@x.test', currentPassword: 'wrong' }]) {
      const refused = await person.send('patch', '/api/account', body);
      expectDocumented('changeAccount', refused);
      expect([refused.status, refused.body]).toMatchObject([403, { errors: [{ field: 'currentPassword' }] }]);
    }
    const changed = await person.send('patch', '/api/account', {
      password: 'another long one',
      currentPassword: PASSWORD,
    });
    expect(changed.status).toBe(200);
    expect((await browse(api, { method: 'get', path: '/api/session', cookie: elsewhere })).status).toBe(401);
    expect((await person.send('get', '/api/session')).status).toBe(200);
    expect((await signIn({ email: person.email, password: PASSWORD })).status).toBe(401);
    expect((await signIn({ email: person.email, password: 'another long one' })).status).toBe(201);
  });

  it('does not take the address of another, nor a short password', async () => {
    const [one, other] = [await signedInAs(api, 'rep'), await signedInAs(api, 'rep')];
    const taken = await one.send('patch', '/api/account', { email: other.email.toUpperCase() });
    expectDocumented('changeAccount', taken);
    expect(taken.status).toBe(409);
    expect((await one.send('patch', '/api/account', { password: 'too short' })).body).toMatchObject({
      status: 422,
      errors: [{ field: 'password' }],
    });
  });
});
