import type { Points } from '../domain/points';
import { type Band, overlap, parseBand } from './band';
import type { ModelProblem } from './compiled-model';
import { toPoints } from './wording';

/** Reads a table of bands, telling of unreadable and overlapping ones. */
export function parseBands(
  path: (string | number)[],
  bands: Readonly<Record<string, number>>,
  report: (problem: ModelProblem) => void,
): { text: string; band: Band; points: Points }[] {
  const parsed: { text: string; band: Band; points: Points }[] = [];
  for (const [text, points] of Object.entries(bands)) {
    const band = parseBand(text);
    if (band === null) {
      report({
        path: [...path, text],
        message: `"${text}" is not a band of numbers`,
        remedy: 'write it like 1-9, 5000+, <10M, >=250 or ">=2 <4"',
      });
      continue;
    }
    const clash = parsed.find((one) => overlap(one.band, band));
    if (clash)
      report({
        path: [...path, text],
        message: `the bands "${clash.text}" and "${text}" overlap`,
        remedy: 'end one before the other begins; both ends of 1-9 belong to it',
      });
    parsed.push({ text, band, points: toPoints(points) });
  }
  return parsed;
}
