import { leadWhySchema, viewLeadWhy, type LeadWhy } from '../../views/lead-why';
import { createWorkspaceReader } from '../../views/workspaces';
import { CliFailure } from '../cli-failure';
import type { CliContext } from '../context';
import { EXIT } from '../exit-codes';
import { findLead, noSuchLead } from '../find-lead';
import { instantText, pointsText, signedPoints } from '../wording';

/** `leadline lead why`. */
export async function explainLead(context: CliContext, text: string, at: number | undefined): Promise<void> {
  const db = await context.database();
  const leadId = await findLead(db, text);
  const now = context.clock();
  const why = await viewLeadWhy({ db, workspaces: createWorkspaceReader(db) }, { leadId, asOf: at ?? now, now });
  if (why === null) throw noSuchLead(text);
  if (why === 'no_model') {
    throw new CliFailure(EXIT.conflict, 'no_model', 'No workspace was ever activated, so there is no model.');
  }
  context.output.result(leadWhySchema.encode(why), () => whyText(why));
}

function whyText(why: LeadWhy): string {
  const { engagement, fit, model } = why;
  const then = model.liveThen ? 'live since' : 'not live yet then; first live';
  return [
    `${why.leadId} is ${why.combined} as of ${instantText(why.asOf) ?? ''}`,
    `model ${model.workspaceId.slice(0, 12)}, ${then} ${instantText(model.activatedAt) ?? ''}`,
    '',
    ...sumText(`Score ${pointsText(engagement.points)} (level ${engagement.level})`, engagement),
    '',
    ...sumText(`Fit ${pointsText(fit.points)} (grade ${fit.grade})`, fit),
    ...(fit.unknown.length === 0 ? [] : [`  unknown: ${fit.unknown.join(', ')}`]),
    ...(why.disqualifiedBy === null ? [] : ['', `Out of market: ${why.disqualifiedBy}`]),
    '',
    why.nextChangeAt === null
      ? 'Time alone changes nothing within 400 days.'
      : `Time alone changes something at ${instantText(why.nextChangeAt) ?? ''}.`,
  ].join('\n');
}

type Line = LeadWhy['fit']['lines'][number];

/** The lines and their sum. That it is the score is checked, not asserted: a line too few would be a bug worth hearing of. */
function sumText(title: string, part: { readonly points: number; readonly lines: readonly Line[] }): readonly string[] {
  const sum = part.lines.reduce((total, line) => total + line.points, 0);
  if (sum !== part.points) throw new Error(`the lines sum to ${sum}, the score is ${part.points}`);
  const lines = part.lines.map((line) => ({
    day: line.day === null ? '' : new Date(line.day * 86_400_000).toISOString().slice(0, 10),
    points: signedPoints(line.points),
    text: `${line.label}${line.count > 1 ? ` × ${line.count}` : ''}${decayText(line)}`,
  }));
  const width = Math.max(0, ...lines.map((line) => line.points.length));
  const counted = part.lines.length === 1 ? '1 line sums' : `${part.lines.length} lines sum`;
  return [
    title,
    ...lines.map((line) => `  ${line.day.padEnd(10)}  ${line.points.padStart(width)}  ${line.text}`),
    `  ${counted} to ${pointsText(sum)}, exactly.`,
  ];
}

const decayText = (line: Line): string =>
  line.basePoints === line.points || line.kind !== 'points' ? '' : ` (was ${pointsText(line.basePoints)})`;
