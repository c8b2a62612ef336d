import type { Failpoint } from '../domain/failpoint';
import type { Clock } from '../domain/time';
import type { Database } from '../store/database';
import { startNextEpisode } from '../store/lead-track';
import { settleWakes, waitingWakes, type Wake } from '../store/wake';
import { lifecycleInput, wakeLeadWorkflow, type LeadWorkflows } from './lead-workflow-client';
import type { Trail } from './trail';

export interface RelayDeps {
  readonly db: Database;
  readonly workflows: LeadWorkflows;
  readonly failpoint: Failpoint;
  readonly clock: Clock;
  /** Absent where nothing is traced. */
  readonly trail?: Trail | undefined;
}

/** Some seconds of work: a lead who does something now waits for no more than a step of a backlog. */
const WAKES_A_STEP = 200;
/** More in flight only queue up in the server: two cores take a few hundred signals a second. */
const IN_FLIGHT = 40;

/**
 * Carries waiting wakes from SQL to Temporal and removes them once they have arrived: at least once, in any order.
 * Resolves to how many it dealt with.
 */
export async function relayWakes(deps: RelayDeps): Promise<number> {
  const wakes = await waitingWakes(deps.db, WAKES_A_STEP);
  if (wakes.length === 0) return 0;
  const startedAt = deps.clock();
  const settled: Wake[] = [];
  let failure: unknown;
  const queue = [...wakes];
  const carry = async (): Promise<void> => {
    for (let wake = queue.shift(); wake !== undefined; wake = queue.shift()) {
      try {
        if (await relayWake(deps, wake)) settled.push(wake);
      } catch (error) {
        failure = error;
        queue.length = 0;
      }
    }
  };
  deps.failpoint('relay.before_signal');
  await Promise.all(Array.from({ length: Math.min(IN_FLIGHT, wakes.length) }, carry));
  deps.failpoint('relay.after_signal');
  await settleWakes(deps.db, settled);
  // The workflows are at work by now: what they do follows the scoring, beside this step.
  const leadIds = settled.map((wake) => wake.leadId);
  await deps.trail?.step(deps.db, { name: 'wake', leadIds, startedAt, isLast: true });
  deps.failpoint('relay.after_settle');
  if (failure !== undefined) throw failure instanceof Error ? failure : new Error('relay failed', { cause: failure });
  return wakes.length;
}

/** True when the wake has arrived or has nowhere to go. */
async function relayWake(deps: RelayDeps, wake: Wake): Promise<boolean> {
  if (wake.closed) return true;
  if (await wakeLeadWorkflow(deps.workflows, lifecycleInput(wake), wake.number)) return true;
  // The episode's workflow has ended though SQL has it open: somebody terminated it. SQL is the authority, so a new
  // episode begins; the wake stays and starts it at the next step. Had the lead been closed meanwhile, nothing is changed.
  await startNextEpisode(deps.db, { leadId: wake.leadId, track: wake.track, episode: wake.episode });
  return false;
}
