import type { Level } from '../domain/evaluation';
import type { Points } from '../domain/points';
import { type EpochMs, startOfUtcDay, type UtcDay, utcDay } from '../domain/time';
import type { CompiledModel, SilenceStep } from './compiled-model';
import { engagementOf, levelOf, silenceOn, sumOf, takenBySilence } from './engagement';
import type { FoldState } from './fold';
import { type GroupSums, type GroupTally, sumsOn } from './tally';

/** How far ahead a change is looked for. With nothing found but something still possible, it is time to look again. */
export const LOOK_AHEAD_DAYS = 400;

/** What engagement and intent may be without anything having changed. Time alone never adds to intent. */
interface Unchanged {
  /** Ends included. */
  readonly engagement: readonly [Points, Points];
  readonly leastIntent: Points;
}

/** A day and what the groups come to on it. */
interface Moment {
  readonly day: UtcDay;
  readonly sums: GroupSums;
}

/**
 * The first instant after `day` at which time alone changes something: level, a hand raise or product qualification that
 * runs out, a silence that takes more, a watched movement of points; null if nothing ever will. Looks 400 days ahead; what
 * may change later is answered by the 400th day, to look again. May be early, never late.
 */
export function nextChange(
  model: CompiledModel,
  tallies: readonly GroupTally[],
  fold: FoldState,
  day: UtcDay,
): EpochMs | null {
  const now: Moment = { day, sums: sumsOn(tallies, day) };
  const unchanged = unchangedRange(model, now, silenceOn(model, fold.humanAt, day));
  const horizon = day + LOOK_AHEAD_DAYS;
  const dated = firstDatedChange(model, tallies, fold, day);
  const until = Math.min(horizon, dated - 1);
  const search = { tallies, unchanged };
  let from = now;
  let silence = silenceOn(model, fold.humanAt, day);
  for (const [start, step] of silencesAfter(model, fold.humanAt, day)) {
    if (start > until) break;
    const eve = { day: start - 1, sums: sumsOn(tallies, start - 1) };
    const found = firstDeparture(search, silence, from, eve);
    if (found !== null) return startOfUtcDay(found);
    from = { day: start, sums: sumsOn(tallies, start) };
    const sum = sumOf(from.sums);
    if (takenBySilence(sum, step) !== takenBySilence(sum, silence) || departs(unchanged, step, from.sums))
      return startOfUtcDay(start);
    silence = step;
  }
  const end = { day: until, sums: sumsOn(tallies, until) };
  const found = firstDeparture(search, silence, from, end);
  if (found !== null) return startOfUtcDay(found);
  if (dated <= horizon) return startOfUtcDay(dated);
  return dated < Infinity || mayChangeAfter(model, search, silence, end) ? startOfUtcDay(horizon) : null;
}

function unchangedRange(model: CompiledModel, { sums }: Moment, silence: SilenceStep | null): Unchanged {
  const engagement = engagementOf(sumOf(sums), silence);
  const level = levelOf(model, engagement);
  const { levels, watchedIntent } = model;
  const lowest: Record<Level, Points> = { ...levels, 1: 0 };
  const above: Record<Level, Points> = { 1: levels[2], 2: levels[3], 3: levels[4], 4: Infinity };
  return {
    engagement: [lowest[level], above[level] - 1],
    leastIntent: watchedIntent.findLast((threshold) => threshold <= sums.intent) ?? 0,
  };
}

/** The first later day on which something runs out or, being dated ahead, begins to count. */
function firstDatedChange(model: CompiledModel, tallies: readonly GroupTally[], fold: FoldState, day: UtcDay): UtcDay {
  let first = Infinity;
  const consider = (candidate: UtcDay): void => {
    if (candidate > day && candidate < first) first = candidate;
  };
  for (const [at, validDays] of [
    [fold.handRaisedAt, model.handRaiseValidDays],
    [fold.productQualifiedAt, model.pqlValidDays],
  ] as const) {
    if (at === null) continue;
    consider(utcDay(at));
    consider(utcDay(at) + validDays);
  }
  for (const { rules } of tallies)
    for (const { days } of rules) if ((days[days.length - 1] ?? 0) > day) consider(days.find((one) => one > day) ?? 0);
  return first;
}

function silencesAfter(model: CompiledModel, humanAt: EpochMs | null, day: UtcDay): [UtcDay, SilenceStep][] {
  if (humanAt === null) return [];
  return model.silence
    .map((step): [UtcDay, SilenceStep] => [utcDay(humanAt) + step.afterDays, step])
    .filter(([start]) => start > day);
}

interface Search {
  readonly tallies: readonly GroupTally[];
  readonly unchanged: Unchanged;
}

/**
 * The first day after `from` up to `to` on which engagement or intent departs, under one silence step. `from` itself has not
 * departed. Points only fade, so what the ends of a stretch come to bounds all days between: stretches that cannot depart
 * are skipped whole.
 */
function firstDeparture(search: Search, silence: SilenceStep | null, from: Moment, to: Moment): UtcDay | null {
  if (from.day >= to.day || !mayDepart(search.unchanged, silence, from.sums, to.sums)) return null;
  if (to.day - from.day === 1) return departs(search.unchanged, silence, to.sums) ? to.day : null;
  const day = Math.floor((from.day + to.day) / 2);
  const middle = { day, sums: sumsOn(search.tallies, day) };
  return firstDeparture(search, silence, from, middle) ?? firstDeparture(search, silence, middle, to);
}

const departs = (unchanged: Unchanged, silence: SilenceStep | null, sums: GroupSums): boolean =>
  mayDepart(unchanged, silence, sums, sums);

function mayDepart(unchanged: Unchanged, silence: SilenceStep | null, from: GroupSums, to: GroupSums): boolean {
  const [lowest, highest] = unchanged.engagement;
  return (
    to.intent < unchanged.leastIntent ||
    engagementOf(to.interest + to.intent + from.minus, silence) < lowest ||
    engagementOf(from.interest + from.intent + to.minus, silence) > highest
  );
}

/** Whether anything is left that could change beyond the days looked at. */
function mayChangeAfter(model: CompiledModel, search: Search, silence: SilenceStep | null, end: Moment): boolean {
  const forever = sumsOn(search.tallies, Infinity);
  const deepest = model.silence[model.silence.length - 1] ?? null;
  const most = end.sums.interest + end.sums.intent + forever.minus;
  const silenceMayTakeMore = deepest !== silence && takenBySilence(most, deepest) !== takenBySilence(most, silence);
  return silenceMayTakeMore || mayDepart(search.unchanged, silence, end.sums, forever);
}
