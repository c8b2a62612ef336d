import { z } from 'zod';

/** What a row of the file is. Any kind may carry attributes, consents, activities and outcomes; the kind says what must be there. */
const IMPORT_KINDS = ['leads', 'activities', 'outcomes'] as const;

const word = z.string().min(1);
const name = z.string().regex(/^[a-z][a-z0-9_]*$/, 'write it in small letters with underscores, e.g. time_on_site');
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
/** Text with columns in braces: `{Prospect ID}/visits`. `{Lead Number:integer}` writes 660737.0 as 660737. */
const template = word;

const columnValue = z.strictObject({
  column: word,
  type: z.enum(['text', 'number', 'integer', 'boolean']).default('text'),
  /** Words that mean "not answered" in this column, beside those of the whole file. */
  empty: z.array(z.string()).default([]),
  /** What the file's words are called here. Compared without regard to case. */
  values: z.record(z.string(), scalar).optional(),
  /** What happens to a word that `values` does not list. */
  otherwise: z.enum(['keep', 'refuse', 'unknown']).default('keep'),
});

const dated = z.strictObject({
  column: word,
  /** `iso`, `epoch_ms`, `epoch_s`, or a pattern of luxon's such as `dd/MM/yyyy HH:mm`. */
  format: word.default('iso'),
  /** IANA zone of times that name none. */
  zone: word.optional(),
});

const instant = z.union([z.literal('import_start'), dated]);

const condition = z
  .strictObject({
    column: word,
    is: z.array(z.string()).min(1).optional(),
    not: z.array(z.string()).min(1).optional(),
    answered: z.boolean().optional(),
    above: z.number().optional(),
  })
  .refine(
    (value) => [value.is, value.not, value.answered, value.above].filter((test) => test !== undefined).length === 1,
    {
      message: 'a condition needs exactly one test',
      params: { remedy: 'write one of is, not, answered, above' },
    },
  );

const text = z.union([template, columnValue]);

const activity = z.strictObject({
  /** The activity's type in the workspace's vocabulary, or the column that tells it. */
  type: z.union([name, columnValue]),
  /** Names the activity once and for all at its source, so that importing it again counts once. */
  id: template,
  when: z.array(condition).default([]),
  occurredAt: instant.optional(),
  asset: text.optional(),
  props: z.record(name, columnValue).default({}),
});

const statement = { occurredAt: instant.optional() };

/** A mapping file. See docs/import.md. */
export const mappingSchema = z.strictObject({
  /** What a row is. */
  rows: z.enum(IMPORT_KINDS),
  /** The system the file is from. Ids are unique within it, and everything imported carries its name. */
  source: z.string().regex(/^[a-z][a-z0-9_-]*$/, 'write it in small letters, e.g. x-education'),
  csv: z.strictObject({ delimiter: z.string().length(1).default(',') }).default({ delimiter: ',' }),
  /** Words that mean "not answered" in every column. An empty cell always does. */
  empty: z.array(z.string()).default([]),
  identity: z
    .strictObject({
      /** Column with the source's own id of the person. */
      external: z
        .strictObject({
          column: word,
          /** Where that id is another system's than the file's source. */
          source: word.optional(),
          /** The unique property in the CRM that holds the same id: no import before the CRM connection links by it. */
          linkBy: word.optional(),
        })
        .optional(),
      email: z.strictObject({ column: word }).optional(),
    })
    .refine((value) => value.external !== undefined || value.email !== undefined, {
      message: 'nothing says whom a row is about',
      params: { remedy: 'name a column under external, under email, or under both' },
    }),
  /** When the row's statements and activities happened, unless one says otherwise. */
  occurredAt: instant,
  /** When it became known, where the file tells that too; otherwise history counts as known when it happened. */
  knownAt: dated.optional(),
  attributes: z.record(name, columnValue.extend(statement)).default({}),
  /** Written to a CRM only where the CRM asks for a value and nobody has told it. */
  placeholders: z.record(name, template).default({}),
  consents: z
    .array(
      z
        .strictObject({
          channel: name,
          column: word,
          granted: z.array(z.string()).default([]),
          withdrawn: z.array(z.string()).default([]),
          /** Words that say nothing either way. Any other word refuses the row. */
          silent: z.array(z.string()).default([]),
          ...statement,
        })
        .refine((value) => value.granted.length + value.withdrawn.length > 0, {
          message: 'no word grants or withdraws consent',
          params: { remedy: 'list words under granted, under withdrawn, or under both' },
        }),
    )
    .default([]),
  activities: z.array(activity).default([]),
  outcomes: z
    .array(
      columnValue.extend({
        /** What became of the lead, or the column that tells it. */
        kind: z.union([name, columnValue]),
        /** The source's own id of the outcome; without it, one of a kind, a time and a value counts once per lead. */
        id: template.optional(),
        ...statement,
      }),
    )
    .default([]),
  /** Columns that are left out, and why: a column that is neither used nor listed here stops the import. '' has no name. */
  ignored: z.array(z.strictObject({ columns: z.array(z.string()).min(1), because: word })).default([]),
});

export type Mapping = z.output<typeof mappingSchema>;
export type ColumnValue = z.output<typeof columnValue>;
export type InstantRule = z.output<typeof instant>;
export type DatedRule = z.output<typeof dated>;
export type Condition = z.output<typeof condition>;
export type ActivityRule = Mapping['activities'][number];
