import { writeFile } from 'node:fs/promises';
import { pino } from 'pino';
import { loadWorkspace } from '../../config/workspace';
import { noFailpoint } from '../../domain/failpoint';
import type { DecisionInputs } from '../../domain/stage';
import { stopSignal } from '../../host/stop-signal';
import { ingestWaiting } from '../../pipeline/ingest';
import { scoreWaiting } from '../../pipeline/score';
import { openDatabase, type Database } from '../../store/database';
import { listen } from '../../store/notify';
import { settleWakes, waitingWakes } from '../../store/wake';
import { startLoop } from '../../worker/loop';

/** What the stand-in for the workflows saw: how often it was woken, and what it read the last time, by lead. */
export interface WakeLog {
  readonly wakes: number;
  readonly read: Readonly<Record<string, DecisionInputs>>;
}

/**
 * The worker's loops from the inbox to the wakes, as `worker/main.ts` runs them. What follows is not measured here: in the
 * place of Temporal stands a reader that does what a woken workflow does first, read the newest decision.
 */
async function main(): Promise<void> {
  const {
    BENCH_DATABASE_URL: connectionString = '',
    BENCH_WORKSPACE: folder = '',
    BENCH_WAKE_LOG: wakeLog = '',
  } = process.env;
  const reading = loadWorkspace(folder);
  if (!reading.ok) throw new Error('The workspace has problems.');
  const { db } = openDatabase({ connectionString, maxConnections: 6 });
  const deps = { db, clock: Date.now, failpoint: noFailpoint, rules: () => reading.workspace };
  const log = pino({ level: 'error' }, pino.destination(2));
  let wakes = 0;
  const read = new Map<string, DecisionInputs>();
  const loops = {
    inbox: startLoop({ name: 'ingest', idleMs: () => 2_000, log, step: () => ingestWaiting(deps) }),
    score: startLoop({ name: 'score', idleMs: () => 2_000, log, step: () => scoreWaiting(deps) }),
    wake: startLoop({
      name: 'wakes',
      idleMs: () => 2_000,
      log,
      step: async () => {
        const taken = await readWakes(db, read);
        wakes += taken;
        return taken;
      },
    }),
  };
  const listener = listen({
    connectionString,
    channels: ['inbox', 'score', 'wake'],
    onNotify: (channel) => loops[channel].nudge(),
  });
  await listener.ready;
  process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
  await stopSignal(process.env);
  await listener.stop();
  for (const loop of Object.values(loops)) await loop.stop();
  await db.destroy();
  await writeFile(wakeLog, JSON.stringify({ wakes, read: Object.fromEntries(read) } satisfies WakeLog));
}

async function readWakes(db: Database, read: Map<string, DecisionInputs>): Promise<number> {
  const wakes = await waitingWakes(db, 400);
  if (wakes.length === 0) return 0;
  const leadIds = wakes.map((wake) => wake.leadId);
  const rows = await db
    .selectFrom('lead_score')
    .select(['lead_id', 'decision'])
    .where('lead_id', 'in', leadIds)
    .execute();
  for (const row of rows) read.set(row.lead_id, row.decision);
  await settleWakes(db, wakes);
  return wakes.length;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
