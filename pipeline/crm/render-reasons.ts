import type { Contribution, Evaluation } from '../../domain/evaluation';
import { POINT, type Points } from '../../domain/points';
import { startOfUtcDay } from '../../domain/time';

/** What a CRM's text property takes, in characters. */
const MAX_LENGTH = 65_536;
/** Kept free for the lines that stand for what did not fit. */
const RESERVE = 2_000;

/**
 * Why a lead has its score, for a rep to read: the dated lines, newest first, that sum to the engagement exactly, then those
 * of the fit. What does not fit the CRM's limit becomes one line, so that the sum still holds.
 */
export function renderReasons(evaluation: Evaluation): string {
  const engagement = linesOf(evaluation, 'engagement');
  const fit = linesOf(evaluation, 'fit');
  const unknown = evaluation.unknown.length === 0 ? [] : [`Not known: ${evaluation.unknown.join(', ')}`];
  const fitText = [`Fit ${decimal(evaluation.fit)}, grade ${evaluation.grade}`, ...fit.map(lineText), ...unknown].join(
    '\n',
  );
  const room = MAX_LENGTH - RESERVE - fitText.length;
  const heading = `Score ${decimal(evaluation.engagement)}, level ${evaluation.level}`;
  return `${heading}\n${textWithin(engagement, Math.max(room, 0))}\n\n${fitText}`.slice(0, MAX_LENGTH);
}

/** The few lines that matter most, without caps and clamps: for a task's body. */
export function topReasons(evaluation: Evaluation, count: number): readonly string[] {
  return evaluation.contributions
    .filter((line) => line.score === 'engagement' && line.kind === 'points' && line.points > 0)
    .toSorted((a, b) => b.points - a.points || (b.day ?? 0) - (a.day ?? 0))
    .slice(0, count)
    .map(lineText);
}

/** What the lead did that weighs most, in the model's words; null when it did nothing that counts. */
export function topReason(evaluation: Evaluation): string | null {
  const [heaviest] = evaluation.contributions
    .filter((line) => line.score === 'engagement' && line.kind === 'points' && line.points > 0)
    .toSorted((a, b) => b.points - a.points || (b.day ?? 0) - (a.day ?? 0));
  return heaviest?.label ?? null;
}

/** Newest day first, within a day the weightiest; what has no date stands at the end. */
function linesOf(evaluation: Evaluation, score: Contribution['score']): readonly Contribution[] {
  return evaluation.contributions
    .filter((line) => line.score === score && line.points !== 0)
    .toSorted((a, b) => (b.day ?? -1) - (a.day ?? -1) || Math.abs(b.points) - Math.abs(a.points));
}

function textWithin(lines: readonly Contribution[], room: number): string {
  const shown: string[] = [];
  let length = 0;
  for (const [index, line] of lines.entries()) {
    const text = lineText(line);
    length += text.length + 1;
    if (length > room) {
      const rest = lines.slice(index);
      const points = rest.reduce((sum, left) => sum + left.points, 0);
      return [...shown, `${rest.length} more lines ${signed(points)}`].join('\n');
    }
    shown.push(text);
  }
  return shown.length === 0 ? 'Nothing that counts yet' : shown.join('\n');
}

/** `2026-05-01 Asked for a demo +60`, `2026-04-28 Page view x3 +2.5`, `Silent for 60 days -5`. */
function lineText(line: Contribution): string {
  const date = line.day === null ? '' : `${new Date(startOfUtcDay(line.day)).toISOString().slice(0, 10)} `;
  const count = line.kind === 'points' && line.count > 1 ? ` x${line.count}` : '';
  return `${date}${line.label}${count} ${signed(line.points)}`;
}

const decimal = (points: Points): string => String(points / POINT);

const signed = (points: Points): string => `${points < 0 ? '' : '+'}${decimal(points)}`;
