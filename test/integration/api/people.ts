import request, { type Test } from 'supertest';
import type { Role } from '../../../domain/role';
import { addUser, savePasswordHash } from '../../../store/user';
import type { ApiInstance } from './instance';

type Method = 'get' | 'post' | 'patch' | 'delete';

/** Somebody with an account and a browser that is signed in. */
export interface Person {
  readonly userId: string;
  readonly sessionId: string;
  readonly email: string;
  readonly cookie: string;
  /** A request of their browser: with the cookie, and with the Origin of the console. */
  send(method: Method, path: string, body?: object): Test;
}

export const PASSWORD = 'correct horse battery';

let people = 0;

/** Makes an account of that role, with a password where one is asked for, and signs in. */
export async function signedInAs(
  api: ApiInstance,
  role: Role,
  options: { readonly repId?: string; readonly password?: string } = {},
): Promise<Person> {
  people += 1;
  const email = `${role}.${people}@leadline.test`;
  const now = Date.now();
  const userId = await addUser(api.db, { name: `Some ${role}`, email, role, repId: options.repId ?? null, now });
  if (userId === null) throw new Error(`${email} has an account`);
  if (options.password !== undefined) {
    await savePasswordHash(api.db, { userId, hash: await api.signIn.hashPassword(options.password), now });
  }
  const opened = await api.signIn.begin(userId, { cookie: undefined, userAgent: 'Jest', address: '10.1.1.1' });
  if (opened === null) throw new Error('nobody could sign in');
  const cookie = cookieOf(opened.setCookies);
  const { sessionId } = opened.value;
  return {
    userId,
    sessionId,
    email,
    cookie,
    send: (method, path, body) => browse(api, { cookie, method, path, body }),
  };
}

/** What a browser would send next, of the cookies an answer gave it. */
export const cookieOf = (setCookies: readonly string[]): string =>
  setCookies.map((text) => text.split(';')[0] ?? '').join('; ');

/** A browser's request; without a cookie: of somebody who is not signed in. */
export function browse(
  api: ApiInstance,
  sent: {
    readonly method: Method;
    readonly path: string;
    readonly cookie?: string | undefined;
    readonly body?: object | undefined;
    readonly origin?: string;
    readonly address?: string;
  },
): Test {
  const asked = request(api.app)
    [sent.method](sent.path)
    .set('Host', 'leadline.test')
    .set('Origin', sent.origin ?? 'http://leadline.test');
  if (sent.cookie !== undefined) asked.set('Cookie', sent.cookie);
  if (sent.address !== undefined) asked.set('X-Forwarded-For', sent.address);
  return sent.body === undefined ? asked : asked.send(sent.body);
}
