import { expectDocumented } from './document';
import { NOW, startApi, type ApiInstance } from './instance';
import { browse, PASSWORD, signedInAs, type Person } from './people';

let api: ApiInstance;
let admin: Person;
beforeAll(async () => {
  api = await startApi();
  api.app.set('trust proxy', 1);
  admin = await signedInAs(api, 'admin');
});
afterAll(() => api.close());
afterEach(() => api.setNow(NOW));

let addresses = 0;
const accept = (link: string, name = 'Grace') =>
  browse(api, {
    method: 'post',
    path: '/api/invitations/accept',
    address: `10.3.0.${(addresses += 1)}`,
    body: { token: link.split('#token=')[1] ?? '', name, password: PASSWORD },
  });

async function invite(email: string, role = 'rep'): Promise<{ readonly link: string; readonly invitationId: string }> {
  const response = await admin.send('post', '/api/invitations', { email, role, repId: 'rep-1' });
  expectDocumented('createInvitation', response);
  expect(response.status).toBe(201);
  return response.body as { link: string; invitationId: string };
}

describe('an invitation', () => {
  it('makes an account of its role by a link that is shown once and works once', async () => {
    const { link } = await invite('Grace@Leadline.test', 'sales_manager');
    expect(link).toMatch(/^http:\/\/leadline\.test\/invitation#token=[A-Za-z0-9_-]{43}$/);
    const list = await admin.send('get', '/api/invitations');
    expectDocumented('listInvitations', list);
    expect(list.body).toMatchObject({ invitations: [{ email: 'grace@leadline.test', role: 'sales_manager' }] });
    expect(JSON.stringify(list.body)).not.toContain(link.split('=')[1]);
    const joined = await accept(link);
    expectDocumented('acceptInvitation', joined);
    expect(joined.body).toMatchObject({
      user: { name: 'Grace', email: 'grace@leadline.test', role: 'sales_manager', repId: 'rep-1', hasPassword: true },
      isFirstAdmin: false,
    });
    expect((await accept(link)).status).toBe(401);
    const users = await admin.send('get', '/api/users');
    expectDocumented('listUsers', users);
    expect(JSON.stringify(users.body)).toContain('grace@leadline.test');
  });

  it('works no more when it was revoked, replaced or is seven days old', async () => {
    const revoked = await invite('a@leadline.test');
    const gone = await admin.send('delete', `/api/invitations/${revoked.invitationId}`);
    expect(gone.status).toBe(204);
    const again = await admin.send('delete', `/api/invitations/${revoked.invitationId}`);
    expectDocumented('revokeInvitation', again);
    expect(again.status).toBe(404);
    expect((await accept(revoked.link)).status).toBe(401);
    const replaced = await invite('b@leadline.test');
    const newest = await invite('B@leadline.test');
    expect((await accept(replaced.link)).status).toBe(401);
    api.setNow(NOW + 7 * 24 * 60 * 60_000);
    const late = await accept(newest.link);
    expectDocumented('acceptInvitation', late);
    expect(late.status).toBe(401);
  });

  it('goes to any address that mail can be sent to, and to nothing else', async () => {
    await invite("o'brien/sales&co+x@mail.leadline.example");
    for (const email of [
      'a..b@leadline.test',
      '.a@leadline.test',
      'a@leadline',
      'a b@leadline.test',
      '"a"@leadline.test',
    ]) {
      const response = await admin.send('post', '/api/invitations', { email, role: 'rep' });
      expectDocumented('createInvitation', response);
      expect([email, response.status]).toEqual([email, 422]);
    }
  });

  it('is not made to somebody who has an account', async () => {
    const other = await signedInAs(api, 'rep');
    const response = await admin.send('post', '/api/invitations', { email: other.email, role: 'rep' });
    expectDocumented('createInvitation', response);
    expect(response.status).toBe(409);
  });
});

describe('a user', () => {
  it('loses all sessions at once when disabled, cannot sign in, and finds none of them again when enabled', async () => {
    const person = await signedInAs(api, 'marketing', { password: PASSWORD });
    const signIn = () =>
      browse(api, { method: 'post', path: '/api/session', body: { email: person.email, password: PASSWORD } });
    const disabled = await admin.send('patch', `/api/users/${person.userId}`, { disabled: true });
    expectDocumented('changeUser', disabled);
    expect((disabled.body as { disabledAt: string | null }).disabledAt).not.toBeNull();
    expect((await person.send('get', '/api/leads')).status).toBe(401);
    expect((await signIn()).status).toBe(401);
    await admin.send('patch', `/api/users/${person.userId}`, { disabled: false });
    expect((await person.send('get', '/api/leads')).status).toBe(401);
    expect((await signIn()).status).toBe(201);
  });

  it('has another role from the next request on', async () => {
    const person = await signedInAs(api, 'rep');
    expect((await person.send('get', '/api/sync/connections')).status).toBe(403);
    await admin.send('patch', `/api/users/${person.userId}`, { role: 'revenue_operations' });
    expect((await person.send('get', '/api/sync/connections')).status).toBe(200);
  });

  it('stays an admin where there is no other', async () => {
    await api.db.updateTable('app_user').set({ role: 'rep' }).where('id', '!=', admin.userId).execute();
    for (const change of [{ role: 'rep' }, { disabled: true }]) {
      const response = await admin.send('patch', `/api/users/${admin.userId}`, change);
      expectDocumented('changeUser', response);
      expect(response.status).toBe(409);
    }
    const unknown = await admin.send('patch', '/api/users/01900000-0000-7000-8000-000000000009', { role: 'rep' });
    expectDocumented('changeUser', unknown);
    expect(unknown.status).toBe(404);
  });

  it('is in the audit with every change, by id alone', async () => {
    const person = await signedInAs(api, 'rep');
    await admin.send('patch', `/api/users/${person.userId}`, { role: 'marketing' });
    await admin.send('delete', `/api/sessions/${person.sessionId}`);
    const rows = await api.db
      .selectFrom('audit')
      .select(['actor', 'action', 'detail'])
      .where('subject', '=', `user:${person.userId}`)
      .orderBy('id')
      .execute();
    const actor = `user:${admin.userId}`;
    expect(rows).toEqual([
      { actor, action: 'user.change', detail: { role: 'marketing' } },
      { actor, action: 'user.session_end', detail: { session: person.sessionId } },
    ]);
    const all = await api.db.selectFrom('audit').selectAll().execute();
    expect(JSON.stringify(all)).not.toMatch(/leadline\.test|Grace/);
  });
});

describe('a saved view', () => {
  const names = async (person: Person): Promise<readonly string[]> => {
    const response = await person.send('get', '/api/views');
    expectDocumented('listViews', response);
    return (response.body as { views: { name: string }[] }).views.map(({ name }) => name);
  };

  it("is its owner's, and everybody's where it is shared", async () => {
    const [one, other] = [await signedInAs(api, 'rep'), await signedInAs(api, 'marketing')];
    const save = async (name: string, shared: boolean): Promise<string> => {
      const made = await one.send('post', '/api/views', { name, query: 'stage=mql&sort=score', shared });
      expectDocumented('createView', made);
      return (made.body as { viewId: string }).viewId;
    };
    const own = await save('Mine', false);
    const shared = await save('Ours', true);
    expect(await names(one)).toEqual(['Mine', 'Ours']);
    expect(await names(other)).toEqual(['Ours']);
    for (const viewId of [own, shared]) {
      const refused = await other.send('delete', `/api/views/${viewId}`);
      expectDocumented('deleteView', refused);
      expect(refused.status).toBe(404);
    }
    expect((await one.send('delete', `/api/views/${own}`)).status).toBe(204);
    expect((await admin.send('delete', `/api/views/${shared}`)).status).toBe(204);
    expect(await names(one)).toEqual([]);
  });
});
