import type { RowResult } from '../../connectors/crm-port';
import type { ClaimedWish } from '../../store/crm-wish-queue';
import type { SyncErrorReport } from '../../store/sync-error';
import type { LinkRefusal } from './link-leads';

type RowFailure = Extract<RowResult, { ok: false }>;

/** By which a wish's error is found again when it is retried or has mended itself. */
export const wishOrigin = (wish: Pick<ClaimedWish, 'id'>): string => `wish:${wish.id}`;

const LINK_TEXTS: Readonly<Record<LinkRefusal['code'], readonly [message: string, remedy: string]>> = {
  several_candidates: [
    'Several contacts in the CRM could be this lead.',
    'Merge them in the CRM, or correct the one that is wrong; then retry.',
  ],
  record_shared: [
    'One contact in the CRM could be two leads.',
    'Merge the leads, or correct the address or id by which they are linked; then retry.',
  ],
  record_taken: [
    'The contact in the CRM is linked to another lead already.',
    'Merge the leads, or correct the address or id by which they are linked; then retry.',
  ],
  lookup_refused: [
    'The CRM will not look a value of this lead up, so nobody knows whether it has a contact there.',
    'Correct the address or id by which the lead is linked; then retry.',
  ],
  stamped_by_another: [
    'The contact in the CRM bears another lead id: of another lead, or of another installation of Leadline.',
    'If the id is left over, clear leadline_lead_id on the contact; then retry.',
  ],
};

/** A lead that could not be linked without a person. */
export function linkError(connectionId: string, wish: ClaimedWish, refusal: LinkRefusal): SyncErrorReport {
  const [message, remedy] = LINK_TEXTS[refusal.code];
  return {
    connectionId,
    direction: 'out',
    code: refusal.code,
    field: refusal.property,
    message,
    remedy,
    record: { candidates: refusal.candidates },
    leadId: wish.leadId,
    origin: wishOrigin(wish),
  };
}

const ROW_REMEDIES: Readonly<Record<RowFailure['code'], string>> = {
  invalid_value: 'Correct the value at its source, or the option in the CRM; then retry.',
  unknown_property: 'Run `leadline connect hubspot --create`, or mend connections.yaml; then retry.',
  taken: 'Another record holds this unique value: link by that property, or merge the records; then retry.',
  gone: 'The record was deleted in the CRM. Restore it there, or retry to link or create it anew.',
  silent: 'The CRM neither wrote the record nor said why. Look at it there; then retry.',
  rejected: 'Correct what the message names; then retry.',
};

/** A row the CRM refused. The vendor's words may quote the person. */
export function rowError(
  connectionId: string,
  wish: ClaimedWish,
  refused: { readonly failure: RowFailure; readonly record: unknown },
): SyncErrorReport {
  const { failure, record } = refused;
  return {
    connectionId,
    direction: 'out',
    code: failure.code,
    ...(failure.field === null ? {} : { field: failure.field }),
    message: failure.message === '' ? 'The CRM refused the record.' : failure.message,
    remedy: ROW_REMEDIES[failure.code],
    record: { ...(failure.existingCrmId === null ? {} : { existing: failure.existingCrmId }), sent: record },
    leadId: wish.leadId,
    origin: wishOrigin(wish),
  };
}

/** A lead whose score cannot be told: writing it without would clear what stands there. */
export const unexplainedError = (connectionId: string, wish: ClaimedWish): SyncErrorReport => ({
  connectionId,
  direction: 'out',
  code: 'not_explained',
  message: 'The lead could not be scored, so nothing was written of it.',
  remedy: 'Look for the sync error of the scoring; when that is mended, retry.',
  leadId: wish.leadId,
  origin: wishOrigin(wish),
});
