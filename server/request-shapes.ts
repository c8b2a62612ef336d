import { z } from 'zod';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../pipeline/manage-users';
import { leadIdSchema } from '../views/shapes';

/** Shapes that requests share. Query parameters arrive as text, or as a list of texts where one was repeated. */

/**
 * Text of so many characters: code points, as JSON Schema counts them, where zod's own lengths count UTF-16 units.
 * PostgreSQL's text holds neither NUL nor half a surrogate pair; only the former can be said in a pattern.
 */
const textOf = ({ shortest, longest }: { readonly shortest: number; readonly longest: number }) =>
  z
    .string()
    .refine((text) => !text.includes('\0') && text.isWellFormed(), 'holds a character that cannot be stored')
    .check(({ value, issues }) => {
      const { length } = Array.from(value);
      if (length > longest) {
        issues.push({ code: 'too_big', origin: 'string', maximum: longest, inclusive: true, input: value });
      }
      if (length < shortest) {
        issues.push({ code: 'too_small', origin: 'string', minimum: shortest, inclusive: true, input: value });
      }
    })
    .meta({ ...(shortest > 0 ? { minLength: shortest } : {}), maxLength: longest, pattern: '^[^\\u0000]*$' });

export const possiblyEmptyText = (longest: number) => textOf({ shortest: 0, longest });

export const storableText = (longest: number) => textOf({ shortest: 1, longest });

/** An address as RFC 5322 has it, without quotes, comments and addresses of machines. */
const EMAIL =
  /^(?=[^@]{1,64}@)[A-Za-z0-9_!#$%&'*+/=?^`{|}~-]+(?:\.[A-Za-z0-9_!#$%&'*+/=?^`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])$/;

export const emailSchema = z.email({ pattern: EMAIL }).max(254).meta({ pattern: EMAIL.source });

/** One that is being chosen. What is long needs no rules about its letters. */
export const newPasswordSchema = textOf({ shortest: SHORTEST_PASSWORD, longest: LONGEST_PASSWORD }).meta({
  format: 'password',
});

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

/** A number as a parameter writes it: in decimals, where JavaScript would also read ` 5 `, `0x10` and nothing at all. */
export const numberParameter = <S extends z.ZodNumber>(schema: S) =>
  z.preprocess((value) => (typeof value === 'string' && DECIMAL.test(value) ? Number(value) : value), schema);

const DECIMAL = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;

export const limitSchema = (most: number) =>
  numberParameter(z.int().min(1).max(most)).default(Math.min(50, most)).meta({ description: 'Rows on a page.' });

export const cursorSchema = z
  .string()
  .max(2_000)
  .regex(/^[A-Za-z0-9_-]+$/, 'is not a cursor')
  .meta({ description: '`nextCursor` of the page before, with the same filters.' });

const END_OF_TIME_MS = Date.parse('2100-01-01T00:00:00Z');

/** An instant in a query: ISO 8601 with a zone, or epoch milliseconds. */
export const instantParameter = z
  .union(
    [z.iso.datetime({ offset: true }), z.string().regex(/^\d{1,13}$/)],
    'must be ISO 8601 with a zone, or whole milliseconds since 1970',
  )
  .transform((text) => (/^\d+$/.test(text) ? Number(text) : Date.parse(text)))
  // Nothing is known beyond these, and the database cannot write down every year.
  .transform((ms) => Math.min(Math.max(ms, 0), END_OF_TIME_MS))
  .meta({
    description: 'ISO 8601 with a zone, or milliseconds since 1970. Before 1970 counts as 1970, after 2100 as 2100.',
    example: '2026-05-04T09:30:00Z',
  });

export const leadPath = z.strictObject({ leadId: leadIdSchema });
export const userPath = z.strictObject({ userId: z.uuid() });
export const errorPath = z.strictObject({ errorId: numberParameter(z.int().min(1).max(Number.MAX_SAFE_INTEGER)) });

/** How far a board looks. */
export const boardShape = {
  soonHours: numberParameter(z.number().min(0.1).max(240))
    .default(4)
    .meta({ description: 'Due within this is due soon.' }),
  pastDays: numberParameter(z.int().min(1).max(90)).default(7).meta({
    description: 'How old decided promises may be. A breach that nobody has answered stays however old it is.',
  }),
};
