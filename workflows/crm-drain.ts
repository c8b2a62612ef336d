import {
  ActivityFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  isCancellation,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { DrainResult } from '../activities/crm-activities';
import { pokeSignal, type CrmDrainInput } from './crm-messages';

const LOOK_AGAIN_MS = 60_000;
const RENEW_AT_EVENTS = 1_500;
/** The 10,001st signal of a run is refused. */
const RENEW_AT_SIGNALS = 900;

/**
 * Works off what waits in SQL for one connection, again and again: at once when it is poked, after the time the last run
 * asked for, and otherwise not at all. What is to be done lies in SQL, so a poke carries nothing and none is missed: the
 * first thing a run does is to look.
 */
export async function drainOnPoke(
  input: CrmDrainInput,
  drain: (request: CrmDrainInput) => Promise<DrainResult>,
): Promise<void> {
  let poked = false;
  let signals = 0;
  setHandler(pokeSignal, () => {
    poked = true;
    signals += 1;
  });
  for (;;) {
    poked = false;
    const result = await drain(input).catch(afterFailure);
    setCurrentDetails(describe(result));
    const run = workflowInfo();
    const isSpent = run.continueAsNewSuggested || run.historyLength >= RENEW_AT_EVENTS || signals >= RENEW_AT_SIGNALS;
    if (isSpent) {
      await condition(allHandlersFinished);
      await continueAsNew(input);
    }
    if (result.waitMs === null) await condition(() => poked);
    else if (result.waitMs > 0) await condition(() => poked, result.waitMs);
  }
}

/** A step that fails for good, by a bug or a database that stays away, must not end the workflow: it looks again later. */
function afterFailure(error: unknown): DrainResult {
  if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
  return { done: 0, failed: 0, remaining: 0, waitMs: LOOK_AGAIN_MS, stoppedBy: 'step_failed' };
}

function describe(result: DrainResult): string {
  const last = `Last run: ${result.done} done, ${result.failed} failed.`;
  if (result.stoppedBy !== null) return `${last} ${result.remaining} left: ${result.stoppedBy}.`;
  return `${last} ${result.remaining === 0 ? 'Waits for work.' : 'Goes on.'}`;
}
