import type { Owner } from '../accounts/owner-store';
import { notFound } from '../api-error';
import type { PortalEndpoint } from '../call';
import { isoTime } from '../iso-time';
import { queryAfter, queryFlag, queryLimit } from './query';

const shared = { method: 'GET', auth: 'token', limit: 'burst', scopes: () => ['crm.objects.owners.read'] } as const;

export const listOwners: PortalEndpoint = {
  ...shared,
  path: '/crm/v3/owners',
  handle: (session, call) => {
    const email = call.query.get('email')?.toLowerCase();
    const archived = queryFlag(call.query, 'archived');
    const limit = queryLimit(call.query, { byDefault: 100, max: 500 });
    const after = queryAfter(call.query);
    const found = session.parts.owners
      .all(session.portal.portalId)
      .filter((owner) => owner.archived === archived && Number(owner.id) > after)
      .filter((owner) => email === undefined || owner.email === email);
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    return {
      status: 200,
      body: {
        results: shown.map(renderOwner),
        ...(last && found.length > limit && { paging: { next: { after: last.id } } }),
      },
    };
  },
};

export const readOwner: PortalEndpoint = {
  ...shared,
  path: '/crm/v3/owners/{ownerId}',
  handle: (session, call) => {
    const id = call.params['ownerId'] ?? '';
    const byUser = call.query.get('idProperty') === 'userId';
    const owner = session.parts.owners
      .all(session.portal.portalId)
      .find(
        (each) =>
          (byUser ? String(each.userId) : each.id) === id && each.archived === queryFlag(call.query, 'archived'),
      );
    if (!owner) throw notFound();
    return { status: 200, body: renderOwner(owner) };
  },
};

function renderOwner(owner: Owner): Readonly<Record<string, unknown>> {
  return {
    id: owner.id,
    email: owner.email,
    type: 'PERSON',
    firstName: owner.firstName,
    lastName: owner.lastName,
    userId: owner.userId,
    userIdIncludingInactive: owner.userId,
    ...(owner.teams.length > 0 && { teams: owner.teams }),
    createdAt: isoTime(owner.createdAtMs),
    updatedAt: isoTime(owner.updatedAtMs),
    archived: owner.archived,
  };
}
