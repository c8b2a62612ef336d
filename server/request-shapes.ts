import { z } from 'zod';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../pipeline/manage-users';
import { leadIdSchema } from '../views/shapes';

/** Shapes that requests share. Query parameters arrive as text, or as a list of texts where one was repeated. */

/** PostgreSQL's text holds neither NUL nor half a surrogate pair. */
export const possiblyEmptyText = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine((text) => !text.includes('\0') && text.isWellFormed(), 'holds a character that cannot be stored');

export const storableText = (longest: number) => possiblyEmptyText(longest).min(1);

export const emailSchema = z.email().max(320);

/** One that is being chosen. What is long needs no rules about its letters. */
export const newPasswordSchema = possiblyEmptyText(LONGEST_PASSWORD)
  .min(SHORTEST_PASSWORD)
  .meta({ format: 'password' });

/** One that is given as proof: whatever it is, it is right or wrong. */
export const givenPasswordSchema = storableText(1_000).meta({ format: 'password' });

/** The secret of a link: what stands behind `#token=`. */
export const linkTokenSchema = storableText(200);

/** A parameter that may be repeated; absent: undefined. */
export const someOf = <S extends z.ZodType>(item: S) =>
  z
    .preprocess(
      (value) => (value === undefined || Array.isArray(value) ? value : [value]),
      z.array(item).min(1).max(50).optional(),
    )
    .optional();

export const limitSchema = (most: number) =>
  z.coerce.number().int().min(1).max(most).default(Math.min(50, most)).meta({ description: 'Rows on a page.' });

export const cursorSchema = storableText(2_000).meta({
  description: '`nextCursor` of the page before, with the same filters.',
});

/** An instant in a query: ISO 8601 with a zone, or epoch milliseconds. Between 1970 and 2100. */
export const instantParameter = z
  .union(
    [z.iso.datetime({ offset: true }), z.string().regex(/^\d{1,13}$/)],
    'must be ISO 8601 with a zone, or whole milliseconds since 1970',
  )
  .transform((text) => (/^\d+$/.test(text) ? Number(text) : Date.parse(text)))
  .refine((ms) => ms >= 0 && ms < 4_102_444_800_000, 'must lie between 1970 and 2100')
  .meta({ description: 'ISO 8601 with a zone, or milliseconds since 1970.', example: '2026-05-04T09:30:00Z' });

export const leadPath = z.strictObject({ leadId: leadIdSchema });
export const userPath = z.strictObject({ userId: z.uuid() });
export const errorPath = z.strictObject({ errorId: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });

/** How far a board looks. */
export const boardShape = {
  soonHours: z.coerce.number().min(0.1).max(240).default(4).meta({ description: 'Due within this is due soon.' }),
  pastDays: z.coerce.number().int().min(1).max(90).default(7).meta({
    description: 'How old decided promises may be. A breach that nobody has answered stays however old it is.',
  }),
};
