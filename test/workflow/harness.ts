import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { temporal } from '@temporalio/proto';
import { createLeadActivities } from '../../activities/create-lead-activities';
import type { PastActivities } from '../../activities/crm-activities';
import { parseWorkspace, type Workspace } from '../../config/workspace';
import { noFailpoint, type FailpointName } from '../../domain/failpoint';
import type { AttributeValue, LeadId } from '../../domain/lead';
import type { Stage } from '../../domain/stage';
import type { EpochMs } from '../../domain/time';
import { moveLeadByOperator } from '../../pipeline/lead-workflow-client';
import { relayWakes } from '../../pipeline/relay';
import { scoreWaiting } from '../../pipeline/score';
import { sweepDue } from '../../pipeline/sweep';
import { storeActivities } from '../../store/activity';
import { at, type Database } from '../../store/database';
import { resolveLeads } from '../../store/lead-identity';
import { storeProfiles } from '../../store/lead-profile';
import { leadWorkflowId } from '../../domain/workflow-id';
import { TASK_QUEUE, type MoveResult } from '../../workflows/messages';
import { workflowBundle } from '../../worker/workflow-bundle';
import { createTestDatabase } from '../integration/harness/database';
import { until } from '../integration/servers/until';

const ROOT = join(__dirname, '..', '..');

/** What the CRM would say when it is read: the touches a rep has made there, or that it cannot be read. */
export interface CrmBehind {
  reachable: boolean;
  /** Every reading ends in an error that nobody has foreseen. */
  broken: boolean;
  readonly touches: { leadId: LeadId; occurredAt: EpochMs }[];
}

export interface Lifecycle {
  readonly db: Database;
  readonly env: TestWorkflowEnvironment;
  readonly workspace: Workspace;
  readonly crm: CrmBehind;
  /** Failpoints at which activities fail, whenever they come by, with an error that quotes a person. */
  readonly failing: Set<FailpointName>;
  /** Time of the test server. */
  now(): Promise<EpochMs>;
  advanceTo(instant: EpochMs): Promise<void>;
  /** A lead of the given attributes that is known by an e-mail. */
  addLead(attributes: Readonly<Record<string, AttributeValue>>, quiet?: boolean): Promise<LeadId>;
  /** The lead does something now, and everything that follows at once has happened. */
  act(leadId: LeadId, type: string, options?: { readonly quiet?: boolean; readonly asset?: string }): Promise<void>;
  /** Scores what waits and carries wakes to the workflows. */
  settle(): Promise<void>;
  wake(leadId: LeadId): Promise<void>;
  stageOf(leadId: LeadId): Promise<Stage>;
  untilStage(leadId: LeadId, stage: Stage): Promise<void>;
  movesOf(leadId: LeadId): Promise<readonly string[]>;
  override(leadId: LeadId, to: Stage): Promise<MoveResult>;
  /** Histories of all runs of the lead's present episode, oldest first. */
  histories(leadId: LeadId): Promise<readonly temporal.api.history.v1.IHistory[]>;
  stop(): Promise<void>;
}

Runtime.install({ logger: new DefaultLogger('WARN') });

/** The real workflow, activities and scorer on real PostgreSQL and Temporal's time-skipping server. */
export async function startLifecycle(options: { readonly mode?: 'observe' | 'tasks' } = {}): Promise<Lifecycle> {
  const path = process.env['LEADLINE_TEST_SERVER'];
  if (path === undefined) throw new Error('LEADLINE_TEST_SERVER is not set: run this through `npm test`.');
  const [database, env] = await Promise.all([createTestDatabase(), startTimeSkipping(path)]);
  await registerSearchAttributes(env);
  const { db } = database;
  const workspace = defaultWorkspace();
  await connectCrm(db, options.mode ?? 'tasks');
  const crm: CrmBehind = { reachable: true, broken: false, touches: [] };
  const failing = new Set<FailpointName>();
  const failpoint = (name: FailpointName): void => {
    if (failing.has(name)) throw new Error('duplicate key (email)=(someone@initech.example)');
  };
  const worker = await Worker.create({
    connection: env.nativeConnection,
    taskQueue: TASK_QUEUE,
    workflowBundle: await workflowBundle(new DefaultLogger('ERROR')),
    activities: {
      ...createLeadActivities({ db, workspace: () => workspace, failpoint }),
      ...crmReader(db, crm),
    },
  });
  const running = worker.run();
  const steps = lifecycleSteps({ db, env, workspace });
  return {
    db,
    env,
    workspace,
    crm,
    failing,
    ...steps,
    stop: async () => {
      worker.shutdown();
      await running;
      await env.teardown();
      await database.drop();
    },
  };
}

