import type { LeadId } from '../domain/lead';
import type { EpochMs } from '../domain/time';
import { at, type Database } from './database';

/** Keeps a free-text reason and returns its id: ledgers and workflows carry that, never the text. */
export async function writeNote(
  tx: Database,
  note: { readonly leadId: LeadId; readonly author: string; readonly text: string; readonly now: EpochMs },
): Promise<number> {
  const row = await tx
    .insertInto('note')
    .values({ lead_id: note.leadId, author: note.author, text: note.text, written_at: at(note.now) })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}
