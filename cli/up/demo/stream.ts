import { DAY_MS } from '../../../domain/time';
import { createLiveVisits, type LiveVisit } from '../../../simulators/generator/live-visits';
import { settingsOf } from './company';
import type { DemoParts, DemoProgress } from './demo-parts';
import { sendActivities } from './send-visit';

/** So many visits a day the made-up company has, for each thousand people. */
const VISITS_A_DAY_PER_THOUSAND = 28;
/** However fast life goes, steps of a visit come one after the other. */
const SHORTEST_GAP_MS = 1_500;

/**
 * Visitors come, for ever: each step of a visit is a message to the webhook, at the moment at which it happens. Visits overlap. At
 * the next start it goes on with the visit that comes next.
 */
export async function streamVisits(parts: DemoParts, progress: DemoProgress): Promise<void> {
  const { seed, people, webhookSecret } = progress.state();
  if (parts.speed === 0 || webhookSecret === null) return;
  const visitOf = createLiveVisits(settingsOf(progress.state()));
  const visitEveryMs = (DAY_MS * 1_000) / (VISITS_A_DAY_PER_THOUSAND * people * parts.speed);
  while (!parts.signal.aborted) {
    const number = progress.state().nextVisit;
    // Before it begins: a visit that is cut off by Ctrl-C is over, and no id is used for something else.
    await progress.save({ nextVisit: number + 1 });
    void playVisit(parts, visitOf(number), { id: `live-${seed}-${number}`, secret: webhookSecret }).catch(
      (error: unknown) => parts.log(`Demo: ${error instanceof Error ? error.message : String(error)}`),
    );
    await parts.pause(visitEveryMs);
  }
}

async function playVisit(
  parts: DemoParts,
  visit: LiveVisit,
  sender: { readonly id: string; readonly secret: string },
): Promise<void> {
  for (const [step, { gapMs, lateMs, repeated, activity }] of visit.steps.entries()) {
    if (step > 0) await parts.pause(Math.max(SHORTEST_GAP_MS, gapMs / parts.speed));
    if (parts.signal.aborted) return;
    const occurredAt = new Date(parts.clock() - lateMs).toISOString();
    const message = { secret: sender.secret, activities: [{ ...activity, occurredAt }] };
    await sendActivities(parts, { ...message, id: `${sender.id}-${step}` });
    if (repeated) await sendActivities(parts, { ...message, id: `${sender.id}-${step}-again` });
  }
}