const START_ATTEMPTS = 5;

/** The SDK gives the server five seconds to answer; on a machine that is busy elsewhere a JVM may take longer to start. */
export async function startTimeSkipping(path: string): Promise<TestWorkflowEnvironment> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await TestWorkflowEnvironment.createTimeSkipping({
        server: { executable: { type: 'existing-path', path } },
      });
    } catch (error) {
      if (attempt === START_ATTEMPTS) throw error;
    }
  }
}

function lifecycleSteps({ db, env, workspace }: { db: Database; env: TestWorkflowEnvironment; workspace: Workspace }) {
  const workflows = env.client.workflow;
  const now = (): Promise<EpochMs> => env.currentTimeMs();
  let activities = 0;

  const settle = async (): Promise<void> => {
    const asOf = await now();
    const deps = { db, failpoint: noFailpoint, clock: () => asOf, rules: () => workspace };
    await sweepDue(deps);
    await until(async () => {
      while ((await scoreWaiting(deps)) > 0);
      while ((await relayWakes({ db, workflows, clock: Date.now, failpoint: noFailpoint })) > 0);
      return await nothingWaits();
    });
  };

  // A lead that its workflow holds at the moment is passed over by the scorer, and is to be scored nonetheless.
  const nothingWaits = async (): Promise<boolean> => {
    const waiting = db
      .selectFrom('score_queue')
      .select('lead_id')
      .unionAll(db.selectFrom('wake').select('lead_id'))
      .limit(1);
    return (await waiting.executeTakeFirst()) === undefined;
  };

  const addLead: Lifecycle['addLead'] = async (attributes, quiet = false) => {
    const asOf = await now();
    return await db.transaction().execute(async (tx) => {
      activities += 1;
      const [lead] = await resolveLeads(tx, {
        references: [[{ kind: 'email', value: `lead-${String(activities)}@initech.example` }]],
        source: 'test',
        quiet,
        now: asOf,
      });
      const leadId = lead!.leadId;
      const facts = Object.entries(attributes).map(([name, value]) => ({
        leadId,
        name,
        value,
        occurredAt: asOf,
        knownAt: asOf,
        source: 'test',
        sourceId: name,
      }));
      await storeProfiles(tx, { attributes: facts }, { quiet });
      return leadId;
    });
  };

  const trackOf = (leadId: LeadId) =>
    db.selectFrom('lead_track').selectAll().where('lead_id', '=', leadId).executeTakeFirstOrThrow();
  const stageOf = async (leadId: LeadId): Promise<Stage> => (await trackOf(leadId)).stage;

  return {
    now,
    settle,
    addLead,
    stageOf,
    advanceTo: async (instant: EpochMs) => {
      await env.sleep(Math.max(instant - (await now()), 1));
      await settle();
    },
    act: async (leadId: LeadId, type: string, extra: { quiet?: boolean; asset?: string } = {}) => {
      const asOf = await now();
      activities += 1;
      const activity = {
        leadId,
        aliasId: null,
        source: 'test',
        sourceId: `activity-${String(activities)}`,
        type,
        occurredAt: asOf,
        knownAt: asOf,
        ...(extra.asset === undefined ? {} : { asset: extra.asset }),
      };
      await storeActivities(db, [activity], { quiet: extra.quiet ?? false });
      await settle();
    },
    wake: async (leadId: LeadId) => {
      await db
        .insertInto('wake')
        .values({ lead_id: leadId })
        .onConflict((c) => c.doNothing())
        .execute();
      await settle();
    },
    untilStage: (leadId: LeadId, stage: Stage) => until(async () => (await stageOf(leadId)) === stage),
    movesOf: async (leadId: LeadId) => {
      const moves = await db
        .selectFrom('stage_move')
        .selectAll()
        .where('lead_id', '=', leadId)
        .orderBy('visit_no')
        .execute();
      return moves.map((move) => `${move.to_stage}: ${move.cause}`);
    },
    override: async (leadId: LeadId, to: Stage) => {
      const { id } = await db
        .insertInto('note')
        .values({ lead_id: leadId, author: 'key:test', text: 'Met her at the fair.', written_at: at(await now()) })
        .returning('id')
        .executeTakeFirstOrThrow();
      const { track, episode } = await trackOf(leadId);
      return await moveLeadByOperator(workflows, { leadId, track, episode }, { to, noteId: id, actor: 'key:test' });
    },
    histories: async (leadId: LeadId) => {
      const { track, episode } = await trackOf(leadId);
      return await historiesOf(env, leadWorkflowId({ leadId, track, episode }));
    },
  };
}

