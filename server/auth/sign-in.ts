import type { Role } from '../../domain/role';
import type { EpochMs } from '../../domain/time';

/** What a browser sends along that matters to its session. */
export interface Browser {
  /** The Cookie header as it came. */
  readonly cookie: string | undefined;
  readonly userAgent: string | undefined;
  readonly address: string | undefined;
}

/** Somebody who is signed in, with the session that says so. */
export interface SignedIn {
  readonly userId: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: Role;
  readonly repId: string | null;
  readonly isFirstAdmin: boolean;
  readonly sessionId: string;
  readonly expiresAt: EpochMs;
}

/** An outcome with what the browser shall keep: values of Set-Cookie, for the answer whatever it is. */
export interface WithCookies<T> {
  readonly value: T;
  readonly setCookies: readonly string[];
}

/** Passwords, sessions and their cookies. Who may have an account, and what for, is decided elsewhere. */
export interface SignIn {
  /** Who sends a request; null without a session that holds, and for disabled users. */
  recognise(browser: Browser): Promise<WithCookies<SignedIn | null>>;
  /** Signs in; null where address and password do not belong together, at the same cost whatever is wrong. */
  byPassword(
    credentials: { readonly email: string; readonly password: string },
    browser: Browser,
  ): Promise<WithCookies<SignedIn> | null>;
  /** Signs in somebody who has proved by other means who they are; null for disabled users. */
  begin(userId: string, browser: Browser): Promise<WithCookies<SignedIn> | null>;
  /** Signs out. */
  end(browser: Browser): Promise<readonly string[]>;
  hashPassword(password: string): Promise<string>;
  verifyPassword(password: string, hash: string): Promise<boolean>;
}
