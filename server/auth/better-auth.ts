import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { ROLES } from '../../domain/role';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../../pipeline/manage-users';
import type { Database } from '../../store/database';
import { instantsAsDates } from './instants-as-dates';
import type { Browser, SignedIn, SignIn } from './sign-in';

const DAY_S = 24 * 60 * 60;

/**
 * Sign-in by better-auth: scrypt for passwords, sessions in SQL that every request looks up, cookies that are HttpOnly,
 * SameSite=Lax and signed. A session holds for seven days after its last use. Time here is the library's own: the system's.
 */
export function createSignIn(options: {
  readonly db: Database;
  /** What cookies are signed with. 256 bits. */
  readonly secret: string;
  /** Whether browsers reach us by https: then cookies are sent over nothing else. */
  readonly secureCookies: boolean;
}): SignIn {
  const auth = betterAuth(authOptions(options));

  const recognise: SignIn['recognise'] = async (browser) => {
    const { response, headers } = await auth.api.getSession({ headers: headersOf(browser), returnHeaders: true });
    return { value: signedIn(response), setCookies: headers.getSetCookie() };
  };
  /** What was just set is what the browser would send next. */
  const opened = async (browser: Browser, setCookies: readonly string[]) => {
    const cookie = setCookies.map((text) => text.split(';')[0]).join('; ');
    const { value } = await recognise({ ...browser, cookie });
    return value === null ? null : { value, setCookies };
  };

  return {
    recognise,
    byPassword: async (body, browser) => {
      // It would be refused as malformed, and sooner than a wrong one.
      if (body.password.length > LONGEST_PASSWORD) return null;
      const { headers } = await auth.api
        .signInEmail({ body, headers: headersOf(browser, 'fresh'), returnHeaders: true })
        .catch(refusedAsNull);
      return headers === null ? null : await opened(browser, headers.getSetCookie());
    },
    begin: async (userId, browser) => {
      const { headers } = await auth.api
        .beginSession({ body: { userId }, headers: headersOf(browser, 'fresh'), returnHeaders: true })
        .catch(refusedAsNull);
      return headers === null ? null : await opened(browser, headers.getSetCookie());
    },
    end: async (browser) => {
      const { headers } = await auth.api.signOut({ headers: headersOf(browser), returnHeaders: true });
      return headers.getSetCookie();
    },
    hashPassword: async (password) => await (await auth.$context).password.hash(password),
    verifyPassword: async (password, hash) => await (await auth.$context).password.verify({ password, hash }),
  };
}

/** Wrong credentials and disabled users: 401. A malformed address is as wrong as an unknown one: 400. */
function refusedAsNull(error: unknown): { readonly headers: null } {
  if (error instanceof APIError && (error.statusCode === 401 || error.statusCode === 400)) return { headers: null };
  throw error;
}

function headersOf(browser: Browser, session: 'present' | 'fresh' = 'present'): Headers {
  const headers = new Headers();
  if (session === 'present' && browser.cookie !== undefined) headers.set('cookie', browser.cookie);
  if (browser.userAgent !== undefined) headers.set('user-agent', browser.userAgent.slice(0, 300));
  // The address Express has found out by the proxies that are trusted; what the caller claims is left out.
  if (browser.address !== undefined) headers.set('x-forwarded-for', browser.address);
  return headers;
}

const foundSchema = z.object({
  session: z.object({ id: z.string(), expiresAt: z.coerce.date() }),
  user: z.object({
    id: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    role: z.enum(ROLES),
    repId: z.string().nullable(),
    firstAdmin: z.boolean(),
    disabledAt: z.coerce.date().nullable(),
  }),
});

function signedIn(found: unknown): SignedIn | null {
  if (found === null) return null;
  const { session, user } = foundSchema.parse(found);
  if (user.disabledAt !== null) return null;
  return {
    userId: user.id,
    name: user.name,
    email: user.email,
    role: user.role,
    repId: user.repId,
    isFirstAdmin: user.firstAdmin,
    sessionId: session.id,
    expiresAt: session.expiresAt.getTime(),
  };
}

/** What the library's tables and columns are called with us, and what it does not do. */
function authOptions(options: { readonly db: Database; readonly secret: string; readonly secureCookies: boolean }) {
  const ours = { type: 'string', required: false, input: false } as const;
  const timestamps = { createdAt: 'created_at', updatedAt: 'updated_at' };
  return {
    database: { db: options.db.withPlugin(instantsAsDates), type: 'postgres' },
    // Given in full, or the library would look into the environment.
    secrets: [{ version: 1, value: options.secret }],
    baseURL: 'http://leadline.invalid',
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: SHORTEST_PASSWORD,
      maxPasswordLength: LONGEST_PASSWORD,
    },
    session: {
      expiresIn: 7 * DAY_S,
      updateAge: DAY_S,
      modelName: 'user_session',
      fields: {
        ...timestamps,
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
      },
    },
    user: {
      modelName: 'app_user',
      fields: timestamps,
      additionalFields: {
        role: ours,
        repId: { ...ours, fieldName: 'rep_id' },
        firstAdmin: { type: 'boolean', required: false, input: false, fieldName: 'first_admin' },
        disabledAt: { type: 'date', required: false, input: false, fieldName: 'disabled_at' },
      },
    },
    account: {
      modelName: 'user_credential',
      fields: {
        ...timestamps,
        userId: 'user_id',
        providerId: 'provider_id',
        accountId: 'account_id',
      },
    },
    advanced: {
      cookiePrefix: 'leadline',
      useSecureCookies: options.secureCookies,
      // The tables are ours, without the columns of what is not used.
      database: { generateId: () => uuidv7(), validateSchema: false },
    },
    databaseHooks: {
      // Else a session that a disabled user opens would hold once the user is enabled again.
      session: { create: { before: async ({ userId }) => !(await isDisabled(options.db, userId)) } },
    },
    plugins: [beginSession],
    telemetry: { enabled: false },
    logger: { disabled: true },
  } satisfies BetterAuthOptions;
}

async function isDisabled(db: Database, userId: string): Promise<boolean> {
  const row = await db.selectFrom('app_user').select('disabled_at').where('id', '=', userId).executeTakeFirst();
  return row === undefined || row.disabled_at !== null;
}

/** What the library has no operation for: a session for somebody who came by a link of ours. */
const beginSession = {
  id: 'leadline',
  endpoints: {
    beginSession: createAuthEndpoint(
      '/begin-session',
      // Reached from here only: the library's own HTTP handler is mounted nowhere.
      { method: 'POST', body: z.object({ userId: z.string() }), metadata: { SERVER_ONLY: true } },
      async (ctx) => {
        const { internalAdapter } = ctx.context;
        const user = await internalAdapter.findUserById(ctx.body.userId);
        const session = user === null ? null : await internalAdapter.createSession(user.id);
        if (user === null || session === null) throw new APIError('UNAUTHORIZED');
        await setSessionCookie(ctx, { session, user });
        return { sessionId: session.id };
      },
    ),
  },
} as const;
