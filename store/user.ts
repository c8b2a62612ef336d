import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { Role } from '../domain/role';
import type { EpochMs } from '../domain/time';
import { at, type Database } from './database';

/** Somebody who may sign in. */
export interface User {
  readonly userId: string;
  readonly name: string;
  /** In small letters; null until the first admin has given one. */
  readonly email: string | null;
  readonly role: Role;
  /** Who they are in the workspace's team; null for people who get no leads. */
  readonly repId: string | null;
  readonly isFirstAdmin: boolean;
  readonly hasPassword: boolean;
  readonly createdAt: EpochMs;
  readonly disabledAt: EpochMs | null;
  /** When a session of theirs last began; null where none is left. */
  readonly lastSignInAt: EpochMs | null;
}

/** The provider under which better-auth keeps passwords. */
const BY_PASSWORD = 'credential';

/** Everybody, disabled users included, in the order of their names. */
export async function listUsers(db: Database): Promise<readonly User[]> {
  const rows = await usersQuery(db).orderBy('name').orderBy('id').execute();
  return rows.map(toUser);
}

/** One user; null if there is none of that id. */
export async function findUser(db: Database, userId: string): Promise<User | null> {
  const row = await usersQuery(db).where('id', '=', userId).executeTakeFirst();
  return row === undefined ? null : toUser(row);
}

/** The user of an e-mail address, however it is written; null if there is none. */
export async function findUserByEmail(db: Database, email: string): Promise<User | null> {
  const row = await usersQuery(db).where('email', '=', email.toLowerCase()).executeTakeFirst();
  return row === undefined ? null : toUser(row);
}

/** The admin whom the first start made; null before it. */
export async function findFirstAdmin(db: Database): Promise<User | null> {
  const row = await usersQuery(db).where('first_admin', '=', true).executeTakeFirst();
  return row === undefined ? null : toUser(row);
}

/** Adds a user and resolves to the id; null if another has the address, or, of the first admin, if there is one. */
export async function addUser(
  tx: Database,
  user: {
    readonly name: string;
    readonly email: string | null;
    readonly role: Role;
    readonly repId: string | null;
    readonly isFirstAdmin?: boolean;
    readonly now: EpochMs;
  },
): Promise<string | null> {
  const row = await tx
    .insertInto('app_user')
    .values({
      id: uuidv7({ msecs: user.now }),
      name: user.name,
      email: user.email?.toLowerCase() ?? null,
      role: user.role,
      rep_id: user.repId,
      first_admin: user.isFirstAdmin ?? false,
      created_at: at(user.now),
      updated_at: at(user.now),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Changes what is named. Says `email_taken` where another user has the address. */
export async function changeUser(
  tx: Database,
  change: {
    readonly userId: string;
    readonly name?: string | undefined;
    readonly email?: string | undefined;
    readonly role?: Role | undefined;
    readonly repId?: string | null | undefined;
    readonly disabled?: boolean | undefined;
    readonly now: EpochMs;
  },
): Promise<'changed' | 'email_taken'> {
  const email = change.email?.toLowerCase();
  if (email !== undefined && (await isTaken(tx, { email, userId: change.userId }))) return 'email_taken';
  await tx
    .updateTable('app_user')
    .set({
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(email === undefined ? {} : { email }),
      ...(change.role === undefined ? {} : { role: change.role }),
      ...(change.repId === undefined ? {} : { rep_id: change.repId }),
      ...(change.disabled === undefined ? {} : { disabled_at: change.disabled ? at(change.now) : null }),
      updated_at: at(change.now),
    })
    .where('id', '=', change.userId)
    .execute();
  return 'changed';
}

/** How many admins could sign in now. Locks them until the end of the transaction, so that two cannot remove each other. */
export async function countActiveAdmins(tx: Database): Promise<number> {
  const rows = await tx
    .selectFrom('app_user')
    .select('id')
    .where('role', '=', 'admin')
    .where('disabled_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.length;
}

/** The hash of a user's password; null if they have none. */
export async function readPasswordHash(db: Database, userId: string): Promise<string | null> {
  const row = await db
    .selectFrom('user_credential')
    .select('password')
    .where('provider_id', '=', BY_PASSWORD)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row?.password ?? null;
}

/** Gives a user a password, by its hash, in the place of a former one. */
export async function savePasswordHash(
  tx: Database,
  credential: { readonly userId: string; readonly hash: string; readonly now: EpochMs },
): Promise<void> {
  await tx
    .insertInto('user_credential')
    .values({
      id: uuidv7({ msecs: credential.now }),
      user_id: credential.userId,
      provider_id: BY_PASSWORD,
      account_id: credential.userId,
      password: credential.hash,
      created_at: at(credential.now),
      updated_at: at(credential.now),
    })
    .onConflict((conflict) =>
      conflict
        .columns(['provider_id', 'account_id'])
        .doUpdateSet({ password: credential.hash, updated_at: at(credential.now) }),
    )
    .execute();
}

async function isTaken(
  tx: Database,
  { email, userId }: { readonly email: string; readonly userId: string },
): Promise<boolean> {
  const other = tx.selectFrom('app_user').select('id').where('email', '=', email).where('id', '!=', userId);
  return (await other.executeTakeFirst()) !== undefined;
}

const usersQuery = (db: Database) =>
  db
    .selectFrom('app_user')
    .select(['id', 'name', 'email', 'role', 'rep_id', 'first_admin', 'created_at', 'disabled_at'])
    .select([
      sql<boolean>`exists (
        select from user_credential c where c.user_id = app_user.id and c.password is not null
      )`.as('has_password'),
      sql<EpochMs | null>`(select max(s.created_at) from user_session s where s.user_id = app_user.id)`.as(
        'last_sign_in_at',
      ),
    ]);

type UserRow = Awaited<ReturnType<ReturnType<typeof usersQuery>['execute']>>[number];

const toUser = (row: UserRow): User => ({
  userId: row.id,
  name: row.name,
  email: row.email,
  role: row.role,
  repId: row.rep_id,
  isFirstAdmin: row.first_admin,
  hasPassword: row.has_password,
  createdAt: row.created_at,
  disabledAt: row.disabled_at,
  lastSignInAt: row.last_sign_in_at,
});