/** The time-skipping server cannot list runs, so they are walked backwards through the "continued from" links. */
async function historiesOf(
  env: TestWorkflowEnvironment,
  workflowId: string,
): Promise<readonly temporal.api.history.v1.IHistory[]> {
  const found: temporal.api.history.v1.IHistory[] = [];
  let runId: string | undefined;
  do {
    const history = await env.client.workflow.getHandle(workflowId, runId).fetchHistory();
    found.unshift(history);
    const started = history.events?.[0]?.workflowExecutionStartedEventAttributes;
    runId = started?.continuedExecutionRunId === '' ? undefined : (started?.continuedExecutionRunId ?? undefined);
  } while (runId !== undefined);
  return found;
}

function crmReader(db: Database, crm: CrmBehind): PastActivities {
  return {
    readCrmPast: async ({ leadId, deadline }) => {
      if (crm.broken) throw new Error('a bug');
      if (!crm.reachable) return { read: false, code: 'unreachable' };
      for (const touch of crm.touches.filter((one) => one.leadId === leadId)) {
        await db
          .insertInto('crm_touch')
          .values({
            connection_id: 'hubspot',
            kind: 'logged_call',
            crm_id: `call-${String(touch.occurredAt)}`,
            lead_id: leadId,
            occurred_at: at(touch.occurredAt),
            known_at: at(deadline),
          })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
      return { read: true, readAt: deadline };
    },
  };
}

async function connectCrm(db: Database, mode: 'observe' | 'tasks'): Promise<void> {
  await db
    .insertInto('connection')
    .values({
      id: 'hubspot',
      vendor: 'hubspot',
      mode,
      settings: '{}',
      secrets: Buffer.from('sealed'),
      created_at: at(0),
    })
    .execute();
}

async function registerSearchAttributes(env: TestWorkflowEnvironment): Promise<void> {
  const { INDEXED_VALUE_TYPE_KEYWORD } = temporal.api.enums.v1.IndexedValueType;
  await env.connection.operatorService.addSearchAttributes({
    namespace: env.namespace ?? 'default',
    searchAttributes: { LeadlineStage: INDEXED_VALUE_TYPE_KEYWORD, LeadlineOwner: INDEXED_VALUE_TYPE_KEYWORD },
  });
}

function defaultWorkspace(): Workspace {
  const text = (name: string): string => readFileSync(join(ROOT, 'workspace', name), 'utf8');
  const reading = parseWorkspace({
    'scoring.yaml': text('scoring.yaml'),
    'lifecycle.yaml': text('lifecycle.yaml'),
    'team.yaml': text('team.yaml'),
    'connections.yaml': 'connections: []\n',
  });
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.workspace;
}
