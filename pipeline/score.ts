import type { Failpoint } from '../domain/failpoint';
import type { LeadId } from '../domain/lead';
import type { Clock, EpochMs } from '../domain/time';
import { wishContacts, wishDriftedContacts } from '../store/crm-wish';
import type { Database } from '../store/database';
import { loadProfiles } from '../store/lead-facts';
import {
  distrustScores,
  readScoringStates,
  recordEvaluationChanges,
  writeScores,
  type ScoringState,
} from '../store/lead-score';
import { notify } from '../store/notify';
import {
  dropScoringWork,
  lockLeads,
  lockWaitingLeads,
  takeScoringWork,
  takeWholeLog,
  type ScoringWork,
  type WaitingLead,
} from '../store/score-queue';
import { recordSyncErrors } from '../store/sync-error';
import { isTransient, reasonOf } from '../store/transient-error';
import { wakeLeads } from '../store/wake';
import type { Trail } from './trail';
import { leadIdOf, scoreLead, type LeadInHand, type ScoredLead, type ScoringRules } from './score-lead';

export interface ScoreDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly failpoint: Failpoint;
  /** Absent where nothing is traced. */
  readonly trail?: Trail | undefined;
  /** The rules in force. Asked at each step, so that an activated workspace holds from the next one. */
  readonly rules: () => ScoringRules;
}

/** The most leads of one step, and how far back in the queue it looks for them. */
const LEADS_A_STEP = 6_000;
const WINDOW = 16_000;
/** Leads whose log is read from the beginning: few at a time, since a log may be long. */
const REBUILDS_A_STEP = 500;

/**
 * Scores the leads that have waited longest, with all that waits for them, in one transaction: newest evaluation, history
 * of what a decision reads, wakes and CRM wishes together. Resolves to how many leads it dealt with. Several may run at
 * once. A lead that cannot be scored becomes a sync error and holds up no other.
 */
export async function scoreWaiting(deps: ScoreDeps): Promise<number> {
  let waiting: readonly WaitingLead[] = [];
  try {
    return await scoreStep(deps, async (tx) => {
      waiting = await lockWaitingLeads(tx, { leads: LEADS_A_STEP, window: WINDOW });
      return scoreTaken(deps, tx, waiting);
    });
  } catch (error) {
    if (isTransient(error) || waiting.length === 0) throw error;
    return scoreApart(deps, waiting);
  }
}

/**
 * Evaluates these leads as of an instant, in the caller's transaction; waits for a scorer that has one in hand. For
 * deciders that must not read a score that time has overtaken: they are not woken, since they are about to read. New
 * activity stays in the queue, except that of leads last scored by other rules: they are folded anew from the whole log,
 * and nothing of them waits any longer.
 */
export async function scoreLeads(
  tx: Database,
  rules: ScoringRules,
  { leadIds, asOf }: { readonly leadIds: readonly LeadId[]; readonly asOf: EpochMs },
): Promise<void> {
  const locked = await lockLeads(tx, leadIds, 'wait');
  const states = await readScoringStates(tx, locked);
  const [outdated, current] = partition([...states.values()], (state) => state.score?.workspaceId !== rules.id);
  const inHand = [
    ...current.map((state) => ({ state, work: NO_WORK, rebuild: false, profile: null })),
    ...(await gatherLogs(tx, outdated)),
  ];
  await evaluateAll(tx, { rules, asOf }, inHand);
}

async function scoreStep(deps: ScoreDeps, step: (tx: Database) => Promise<number>): Promise<number> {
  const done = await deps.db.transaction().execute(async (tx) => {
    const leads = await step(tx);
    if (leads > 0) deps.failpoint('score.before_commit');
    return leads;
  });
  if (done > 0) deps.failpoint('score.after_commit');
  return done;
}

async function scoreTaken(deps: ScoreDeps, tx: Database, waiting: readonly WaitingLead[]): Promise<number> {
  const startedAt = deps.clock();
  const done = await scoreLocked(tx, { rules: deps.rules(), asOf: startedAt }, waiting);
  await deps.trail?.step(tx, { name: 'score', leadIds: waiting.map((lead) => lead.leadId), startedAt });
  return done;
}

/** With what, and as of when, leads are evaluated. */
interface Yardstick {
  readonly rules: ScoringRules;
  readonly asOf: EpochMs;
}

async function scoreLocked(tx: Database, yardstick: Yardstick, waiting: readonly WaitingLead[]): Promise<number> {
  if (waiting.length === 0) return 0;
  const recompute = new Set(waiting.filter((lead) => lead.recompute).map((lead) => lead.leadId));
  const leadIds = waiting.map((lead) => lead.leadId);
  const states = await readScoringStates(tx, leadIds);
  // A lead that is on no track any more has nothing to be scored for.
  await dropScoringWork(
    tx,
    leadIds.filter((leadId) => !states.has(leadId)),
  );
  const [rebuilds, updates] = partition([...states.values()], (state) => {
    return state.score?.workspaceId !== yardstick.rules.id || recompute.has(state.leadId);
  });
  // The other rebuilds keep their place in the queue, for the next step.
  const inHand = [...(await gatherNews(tx, updates)), ...(await gatherLogs(tx, rebuilds.slice(0, REBUILDS_A_STEP)))];
  await wakeWorkflows(tx, await evaluateAll(tx, yardstick, inHand));
  return waiting.length;
}

