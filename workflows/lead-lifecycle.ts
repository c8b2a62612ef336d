import {
  ActivityFailure,
  allHandlersFinished,
  ApplicationFailure,
  condition,
  continueAsNew,
  isCancellation,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { CalledMove, LeadActivities, LeadMoment, Step, Stock } from '../activities/lead-activities';
import { STAGES } from '../domain/stage';
import { DAY_MS, type EpochMs } from '../domain/time';
import { Alarm } from './alarm';
import { Backoff } from './backoff';
import { CrmPast } from './crm-past';
import { LeadMail } from './lead-mail';
import {
  moveUpdate,
  standingQuery,
  wakeSignal,
  type LeadLifecycleInput,
  type MoveRequest,
  type Standing,
} from './messages';
import { OWNER_ATTRIBUTE, STAGE_ATTRIBUTE } from './search-attributes';

// Short SQL work runs inside the workflow task: one marker in the history instead of three events and a task-queue trip.
const { takeStock, moveLead, handOff, stopClock, escalate } = proxyLocalActivities<LeadActivities>({
  startToCloseTimeout: '15 seconds',
  // A hiccup is retried at once; whatever lasts longer is waited for by the workflow, which keeps its history short.
  retry: { initialInterval: '200 milliseconds', maximumAttempts: 5 },
});

/** A run is renewed by its age, so that a lead that waits for months moves to the newest code. A renewal costs 11 events. */
const RENEW_AFTER_MS = 90 * DAY_MS;
const RENEW_AT_EVENTS = 70;
const RENEW_AT_SIGNALS = 900;
/** A stage change renews the run unless it has only just begun. */
const YOUNG_RUN_EVENTS = 36;

/**
 * A lead's way through the stages of one track, for one episode. It waits for news or a deadline, then reads from SQL where
 * the lead stands and does the one thing called for: move it, hand it to a rep, stop the rep's clock, escalate. Stage, owner,
 * clock and history lie in SQL; this is what acts on them in time, so it can be rebuilt from SQL at any moment.
 */
export async function leadLifecycle(input: LeadLifecycleInput): Promise<void> {
  const mail = new LeadMail();
  const alarm = new Alarm();
  let standing: Standing = { stage: null, visitNo: null, waitsUntil: null, waitsFor: null };
  const past = new CrmPast(input.leadId);
  const setbacks = new Backoff({ firstMs: 10_000, longestMs: 10 * 60_000 });
  let deadline: EpochMs = 0;

  setHandler(wakeSignal, () => mail.wake());
  setHandler(moveUpdate, (request) => mail.askForMove(request), { validator: refuseUnknownStage });
  setHandler(standingQuery, () => standing);

  // A touch made in time may not have been read yet: nobody is called late before the CRM has been asked. If it cannot be
  // read, this waits for news or for the next attempt, whose instant it returns.
  const askCrm = async (dueAt: EpochMs): Promise<EpochMs | null> => {
    const refusal = await past.read(dueAt);
    if (refusal === null) return null;
    alarm.setFor(refusal.retryAt, `Ask the CRM again: ${refusal.code}`);
    return await nextMoment(mail, alarm);
  };

  let stock: Stock | null = null;

  /** Does the one thing called for, or waits. Resolves to whether the episode is over. */
  const advance = async (): Promise<boolean> => {
    if (stock === null || mail.hasNews) {
      mail.markRead();
      stock = await takeStock({ leadId: input.leadId, track: input.track, asOf: Math.max(Date.now(), deadline) });
    }
    const moment: LeadMoment = { leadId: input.leadId, track: input.track, asOf: Math.max(Date.now(), deadline) };
    const { visitNo, call, nextStep } = stock;
    const dueStep: Step | null = nextStep !== null && nextStep.dueAt <= moment.asOf ? nextStep : null;
    standing = describe(stock, dueStep);

    if (mail.hasMoves) {
      stock = await mail.settleMove((request) => moveLead({ ...moment, visitNo, move: overrideOf(request) }));
      await renewAfterMove(input, mail);
    } else if (stock.closed) {
      return await isQuiescent(mail);
    } else if (call?.deadlineAt !== undefined && !past.reaches(call.deadlineAt)) {
      deadline = (await askCrm(call.deadlineAt)) ?? deadline;
      stock = null;
    } else if (call !== null) {
      stock = (await moveLead({ ...moment, visitNo, move: call })).stock;
      await renewAfterMove(input, mail);
    } else if (stock.owesHandOff) {
      stock = await handOff({ ...moment, visitNo });
    } else if (stock.touchedAt !== null) {
      stock = await stopClock({ ...moment, visitNo, touchedAt: stock.touchedAt });
    } else if (dueStep !== null && !past.reaches(dueStep.dueAt)) {
      deadline = (await askCrm(dueStep.dueAt)) ?? deadline;
      stock = null;
    } else if (dueStep !== null) {
      stock = await escalate({ ...moment, visitNo, step: dueStep });
    } else {
      publish(stock);
      const renewAt = workflowInfo().runStartTime.getTime() + RENEW_AFTER_MS;
      if (stock.wakeAt !== null && stock.wakeAt < renewAt) alarm.setFor(stock.wakeAt, stock.wakeFor ?? 'Look again');
      else alarm.setFor(renewAt, 'Move to the newest code');
      deadline = await nextMoment(mail, alarm);
      // The time of a step has come: stock is taken once, of what the CRM says too.
      if (nextStep !== null && deadline >= nextStep.dueAt && !mail.hasNews)
        deadline = (await askCrm(nextStep.dueAt)) ?? deadline;
      stock = null;
    }
    return false;
  };

  for (;;) {
    try {
      if (await advance()) return;
      setbacks.reset();
    } catch (error) {
      // A step that fails for good, by a bug or a database that stays away, must not end the keeping of a lead's promises.
      const code = codeOfFailedStep(error);
      mail.refuseMoves(error);
      alarm.setFor(Date.now() + setbacks.next(), `Try again: ${code}`);
      setCurrentDetails(`A step has failed (\`${code}\`) and is tried again; the log of the worker says more.`);
      deadline = await nextMoment(mail, alarm);
      stock = null;
    }
    if (isSpent(mail)) await renew(input, mail);
  }
}

/** Throws again what is no failed activity: only those can be waited out. */
function codeOfFailedStep(error: unknown): string {
  if (!(error instanceof ActivityFailure) || isCancellation(error)) throw error;
  return error.cause instanceof ApplicationFailure ? (error.cause.type ?? 'unknown') : 'unknown';
}

/** Waits for news or the alarm. Returns the deadline that rang, or 0: what follows is evaluated at no earlier an instant. */
async function nextMoment(mail: LeadMail, alarm: Alarm): Promise<EpochMs> {
  await condition(() => mail.hasNews || alarm.rings);
  return alarm.answer() ?? 0;
}

/** A run that has grown long or old, or nears the 10,000 signals that the server accepts of one. */
function isSpent(mail: LeadMail): boolean {
  const run = workflowInfo();
  return (
    run.continueAsNewSuggested ||
    run.historyLength >= RENEW_AT_EVENTS ||
    mail.signalCount >= RENEW_AT_SIGNALS ||
    Date.now() - run.runStartTime.getTime() >= RENEW_AFTER_MS
  );
}

async function renewAfterMove(input: LeadLifecycleInput, mail: LeadMail): Promise<void> {
  if (workflowInfo().historyLength > YOUNG_RUN_EVENTS) await renew(input, mail);
}

/** Wakes that arrive meanwhile are not lost: the new run reads SQL first of all. */
async function renew(input: LeadLifecycleInput, mail: LeadMail): Promise<void> {
  if (await isQuiescent(mail)) await continueAsNew<typeof leadLifecycle>(input);
}

/** Whether the run may end: every handler has answered. False when another move was asked for, which only the loop can settle. */
async function isQuiescent(mail: LeadMail): Promise<boolean> {
  await condition(() => allHandlersFinished() || mail.hasMoves);
  return !mail.hasMoves;
}

function refuseUnknownStage(request: MoveRequest): void {
  if (STAGES.includes(request.to)) return;
  throw ApplicationFailure.nonRetryable(`There is no stage "${request.to}".`, 'unknown_stage');
}

const overrideOf = (request: MoveRequest): CalledMove => ({
  to: request.to,
  cause: 'operator_override',
  decidedBy: 'operator',
  actor: request.actor,
  noteId: request.noteId,
});

function describe(stock: Stock, dueStep: Step | null): Standing {
  return {
    stage: stock.stage,
    visitNo: stock.visitNo,
    waitsUntil: dueStep?.dueAt ?? stock.wakeAt,
    waitsFor: dueStep?.step ?? stock.wakeFor,
  };
}

/** What an admin sees in Temporal's UI: attributes only when they change, since each change is an event. */
function publish(stock: Stock): void {
  const known = workflowInfo().typedSearchAttributes;
  const owner = stock.ownerId ?? 'nobody';
  if (known.get(STAGE_ATTRIBUTE) !== stock.stage || known.get(OWNER_ATTRIBUTE) !== owner) {
    upsertSearchAttributes([
      { key: STAGE_ATTRIBUTE, value: stock.stage },
      { key: OWNER_ATTRIBUTE, value: owner },
    ]);
  }
  setCurrentDetails(
    `Stage **${stock.stage}** (visit ${stock.visitNo}), owner ${owner}. ` +
      (stock.wakeAt === null
        ? 'Waits for news.'
        : `Waits until ${new Date(stock.wakeAt).toISOString()}: ${stock.wakeFor ?? 'look again'}.`),
  );
}
