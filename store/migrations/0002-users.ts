import { sql, type Kysely } from 'kysely';

/**
 * People who sign in. app_user, user_credential and user_session have the columns that better-auth reads and writes for
 * passwords and sessions, under names of ours; they hold personal data, as user_invitation does. Tokens of links are stored as hashes.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql.raw(users).execute(db);
}

const users = `
create table app_user (
  id uuid primary key,
  name text not null,
  -- In small letters. Null until the first admin has given one.
  email text unique check (email = lower(email)),
  role text not null check (role in ('admin', 'revenue_operations', 'marketing', 'sales_manager', 'rep')),
  -- Who they are in the team of the workspace.
  rep_id text,
  -- Made by the first start, without an invitation: at most one.
  first_admin boolean not null default false,
  disabled_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index app_user_first_admin on app_user (first_admin) where first_admin;

-- How a user proves who they are. Of provider "credential" by a password.
create table user_credential (
  id uuid primary key,
  user_id uuid not null references app_user,
  provider_id text not null,
  account_id text not null,
  password text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider_id, account_id)
);
create index user_credential_user on user_credential (user_id);

create table user_session (
  id uuid primary key,
  user_id uuid not null references app_user,
  -- Of no use without the signature that the cookie carries beside it, whose key is not in the database.
  token text not null unique,
  ip_address text,
  user_agent text,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index user_session_user on user_session (user_id);

create table user_invitation (
  id uuid primary key,
  token_hash bytea not null unique,
  email text not null check (email = lower(email)),
  role text not null check (role in ('admin', 'revenue_operations', 'marketing', 'sales_manager', 'rep')),
  rep_id text,
  invited_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz
);
create unique index user_invitation_open on user_invitation (email) where accepted_at is null and revoked_at is null;

-- A link that signs a user in once.
create table sign_in_link (
  id uuid primary key,
  token_hash bytea not null unique,
  user_id uuid not null references app_user,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index sign_in_link_user on sign_in_link (user_id) where used_at is null;

-- Filters of the lead list that somebody wants to come back to.
create table saved_view (
  id uuid primary key,
  owner_id uuid not null references app_user,
  name text not null,
  query text not null,
  shared boolean not null default false,
  created_at timestamptz not null
);
create index saved_view_owner on saved_view (owner_id);
`;
