import type { EpochMs } from '../domain/time';
import { isAwaitingTouch } from '../lifecycle/ladder';
import { wishContacts } from '../store/crm-wish';
import type { Database } from '../store/database';
import { lockTrack, type Track } from '../store/lead-track';
import { readClock, recordTouch, setClockSteps } from '../store/sla-clock';
import type { LeadActivities } from './lead-activities';
import type { LeadDeps } from './lead-deps';
import { stockIn } from './take-stock';

/** A touch keeps the promise, or breaks it late; what is left of the ladder is the wait for a verdict. */
export const stopClock =
  (deps: LeadDeps): LeadActivities['stopClock'] =>
  async (request) => {
    const stock = await deps.db.transaction().execute(async (tx) => {
      const track = await lockTrack(tx, request);
      if (track?.visitNo === request.visitNo) await stopIn(tx, track, request);
      const after = await stockIn(tx, deps, request);
      deps.failpoint('stop_clock.before_commit');
      return after;
    });
    deps.failpoint('stop_clock.after_commit');
    return stock;
  };

async function stopIn(
  tx: Database,
  track: Track,
  touch: { readonly touchedAt: EpochMs; readonly asOf: EpochMs },
): Promise<void> {
  await recordTouch(tx, track, touch.touchedAt);
  const clock = await readClock(tx, track);
  if (clock === null) return;
  const left = clock.steps.filter((step) => !isAwaitingTouch(step.step));
  await setClockSteps(tx, track, left);
  await wishContacts(tx, { leadIds: [track.leadId], purpose: 'refresh', isAnswer: true, now: touch.asOf });
}
