import { v7 as uuidv7 } from 'uuid';
import type { EpochMs } from '../domain/time';
import { at, type Database } from './database';

/** A filter of the lead list that somebody wants to come back to. */
export interface SavedView {
  readonly viewId: string;
  readonly ownerId: string;
  readonly name: string;
  /** The list's query string, e.g. `stage=mql&sort=score`. */
  readonly query: string;
  /** Whether everybody sees it. */
  readonly shared: boolean;
  readonly createdAt: EpochMs;
}

/** A user's own views and those that others share, by name. */
export async function listSavedViews(db: Database, userId: string): Promise<readonly SavedView[]> {
  const rows = await db
    .selectFrom('saved_view')
    .selectAll()
    .where((eb) => eb.or([eb('owner_id', '=', userId), eb('shared', '=', true)]))
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    viewId: row.id,
    ownerId: row.owner_id,
    name: row.name,
    query: row.query,
    shared: row.shared,
    createdAt: row.created_at,
  }));
}

export async function addSavedView(
  tx: Database,
  view: Omit<SavedView, 'viewId' | 'createdAt'> & { readonly now: EpochMs },
): Promise<SavedView> {
  const { now, ...rest } = view;
  const viewId = uuidv7({ msecs: now });
  await tx
    .insertInto('saved_view')
    .values({
      id: viewId,
      owner_id: view.ownerId,
      name: view.name,
      query: view.query,
      shared: view.shared,
      created_at: at(now),
    })
    .execute();
  return { ...rest, viewId, createdAt: now };
}

/** Deletes a view; of others' views only where `ofAnybody`. Says whether it was there for the taking. */
export async function removeSavedView(
  tx: Database,
  request: { readonly viewId: string; readonly userId: string; readonly ofAnybody: boolean },
): Promise<boolean> {
  let query = tx.deleteFrom('saved_view').where('id', '=', request.viewId);
  query = request.ofAnybody
    ? query.where((eb) => eb.or([eb('owner_id', '=', request.userId), eb('shared', '=', true)]))
    : query.where('owner_id', '=', request.userId);
  return (await query.returning('id').executeTakeFirst()) !== undefined;
}
