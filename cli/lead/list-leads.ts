import { z } from 'zod';
import { LEAD_SORTS } from '../../store/lead-list';
import { leadListSchema, viewLeadList, type LeadList } from '../../views/lead-list';
import { combinedSchema, gradeSchema, stageSchema, zoneSchema } from '../../views/shapes';
import { CliFailure } from '../cli-failure';
import type { CliContext } from '../context';
import { EXIT } from '../exit-codes';
import { renderTable } from '../table';
import { instantText, pointsText } from '../wording';

const optionsSchema = z.object({
  search: z.string().min(1).optional(),
  stage: z.array(stageSchema).optional(),
  combined: z.array(combinedSchema).optional(),
  grade: z.array(gradeSchema).optional(),
  level: z.array(z.enum(['1', '2', '3', '4'])).optional(),
  zone: z.array(zoneSchema).optional(),
  owner: z.array(z.string()).optional(),
  source: z.array(z.string()).optional(),
  sort: z.enum(LEAD_SORTS),
  direction: z.enum(['asc', 'desc']),
  limit: z.int(),
  cursor: z.string().optional(),
});

export type ListOptions = z.input<typeof optionsSchema>;

const LEVELS = { 1: 1, 2: 2, 3: 3, 4: 4 } as const;

/** `leadline lead list`. */
export async function listLeads(context: CliContext, options: ListOptions): Promise<void> {
  const parsed = optionsSchema.safeParse(options);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new CliFailure(EXIT.usage, 'invalid_option', `--${String(issue?.path[0])}: ${issue?.message ?? ''}`);
  }
  const { stage, combined, grade, level, zone, owner, source, ...rest } = parsed.data;
  const list = await viewLeadList(await context.database(), {
    search: rest.search,
    stages: stage,
    combined,
    grades: grade,
    levels: level?.map((text) => LEVELS[text]),
    zones: zone,
    owners: owner,
    sources: source,
    sort: rest.sort,
    direction: rest.direction,
    cursor: rest.cursor,
    limit: rest.limit,
  });
  if (list === null)
    throw new CliFailure(EXIT.usage, 'invalid_cursor', '--cursor is not one of this list in this order.');
  context.output.result(leadListSchema.encode(list), () => leadTable(list));
  if (list.nextCursor !== null) context.output.log(`More: --cursor ${list.nextCursor}`);
}

const leadTable = (list: LeadList): string =>
  renderTable<LeadList['leads'][number]>(
    [
      { title: 'lead', value: (line) => line.leadId },
      { title: 'stage', value: (line) => line.stage },
      { title: 'cell', value: (line) => line.combined },
      {
        title: 'score',
        value: (line) => (line.engagement === null ? null : pointsText(line.engagement)),
        align: 'right',
      },
      { title: 'fit', value: (line) => (line.fit === null ? null : pointsText(line.fit)), align: 'right' },
      { title: 'owner', value: (line) => line.ownerId },
      { title: 'since', value: (line) => instantText(line.stageSince) },
      { title: 'name', value: (line) => line.name },
      { title: 'company', value: (line) => line.company },
      { title: 'e-mail', value: (line) => line.email },
    ],
    list.leads,
  );
