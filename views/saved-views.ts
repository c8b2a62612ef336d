import { z } from 'zod';
import { instantSchema } from './shapes';

export const savedViewSchema = z
  .object({
    viewId: z.string(),
    ownerId: z.string(),
    name: z.string(),
    query: z.string().meta({ description: "The list's query string." }),
    shared: z.boolean(),
    createdAt: instantSchema,
  })
  .meta({ id: 'SavedView' });

export const savedViewListSchema = z.object({ views: z.array(savedViewSchema).readonly() });
