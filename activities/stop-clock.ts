import { lockTrack } from '../store/lead-track';
import { wishContacts } from '../store/crm-wish';
import { notify } from '../store/notify';
import { readClock, recordTouch, setClockSteps } from '../store/sla-clock';
import type { LeadActivities } from './lead-activities';
import type { LeadDeps } from './lead-deps';
import { isAwaitingTouch } from './lead-ladder';

/** A touch keeps the promise, or breaks it late; what is left of the ladder is the wait for a verdict. */
export const stopClock =
  (deps: LeadDeps): LeadActivities['stopClock'] =>
  async (request) => {
    await deps.db.transaction().execute(async (tx) => {
      const track = await lockTrack(tx, request);
      if (track?.visitNo !== request.visitNo) return;
      await recordTouch(tx, track, request.touchedAt);
      const clock = await readClock(tx, track);
      if (clock === null) return;
      await setClockSteps(
        tx,
        track,
        clock.steps.filter((step) => !isAwaitingTouch(step.step)),
      );
      await wishContacts(tx, { leadIds: [track.leadId], purpose: 'refresh', now: request.asOf });
      await notify(tx, 'crm');
      deps.failpoint('stop_clock.before_commit');
    });
    deps.failpoint('stop_clock.after_commit');
  };
