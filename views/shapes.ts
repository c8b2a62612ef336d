import { z } from 'zod';
import { STAGES } from '../domain/stage';

/**
 * Shapes that several views share. A view is what the API and the command line show: instants are ISO 8601 in UTC outside
 * and epoch milliseconds inside (a codec turns one into the other); points are integers in hundredths, so that sums stay exact.
 */
export const instantSchema = z
  .codec(z.iso.datetime(), z.int(), {
    decode: (text) => Date.parse(text),
    encode: (ms) => new Date(ms).toISOString(),
  })
  .meta({ description: 'ISO 8601, UTC, with milliseconds.', example: '2026-05-04T09:30:00.000Z' });

// A union, because the document's generator makes an unsatisfiable schema of a nullable codec.
export const optionalInstantSchema = z.union([instantSchema, z.null()]);

export const pointsSchema = z.int().meta({
  description: 'Hundredths of a point: 600 is 6 points. Integers, so that sums are exact.',
  example: 600,
});

/** Ids of leads as a caller writes them. */
export const leadIdSchema = z.uuid().meta({ description: "A lead's id." });

export const stageSchema = z.enum(STAGES);
export const gradeSchema = z.enum(['A', 'B', 'C', 'D', 'U']);
export const levelSchema = z
  .union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
  .meta({ description: '4 is hottest.' });
const FIT_ROWS = ['A', 'B', 'C', 'D'] as const;
const LEVELS = [4, 3, 2, 1] as const;
export const COMBINED_SCORES = FIT_ROWS.flatMap((fit) => LEVELS.map((level) => `${fit}${level}` as const));
export const combinedSchema = z.enum(COMBINED_SCORES);
export const zoneSchema = z.enum(['priority', 'sales', 'nurture', 'account_outbound', 'none']);
export const decidedBySchema = z.enum(['leadline', 'crm', 'operator']);
export const attributeValueSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const clockStateSchema = z.enum(['running', 'met', 'breached', 'stopped']);

/** A page's continuation. */
export const nextCursorSchema = z
  .string()
  .nullable()
  .meta({ description: 'Give it as `cursor` to read on; null on the last page.' });

/** Who a lead is, as far as a line shows it. */
export const leadNameSchema = z.object({
  name: z.string().nullable(),
  company: z.string().nullable(),
  email: z.string().nullable(),
});
