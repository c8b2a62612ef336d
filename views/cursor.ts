import type { z } from 'zod';

/** Turns the place where a page ends into an opaque text for callers, and back. */
export const writeCursor = (place: unknown): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** The place a cursor stands for; null if it was not made by `writeCursor` for this shape. */
export function readCursor<S extends z.ZodType>(cursor: string, shape: S): z.output<S> | null {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
  const place = shape.safeParse(json);
  return place.success ? place.data : null;
}