/** What is new about leads whose score is built on. */
async function gatherNews(tx: Database, states: readonly ScoringState[]): Promise<readonly LeadInHand[]> {
  const leadIds = states.map((state) => state.leadId);
  const works = await takeScoringWork(tx, { leadIds, window: WINDOW });
  const profiles = await loadProfiles(
    tx,
    leadIds.filter((leadId) => works.get(leadId)?.profile === true),
  );
  return states.map((state) => {
    const work = works.get(state.leadId) ?? NO_WORK;
    return { state, work, rebuild: false, profile: profiles.get(state.leadId) ?? null };
  });
}

/** All there is about leads that are folded anew. */
async function gatherLogs(tx: Database, states: readonly ScoringState[]): Promise<readonly LeadInHand[]> {
  const leadIds = states.map((state) => state.leadId);
  const works = await takeWholeLog(tx, leadIds);
  const profiles = await loadProfiles(tx, leadIds);
  return states.map((state) => {
    const work = works.get(state.leadId) ?? NO_WORK;
    return { state, work, rebuild: true, profile: profiles.get(state.leadId) ?? null };
  });
}

/** Nothing waits: the lead is looked at because time has passed. */
const NO_WORK: ScoringWork = { activities: [], profile: false, quiet: false };

async function evaluateAll(
  tx: Database,
  { rules, asOf: now }: Yardstick,
  leads: readonly LeadInHand[],
): Promise<readonly ScoredLead[]> {
  const scored = leads.map((lead) => scoreLead(rules, lead, now));
  await writeScores(
    tx,
    scored.map((lead) => lead.score),
  );
  await recordEvaluationChanges(
    tx,
    idsWhere(scored, (lead) => lead.decisionChanged),
  );
  await wishContacts(tx, { leadIds: idsWhere(scored, (lead) => lead.shownChanged), purpose: 'refresh', now });
  await wishDriftedContacts(tx, { leadIds: idsWhere(scored, (lead) => lead.drifted && !lead.shownChanged), now });
  return scored;
}

/** Tells the workflows of the leads whose decisions may be others now. */
async function wakeWorkflows(tx: Database, scored: readonly ScoredLead[]): Promise<void> {
  const woken = idsWhere(scored, (lead) => lead.wake);
  await wakeLeads(tx, woken);
  if (woken.length > 0) await notify(tx, 'wake');
}

/** In id order, in which outboxes are locked. */
const idsWhere = (scored: readonly ScoredLead[], test: (lead: ScoredLead) => boolean): readonly LeadId[] =>
  scored.filter(test).map(leadIdOf).toSorted();

/** After a failure of the step: halves, and halves of the half that fails, until the lead at fault stands alone. */
async function scoreApart(deps: ScoreDeps, waiting: readonly WaitingLead[]): Promise<number> {
  try {
    return await scoreStep(deps, async (tx) => {
      const leadIds = waiting.map((lead) => lead.leadId);
      const locked = new Set(await lockLeads(tx, leadIds, 'skip'));
      const own = waiting.filter((lead) => locked.has(lead.leadId));
      return scoreTaken(deps, tx, own);
    });
  } catch (error) {
    const [only] = waiting;
    if (isTransient(error) || only === undefined) throw error;
    if (waiting.length === 1) return setAside(deps, only.leadId, error);
    const middle = Math.ceil(waiting.length / 2);
    return (await scoreApart(deps, waiting.slice(0, middle))) + (await scoreApart(deps, waiting.slice(middle)));
  }
}

/** Its activities stay in the log; what is stored of its score is built on no more, so that a retry starts from the log. */
async function setAside(deps: ScoreDeps, leadId: LeadId, error: unknown): Promise<number> {
  return deps.db.transaction().execute(async (tx) => {
    const locked = await lockLeads(tx, [leadId], 'skip');
    await dropScoringWork(tx, locked);
    await distrustScores(tx, locked);
    const reports = locked.map((id) => ({
      connectionId: 'scoring',
      direction: 'in' as const,
      code: 'lead_not_scored',
      message: `The lead could not be scored, its last score stands: ${reasonOf(error)}`,
      remedy:
        'Nothing is lost: retry it after an upgrade of Leadline or of the model; if it fails again, report a bug.',
      leadId: id,
      origin: `score:${id}`,
    }));
    await recordSyncErrors(tx, reports, deps.clock());
    return locked.length;
  });
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
