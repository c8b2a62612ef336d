import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { liveLeadYear } from '../../bench/lead-year';
import type { LeadId } from '../../domain/lead';
import { DAY_MS } from '../../domain/time';
import { startEmbeddedPostgres } from '../../store/embedded-server';
import { TEST_DATABASE_SETTING } from '../integration/harness/database';
import { startLifecycle, type Lifecycle } from '../workflow/harness';
import { AMERICAN, repSays, requestDemo } from '../workflow/scenes';
import { toStoredHistory, withAnotherActivity, type StoredHistory } from './stored-history';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const HISTORIES = join(__dirname, 'histories');

/** What leads live through while it is recorded; resolves to whose histories are kept. */
const STORIES: Readonly<Record<string, (life: Lifecycle) => Promise<LeadId>>> = {
  'untouched-through-its-ladder': async (life) => {
    const { leadId, handedOffAt } = await requestDemo(life);
    for (let minutes = 11; minutes <= 3 * 60; minutes += 13) await life.advanceTo(handedOffAt + minutes * MINUTE_MS);
    await life.advanceTo(handedOffAt + 12 * DAY_MS);
    await life.untilStage(leadId, 'recycled');
    return leadId;
  },
  'met-by-a-touch-read-late': async (life) => {
    const { leadId, handedOffAt } = await requestDemo(life);
    await life.advanceTo(handedOffAt + 20 * MINUTE_MS);
    life.crm.touches.push({ leadId, occurredAt: handedOffAt + 12 * MINUTE_MS });
    await life.advanceTo(handedOffAt + 40 * MINUTE_MS);
    return leadId;
  },
  'crm-out-of-reach-at-the-deadline': async (life) => {
    const { leadId, handedOffAt } = await requestDemo(life);
    life.crm.reachable = false;
    await life.advanceTo(handedOffAt + 2 * HOUR_MS);
    life.crm.reachable = true;
    await life.advanceTo(handedOffAt + 4 * HOUR_MS);
    return leadId;
  },
  'rejected-recycled-and-back': async (life) => {
    const { leadId } = await requestDemo(life);
    await repSays(life, leadId, 'not_now');
    await life.untilStage(leadId, 'recycled');
    await life.advanceTo((await life.now()) + 100 * DAY_MS);
    await life.untilStage(leadId, 'nurture');
    await life.act(leadId, 'demo_request');
    await life.untilStage(leadId, 'mql');
    return leadId;
  },
  accepted: async (life) => {
    const { leadId } = await requestDemo(life);
    await repSays(life, leadId, 'accepted');
    await life.untilStage(leadId, 'sal');
    return leadId;
  },
  'moved-by-an-operator': async (life) => {
    const leadId = await life.addLead({ country: 'US' });
    await life.act(leadId, 'page_view');
    await life.untilStage(leadId, 'nurture');
    await life.override(leadId, 'nurture').catch(() => undefined);
    await life.override(leadId, 'sql');
    return leadId;
  },
  'first-scoring-quiet': async (life) => {
    const leadId = await life.addLead(AMERICAN, true);
    for (const type of ['trial_start', 'roi_calculator', 'comparison_page', 'security_page']) {
      await life.act(leadId, type, { quiet: true });
    }
    await life.untilStage(leadId, 'mql');
    return leadId;
  },
  'out-of-market': async (life) => {
    const leadId = await life.addLead({ ...AMERICAN, country: 'Atlantis' });
    await life.act(leadId, 'demo_request');
    await life.untilStage(leadId, 'disqualified');
    return leadId;
  },
  'lead-year': async (life) => (await liveLeadYear(life)).leadId,
};

/** Runs of a story that are kept: the longest ones. */
const KEPT_RUNS = 3;

/**
 * Records histories anew, by the present code. By hand (`npm run histories`), after a change of behaviour that old histories
 * are known to survive: the ones to be replaced must have replayed on it first.
 */
async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'leadline-histories-'));
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), onLog: () => undefined });
  process.env[TEST_DATABASE_SETTING] = server.connectionString;
  const life = await startLifecycle();
  try {
    await mkdir(HISTORIES, { recursive: true });
    for (const name of await readdir(HISTORIES)) if (name.endsWith('.json')) await rm(join(HISTORIES, name));
    for (const [story, tell] of Object.entries(STORIES)) await record(life, story, tell);
  } finally {
    await life.stop();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function record(life: Lifecycle, story: string, tell: (life: Lifecycle) => Promise<LeadId>): Promise<void> {
  const leadId = await tell(life);
  const runs = (await life.histories(leadId)).map(toStoredHistory);
  const longest = runs.toSorted((a, b) => b.events.length - a.events.length).slice(0, KEPT_RUNS);
  for (const [index, run] of runs.entries()) {
    if (longest.includes(run)) await save(runs.length === 1 ? story : `${story}-${String(index + 1)}`, run);
  }
  if (story !== 'untouched-through-its-ladder') return;
  const asks = longest.find((run) => JSON.stringify(run).includes('"readCrmPast"'));
  if (asks === undefined) throw new Error('No run of the ladder asks the CRM.');
  await save('broken-other-activity', withAnotherActivity(asks, { was: 'readCrmPast', is: 'readCrmNow' }));
}

/** An event a line, so that a difference can be read. */
async function save(name: string, history: StoredHistory): Promise<void> {
  const lines = history.events.map((event) => JSON.stringify(event));
  await writeFile(join(HISTORIES, `${name}.json`), `{"events":[\n${lines.join(',\n')}\n]}\n`);
  process.stdout.write(`${name}: ${String(lines.length)} events\n`);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
