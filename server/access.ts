import { ROLES, type Role } from '../domain/role';
import type { ApiKey, Scope } from '../store/api-key';
import type { SignedIn } from './auth/sign-in';
import { Problem } from './problem';

/** Who sends a request: a program by its key, a person by a session, or nobody in particular. */
export type Caller =
  | { readonly kind: 'key'; readonly key: ApiKey }
  | { readonly kind: 'user'; readonly user: SignedIn }
  | { readonly kind: 'anyone' };

/** Who may what, in the sets that operations name. */
export const EVERYBODY = ROLES;
export const LEAD_MOVERS = ['admin', 'revenue_operations', 'sales_manager'] as const satisfies readonly Role[];
export const SYNC_READERS = ['admin', 'revenue_operations', 'marketing'] as const satisfies readonly Role[];
export const SYNC_OPERATORS = ['admin', 'revenue_operations'] as const satisfies readonly Role[];
export const ADMINS = ['admin'] as const satisfies readonly Role[];

/** What an operation asks of its caller. */
export interface Access {
  /** What a key needs; null for what is not for keys, since it is about whoever is signed in. */
  readonly scope: Scope | null;
  /** Who may call it when signed in; `anyone`: also who is not. */
  readonly roles: readonly Role[] | 'anyone';
}

/** Why a caller may not; null if they may. */
export function refusal(caller: Caller, access: Access): Problem | null {
  if (access.roles === 'anyone') return null;
  switch (caller.kind) {
    case 'key':
      if (access.scope === null) return new Problem('not_allowed', 'Keys are nobody: sign in for this.');
      if (caller.key.scopes.includes(access.scope)) return null;
      return new Problem('not_allowed', `The key needs the scope ${access.scope}.`);
    case 'user':
      if (access.roles.includes(caller.user.role)) return null;
      return new Problem('not_allowed', `It takes one of the roles ${access.roles.join(', ')}.`);
    case 'anyone':
      return new Problem('not_authenticated', 'Sign in, or send `Authorization: Bearer <key>`.');
  }
}

/** As audit and ledgers name who did it. */
export function actorOf(caller: Caller): string {
  switch (caller.kind) {
    case 'key':
      return `key:${caller.key.id}`;
    case 'user':
      return `user:${caller.user.userId}`;
    case 'anyone':
      return 'anyone';
  }
}
