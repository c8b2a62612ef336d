import { queryOptions } from '@tanstack/react-query';
import { api, type Role } from './client';
import { unwrap } from './problem';
import type { operations } from './schema';

type AccountChange = operations['changeAccount']['requestBody']['content']['application/json'];
type NewKey = operations['createKey']['requestBody']['content']['application/json'];

export const users = queryOptions({
  queryKey: ['users'],
  queryFn: async ({ signal }) => unwrap(await api.GET('/api/users', { signal })),
});

export const invitations = queryOptions({
  queryKey: ['invitations'],
  queryFn: async ({ signal }) => unwrap(await api.GET('/api/invitations', { signal })),
});

export const sessionsOf = (userId: string) =>
  queryOptions({
    queryKey: ['sessions', userId],
    queryFn: async ({ signal }) =>
      unwrap(await api.GET('/api/users/{userId}/sessions', { params: { path: { userId } }, signal })),
  });

export const apiKeys = queryOptions({
  queryKey: ['keys'],
  queryFn: async ({ signal }) => unwrap(await api.GET('/api/keys', { signal })),
});

export const changeAccount = async (body: AccountChange) => unwrap(await api.PATCH('/api/account', { body }));

export const changeUser = async ({
  userId,
  ...body
}: {
  readonly userId: string;
  readonly role?: Role;
  readonly disabled?: boolean;
}) => unwrap(await api.PATCH('/api/users/{userId}', { params: { path: { userId } }, body }));

export const invite = async (body: { readonly email: string; readonly role: Role; readonly repId?: string }) =>
  unwrap(await api.POST('/api/invitations', { body }));

export const revokeInvitation = async (invitationId: string) =>
  unwrap(await api.DELETE('/api/invitations/{invitationId}', { params: { path: { invitationId } } }));

export const endSession = async (sessionId: string) =>
  unwrap(await api.DELETE('/api/sessions/{sessionId}', { params: { path: { sessionId } } }));

export const createKey = async (body: NewKey) => unwrap(await api.POST('/api/keys', { body }));

export const revokeKey = async (keyId: string) =>
  unwrap(await api.DELETE('/api/keys/{keyId}', { params: { path: { keyId } } }));
