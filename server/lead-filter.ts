import { z } from 'zod';
import type { LeadFilter } from '../store/lead-list';
import { combinedSchema, gradeSchema, stageSchema, zoneSchema } from '../views/shapes';
import { someOf, storableText } from './request-shapes';

const LEVEL_TEXTS = { 1: 1, 2: 2, 3: 3, 4: 4 } as const;

/** Filters of leads as query parameters. Repeat a parameter for alternatives: `stage=mql&stage=sal`. */
export const leadFilterShape = {
  search: storableText(200).optional().meta({
    description: "Words; each must be the beginning of an e-mail, of a source's id, of a name or of a company.",
  }),
  stage: someOf(stageSchema),
  combined: someOf(combinedSchema),
  grade: someOf(gradeSchema),
  level: someOf(z.enum(['1', '2', '3', '4'])),
  zone: someOf(zoneSchema),
  owner: someOf(storableText(100)).meta({ description: "Reps' ids; `none` stands for leads nobody owns." }),
  source: someOf(storableText(100)),
};

type FilterQuery = z.output<z.ZodObject<typeof leadFilterShape>>;

export const leadFilterOf = (query: FilterQuery): LeadFilter => ({
  search: query.search,
  stages: query.stage,
  combined: query.combined,
  grades: query.grade,
  levels: query.level?.map((level) => LEVEL_TEXTS[level]),
  zones: query.zone,
  owners: query.owner,
  sources: query.source,
});
