import { CrmCallError } from '../../connectors/crm-port';
import type { EpochMs } from '../../domain/time';
import { openBreaker, recordCallSuccess, recordTransientFailure } from '../../store/connection';
import type { Database } from '../../store/database';
import { recordSyncErrors, resolveSyncErrors } from '../../store/sync-error';

/** After what only a person can mend, a call is tried anew this often. */
const ASK_AGAIN_MS = 15 * 60_000;
const SHORTEST_PAUSE_MS = 1_000;

/** What a failed call means for those that wait behind it. */
export interface CallFailure {
  readonly code: string;
  /** What was not sent may be sent from this instant on, if the connection may be called then. */
  readonly notBefore: EpochMs;
  /** No call before this instant. */
  readonly stopUntil: EpochMs;
  /** It may have been carried out. */
  readonly unsure: boolean;
}

/** Writes a failed call into the connection's state: counted, parked until midnight, or told to a person. */
export async function noteFailure(
  db: Database,
  failed: { readonly connectionId: string; readonly error: CrmCallError; readonly now: EpochMs },
): Promise<CallFailure> {
  const { connectionId, error, now } = failed;
  const { code } = error;
  switch (error.kind) {
    case 'daily_limit': {
      const until = error.retryAt ?? now + ASK_AGAIN_MS;
      await openBreaker(db, { connectionId, code, until });
      return { code, notBefore: now, stopUntil: until, unsure: false };
    }
    case 'access':
    case 'rejected': {
      // A read that is refused: no row is at fault, but what the connection is told to ask for.
      await tellPerson(db, failed);
      const until = now + ASK_AGAIN_MS;
      await openBreaker(db, { connectionId, code, until });
      return { code, notBefore: now, stopUntil: until, unsure: false };
    }
    case 'busy':
    case 'unsure': {
      // Being told to slow down is no failure.
      const until = code === 'rate_limited' ? null : await recordTransientFailure(db, { connectionId, code, now });
      const notBefore = now + Math.max(error.retryAfterMs ?? 0, SHORTEST_PAUSE_MS);
      return { code, notBefore, stopUntil: until ?? notBefore, unsure: error.kind === 'unsure' };
    }
  }
}

/** A property that all rows need is missing: no row is at fault, the connection is. */
export async function noteMissingProperty(
  db: Database,
  missing: { readonly connectionId: string; readonly property: string | null; readonly now: EpochMs },
): Promise<void> {
  const { connectionId, property, now } = missing;
  await recordSyncErrors(
    db,
    [
      {
        connectionId,
        direction: 'out',
        code: 'property_missing',
        ...(property === null ? {} : { field: property }),
        message: `The CRM has no property ${property ?? 'that Leadline writes'}.`,
        remedy: 'Run `leadline connect hubspot --create`, or mend connections.yaml; then `leadline sync resume`.',
        origin: originOf(connectionId),
      },
    ],
    now,
  );
  await openBreaker(db, { connectionId, code: 'property_missing', until: now + ASK_AGAIN_MS });
}

/** Calls go through: nothing is wrong with the connection any more. */
export async function noteSuccess(db: Database, connectionId: string, now: EpochMs): Promise<void> {
  await recordCallSuccess(db, connectionId);
  await resolveSyncErrors(db, { origins: [originOf(connectionId)], now });
}

async function tellPerson(
  db: Database,
  failed: { readonly connectionId: string; readonly error: CrmCallError; readonly now: EpochMs },
): Promise<void> {
  const { connectionId, error, now } = failed;
  const report = {
    connectionId,
    direction: 'out' as const,
    code: error.code,
    message: 'The CRM refuses our calls.',
    remedy: error.remedy ?? 'Look at the connection with `leadline connect hubspot`, then `leadline sync resume`.',
    origin: originOf(connectionId),
  };
  await recordSyncErrors(db, [report], now);
}

/** One open error per connection about the connection itself. */
const originOf = (connectionId: string): string => `connection:${connectionId}`;
