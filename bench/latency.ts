import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { awaitDrain } from '../pipeline/import/await-drain';
import type { Benchmark } from './benchmark';
import { startWholeInstance, type WholeInstance } from './import/whole-instance';
import { cpuSecondsOfChildren } from './latency/cpu-time';
import { Visitors, type SignedRequest } from './latency/visitors';
import type { Figure } from './report';

const WORKSPACE = join(__dirname, '..', 'workspace');
const ACTIVITIES_A_SECOND = 50;
/** One request for a demo among so many activities: one a second. */
const ONE_IN = 50;
const FULL = { seconds: 120, idleSeconds: 60 };
const QUICK = { seconds: 20, idleSeconds: 20 };
/** The first requests meet caches that are cold and code that is not compiled yet; they are sent and not counted. */
const WARM_UP_S = 10;
const TASK_WITHIN_MS = 60_000;

/**
 * How long it takes from the moment a request is sent to the rep's task in HubSpot, under a steady load on the embedded default,
 * and what that costs when nothing happens.
 */
export const benchLatency: Benchmark = async ({ quick, env, say }) => {
  const size = quick ? QUICK : FULL;
  say('starting an instance on a fresh data folder');
  const instance = await startWholeInstance(env, { workspaceDir: WORKSPACE, prospectIds: [] });
  try {
    const { secret } = z
      .object({ secret: z.string() })
      .parse(await instance.leadline('connect', 'webhook', '--id', 'events'));
    const visitors = new Visitors(secret);
    say('everybody who will look around comes for the first time');
    await post(webhookOf(instance), visitors.firstVisits());
    await untilQuiet(instance);
    say(`${ACTIVITIES_A_SECOND} activities a second for ${WARM_UP_S + size.seconds} s`);
    const sentAt = await sendSteadily(instance, visitors, WARM_UP_S + size.seconds);
    const took = await waitForTasks(instance, [...sentAt].slice(WARM_UP_S));
    say(`nothing happens for ${size.idleSeconds} s`);
    return [...latencyFigures(took), await idleFigure(size.idleSeconds)];
  } finally {
    await instance.stop();
  }
};

/** Sends at fixed instants whatever the answers take; resolves to when each demo request was sent, by e-mail. */
async function sendSteadily(
  instance: WholeInstance,
  visitors: Visitors,
  seconds: number,
): Promise<ReadonlyMap<string, number>> {
  const sentAt = new Map<string, number>();
  const underWay: Promise<void>[] = [];
  const startedAt = performance.now();
  for (let number = 0; number < seconds * ACTIVITIES_A_SECOND; number += 1) {
    await pause(Math.max(startedAt + (number * 1_000) / ACTIVITIES_A_SECOND - performance.now(), 0));
    const email = `demo${number}@initech.example`;
    const asksForDemo = number % ONE_IN === 0;
    if (asksForDemo) sentAt.set(email, Date.now());
    underWay.push(post(webhookOf(instance), asksForDemo ? visitors.demoRequest(email) : visitors.routine()));
  }
  await Promise.all(underWay);
  return sentAt;
}

const webhookOf = ({ apiUrl }: WholeInstance): string => `${apiUrl}/webhooks/generic/events`;

const untilQuiet = ({ db }: WholeInstance): Promise<unknown> =>
  awaitDrain(
    { db, clock: Date.now, pause: (ms) => pause(ms) },
    { signal: new AbortController().signal, onProgress: () => undefined },
  );

async function post(url: string, request: SignedRequest): Promise<void> {
  const response = await fetch(url, { method: 'POST', ...request });
  const answer = await response.text();
  if (response.status !== 202) throw new Error(`The webhook answered ${response.status}: ${answer}`);
}

/** Milliseconds from each request to its task, by the simulator's time of creation; both clocks are this machine's. */
async function waitForTasks(
  instance: WholeInstance,
  requests: readonly (readonly [email: string, sentAt: number])[],
): Promise<readonly number[]> {
  const { db, hubspot, portalId } = instance;
  const giveUpAt = Date.now() + TASK_WITHIN_MS;
  for (;;) {
    const tasks = await hubspot.dump({ portalId, objectType: 'tasks' });
    const aliases = await db.selectFrom('lead_alias').select(['lead_id', 'value']).execute();
    const emails = new Map(aliases.map((alias) => [alias.lead_id, alias.value]));
    const createdAt = new Map(tasks.map((task) => [emails.get(leadIdOf(task)), Date.parse(task.createdAt)]));
    const took = requests.flatMap(([email, sentAt]) => {
      const at = createdAt.get(email);
      return at === undefined ? [] : [at - sentAt];
    });
    if (took.length === requests.length) return took;
    if (Date.now() > giveUpAt)
      throw new Error(`${requests.length - took.length} requests have no task after a minute.`);
    await pause(1_000);
  }
}

/** `task/<lead>/<track>/<visit>/<purpose>` */
const leadIdOf = (task: { readonly properties: Readonly<Record<string, string | null>> }): string =>
  task.properties['leadline_ref']?.split('/')[1] ?? '';

function latencyFigures(took: readonly number[]): readonly Figure[] {
  const sorted = took.toSorted((a, b) => a - b);
  const share = (part: number): number => sorted[Math.ceil(part * sorted.length) - 1] ?? Number.NaN;
  return [
    { name: 'eventToTaskP99Ms', value: share(0.99), unit: 'ms', goal: '<= 2000' },
    { name: 'eventToTaskP50Ms', value: share(0.5), unit: 'ms', goal: null },
    { name: 'tasks', value: sorted.length, unit: '', goal: null },
  ];
}

/** PostgreSQL, Temporal, server, worker and simulator together. */
async function idleFigure(seconds: number): Promise<Figure> {
  await pause(SETTLE_MS);
  const before = await cpuSecondsOfChildren();
  const startedAt = performance.now();
  await pause(seconds * 1_000);
  const after = await cpuSecondsOfChildren();
  const used = [...after].reduce((sum, [pid, seconds]) => sum + seconds - (before.get(pid) ?? 0), 0);
  const value = used / ((performance.now() - startedAt) / 1_000);
  return { name: 'idleCpuShareOfCore', value, unit: '', goal: '<= 0.05' };
}

/** Refreshes of contacts wait a little for more of them. */
const SETTLE_MS = 30_000;
