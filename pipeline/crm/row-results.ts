import type { RowResult } from '../../connectors/crm-port';
import type { EpochMs } from '../../domain/time';
import type { ClaimedWish, WishOutcome } from '../../store/crm-wish-queue';

/** What stands for a row that an answer leaves out. */
export const NO_RESULT: RowResult = {
  ok: false,
  code: 'silent',
  field: null,
  message: 'No result.',
  existingCrmId: null,
};

/** Times a row is sent again when the CRM says nothing of it. */
const SILENT_ATTEMPTS = 3;
/** Before a row is tried again that is not at fault, or may not be. */
export const TRY_AGAIN_MS = 30_000;

/**
 * Sent again are rows that are not at fault, as far as one can tell: a property is missing, for which the breaker holds
 * everything back, or the CRM said nothing of the row, which may have been written. Null for all others.
 */
export function againUnlessAtFault(
  wish: ClaimedWish,
  failed: { readonly code: Extract<RowResult, { ok: false }>['code']; readonly now: EpochMs },
): Extract<WishOutcome, { state: 'again' }> | null {
  const { code, now } = failed;
  const again = { id: wish.id, version: wish.version, state: 'again', code } as const;
  if (code === 'unknown_property') return { ...again, notBefore: now, unsure: false };
  if (code === 'silent' && wish.attempts < SILENT_ATTEMPTS) {
    return { ...again, notBefore: now + TRY_AGAIN_MS, unsure: true };
  }
  return null;
}

/** The refusal of a row that names a property which the CRM does not have; undefined when there is none. */
export const missingProperty = (
  rows: readonly { readonly result: RowResult }[],
): Extract<RowResult, { ok: false }> | undefined =>
  rows.flatMap(({ result }) => (!result.ok && result.code === 'unknown_property' ? [result] : []))[0];
