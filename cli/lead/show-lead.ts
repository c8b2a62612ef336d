import { leadRecordSchema, viewLeadRecord, type LeadRecordView } from '../../views/lead-record';
import type { CliContext } from '../context';
import { findLead, noSuchLead } from '../find-lead';
import { terminalLine } from '../terminal-text';
import { fromNow, instantText, pointsText } from '../wording';

/** `leadline lead show`. */
export async function showLead(context: CliContext, text: string): Promise<void> {
  const db = await context.database();
  const leadId = await findLead(db, text);
  const record = await viewLeadRecord(db, leadId, await temporalUi(context));
  if (record === null) throw noSuchLead(text);
  context.output.result(leadRecordSchema.encode(record), () => recordText(record, context.clock()));
}

/** Null also where Temporal is not configured: a lead can be shown without it. */
async function temporalUi(context: CliContext): Promise<{ readonly url: string; readonly namespace: string } | null> {
  const temporal = await context.temporal().catch(() => null);
  return temporal?.uiUrl === undefined ? null : { url: temporal.uiUrl, namespace: temporal.namespace };
}

function recordText(record: LeadRecordView, now: number): string {
  const { score, clock } = record;
  const lines: (readonly [string, string | null])[] = [
    ['lead', record.leadId],
    ['name', record.name],
    ['company', record.company],
    ['known as', record.aliases.map((alias) => aliasText(alias)).join(', ')],
    ['from', `${record.source}, ${instantText(record.createdAt) ?? ''}`],
    ['stage', `${record.stage} since ${instantText(record.stageSince) ?? ''} (visit ${record.visitNo})`],
    ['owner', record.ownerId],
    ['recycled for', record.recycleReason],
    ['score', score === null ? 'not scored yet' : scoreText(score)],
    [
      'next',
      record.nextDeadlineAt === null
        ? null
        : `${instantText(record.nextDeadlineAt) ?? ''} (${fromNow(record.nextDeadlineAt, now)})`,
    ],
    ['clock', clock === null ? null : clockText(clock, now)],
    ...record.crm.map((link) => [link.connectionId, crmText(link)] as const),
    ['sync errors', record.openSyncErrors === 0 ? null : `${record.openSyncErrors} open`],
    ['workflow', record.workflow === null ? null : (record.workflow.url ?? record.workflow.id)],
    ['merged into', record.mergedInto],
    ...record.consents.map((consent) => [`consent: ${consent.channel}`, consent.status] as const),
    ...record.attributes.map(({ name, value }) => [name, value === null ? '(empty)' : String(value)] as const),
    ...record.outcomes.map(({ kind, value }) => [`outcome: ${kind}`, String(value)] as const),
  ];
  const shown = lines.filter(([, value]) => value !== null && value !== '');
  const width = Math.max(...shown.map(([label]) => label.length));
  return shown.map(([label, value]) => `${terminalLine(label).padEnd(width)}  ${terminalLine(value ?? '')}`).join('\n');
}

const aliasText = (alias: LeadRecordView['aliases'][number]): string =>
  alias.kind === 'email' ? alias.value : `${alias.source}/${alias.value}`;

const scoreText = (score: NonNullable<LeadRecordView['score']>): string =>
  `${pointsText(score.engagement)} (level ${score.level}), fit ${pointsText(score.fit)} (grade ${score.grade}): ${score.combined}, ${score.zone}`;

function clockText(clock: NonNullable<LeadRecordView['clock']>, now: number): string {
  const taken = clock.steps.filter((step) => step.firedAt !== null).map((step) => step.step);
  const due = `due ${instantText(clock.dueAt) ?? ''} (${fromNow(clock.dueAt, now)})`;
  return [`${clock.policy} ${clock.state}`, due, ...(taken.length > 0 ? [`taken: ${taken.join(', ')}`] : [])].join(
    ', ',
  );
}

function crmText(link: LeadRecordView['crm'][number]): string {
  const reading = link.reading;
  const said =
    reading === null
      ? 'not read yet'
      : `disposition ${reading.disposition ?? 'none'}, read ${instantText(reading.readAt) ?? ''}`;
  return `${link.objectType} ${link.crmId} (linked by ${link.linkedBy}), ${said}`;
}
