import type { WorkflowClient } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Workspace } from '../config/workspace';
import type { Failpoint } from '../domain/failpoint';
import type { Clock } from '../domain/time';
import { createCrmPoker } from '../pipeline/crm/poke';
import { processHubspotInbox } from '../pipeline/hubspot-webhook';
import { ingestWaiting } from '../pipeline/ingest';
import { relayWakes } from '../pipeline/relay';
import { scoreWaiting } from '../pipeline/score';
import { sweepDue } from '../pipeline/sweep';
import type { Trail } from '../pipeline/trail';
import type { Database } from '../store/database';
import { listen, type Channel } from '../store/notify';
import { anyWaitsForScore } from '../store/score-queue';
import { forgetTraceContexts } from '../store/trace-context';
import { TRAIL_MS } from '../telemetry/trail';
import { startLoop, type Loop, type LoopOptions } from './loop';

export interface LoopDeps {
  readonly db: Database;
  readonly connectionString: string;
  readonly workflows: WorkflowClient;
  readonly workspace: () => Workspace;
  readonly clock: Clock;
  readonly failpoint: Failpoint;
  readonly log: Logger;
  readonly onStep?: LoopOptions['onStep'];
  readonly trail?: Trail | undefined;
}

/** With a notification lost, work waits this long at most. */
const POLL_MS = 2_000;
const SWEEP_MS = 60_000;
/** A lead that waits for its score and is in another hand, a workflow's or a scorer's, is free again within moments. */
const HELD_MS = 50;

/** What the worker repeats beside its workflows: from the inbox to the log, to scores, to wakes, to the CRM. */
export function startLoops(deps: LoopDeps): { stop(): Promise<void> } {
  const { db, clock, failpoint, trail, log, workflows } = deps;
  const loop = (name: string, idleMs: number | LoopOptions['idleMs'], step: () => Promise<number>): Loop =>
    startLoop({ name, idleMs: typeof idleMs === 'number' ? () => idleMs : idleMs, step, log, onStep: deps.onStep });
  const ingest = loop('ingest', POLL_MS, () => ingestWaiting({ db, clock, failpoint, trail }));
  const score = loop(
    'score',
    async () => ((await anyWaitsForScore(db)) ? HELD_MS : POLL_MS),
    () => scoreWaiting({ db, clock, failpoint, trail, rules: deps.workspace }),
  );
  const relay = loop('relay', POLL_MS, () => relayWakes({ db, workflows, clock, failpoint, trail }));
  const sweep = loop('sweep', SWEEP_MS, async () => {
    await forgetTraceContexts(db, clock() - TRAIL_MS);
    return sweepDue({ db, clock, failpoint });
  });
  const crmInbox = loop('crm-inbox', POLL_MS, () => processHubspotInbox({ db, clock, failpoint }));
  const poke = loop('poke', POLL_MS, createCrmPoker({ db, clock, workflows }));
  const byChannel: Readonly<Record<Channel, readonly Loop[]>> = {
    inbox: [ingest, crmInbox],
    score: [score],
    wake: [relay],
    crm: [poke],
  };
  const listener = listen({
    connectionString: deps.connectionString,
    channels: ['inbox', 'score', 'wake', 'crm'],
    onNotify: (channel) => byChannel[channel].forEach((one) => one.nudge()),
  });
  return {
    stop: async () => {
      await listener.stop();
      await Promise.all([ingest, crmInbox, score, relay, sweep, poke].map((one) => one.stop()));
    },
  };
}
