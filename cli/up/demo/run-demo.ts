import { setTimeout as sleep } from 'node:timers/promises';
import { connectWebhook, type ConnectWebhookDeps } from '../../../pipeline/connect-webhook';
import { backFill } from './back-fill';
import { playColleagues } from './colleagues';
import { heroes, makeCompany } from './company';
import type { DemoParts, DemoProgress } from './demo-parts';
import { writeDemoState, type DemoState } from './demo-state';
import { addKnownContacts } from './known-contacts';
import { openDoor } from './opening';
import { hasOwnLeads } from './own-leads';
import { streamVisits } from './stream';
import { workPast } from './work-past';

/** The webhook connection of examples/demo. */
export const WEBSITE = 'website';
const AFTER_FAILURE_MS = 10_000;

export interface RunningDemo {
  /** Ends what is under way and resolves when nothing of it runs any more. */
  stop(): Promise<void>;
}

/** Plays the demo beside a running instance: fills it in where that was not done, then lets life go on until stopped. */
export function startDemo(
  options: Omit<DemoParts, 'signal' | 'pause'> & {
    readonly state: DemoState;
    readonly secrets: Pick<ConnectWebhookDeps, 'secretBox' | 'workspace'>;
  },
): RunningDemo {
  const { state, secrets, ...rest } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const pause = (ms: number): Promise<void> => sleep(ms, undefined, { signal }).catch(() => undefined);
  const parts: DemoParts = { ...rest, signal, pause };
  const progress = progressIn(parts.dataDir, state);
  const ended = untilStopped(parts, () => play(parts, progress, secrets));
  return {
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}

/** What fails, because a part of the instance is just being started again, is tried anew; the instance never suffers. */
async function untilStopped(parts: DemoParts, step: () => Promise<void>): Promise<void> {
  while (!parts.signal.aborted) {
    try {
      await step();
      return;
    } catch (error) {
      tellFailure(parts, error);
      await parts.pause(AFTER_FAILURE_MS);
    }
  }
}

/** What is cut off by the end of everything is no failure. */
function tellFailure({ signal, log }: DemoParts, error: unknown): void {
  if (!signal.aborted) log(`Demo: ${error instanceof Error ? error.message : String(error)} Trying again.`);
}

async function play(
  parts: DemoParts,
  progress: DemoProgress,
  secrets: Pick<ConnectWebhookDeps, 'secretBox' | 'workspace'>,
): Promise<void> {
  if (await hasOwnLeads(parts.db)) {
    parts.log('Demo: leads of your own were imported here, so nothing is made up any more.');
    return;
  }
  if (progress.state().webhookSecret === null) {
    const { secret } = await connectWebhook(
      { db: parts.db, clock: parts.clock, ...secrets },
      { connectionId: WEBSITE, revokeOthers: true, actor: parts.actor },
    );
    await progress.save({ webhookSecret: secret });
  }
  if (progress.state().filledAt === null) await fill(parts, progress);
  else await openDoor(parts, progress, progress.state().heroes);
  await Promise.all([
    untilStopped(parts, () => streamVisits(parts, progress)),
    untilStopped(parts, () => playColleagues(parts, progress)),
    untilStopped(parts, async () => {
      if (progress.state().workedAt === null) await workPast(parts, progress);
    }),
  ]);
}

/** The year is needed only while it is filled in: it is let go afterwards. */
async function fill(parts: DemoParts, progress: DemoProgress): Promise<void> {
  const { people, activities } = progress.state();
  parts.log(
    `Demo: a made-up company of ${people.toLocaleString('en')} people and their year of ${activities.toLocaleString('en')} activities is being filled in.`,
  );
  const company = makeCompany(progress.state());
  if (progress.state().contactsAt === null) await addKnownContacts(parts, progress, company);
  const candidates = heroes(company).map(({ index }) => index);
  await backFill(parts, progress, { company, onFirst: () => openDoor(parts, progress, candidates) });
}

function progressIn(dataDir: string, initial: DemoState): DemoProgress {
  let state = initial;
  let saved = Promise.resolve();
  return {
    state: () => state,
    save: (change) => {
      state = { ...state, ...change };
      const next = state;
      // One after the other: they replace the same file.
      saved = saved.catch(() => undefined).then(() => writeDemoState(dataDir, next));
      return saved;
    },
  };
}
