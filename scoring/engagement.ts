import type { Level } from '../domain/evaluation';
import type { Points } from '../domain/points';
import { type EpochMs, type UtcDay, utcDay } from '../domain/time';
import type { CompiledModel, SilenceStep } from './compiled-model';
import { onScale } from './fit';
import type { GroupSums } from './tally';

/** The silence step in force on a day; null while the lead is not that silent, or never did anything. */
export function silenceOn(model: CompiledModel, humanAt: EpochMs | null, day: UtcDay): SilenceStep | null {
  if (humanAt === null) return null;
  const silentDays = day - utcDay(humanAt);
  return model.silence.findLast((step) => step.afterDays <= silentDays) ?? null;
}

/** What silence takes: never more than there is. */
export const takenBySilence = (sum: Points, step: SilenceStep | null): Points =>
  step === null ? 0 : Math.min(step.takes, Math.max(0, sum));

export const sumOf = ({ interest, intent, minus }: GroupSums): Points => interest + intent + minus;

/** Engagement on the scale of 0..100 points. */
export const engagementOf = (sum: Points, silence: SilenceStep | null): Points =>
  onScale(sum - takenBySilence(sum, silence));

export function levelOf({ levels }: CompiledModel, engagement: Points): Level {
  if (engagement >= levels[4]) return 4;
  if (engagement >= levels[3]) return 3;
  return engagement >= levels[2] ? 2 : 1;
}

/** The instant as long as it holds: its day and the `validDays - 1` days after it. */
export const whileValid = (at: EpochMs | null, validDays: number, day: UtcDay): EpochMs | null =>
  at !== null && day >= utcDay(at) && day - utcDay(at) < validDays ? at : null;
