import { z } from 'zod';
import { problemOfIssues } from '../../../server/problem';

const shape = z.strictObject({
  to: z.enum(['nurture', 'mql']),
  limit: z.int().min(1).max(10),
  lines: z.array(z.strictObject({ points: z.number() })),
});

const problemOf = (value: unknown, part: 'body' | 'query' = 'body') => {
  const { error } = shape.safeParse(value);
  return problemOfIssues(part, error!);
};
const good = { to: 'mql', limit: 5, lines: [] };

describe('a problem made of what zod found', () => {
  it.each([
    [{ ...good, to: 'hot' }, 'to', 'Give one of: nurture, mql.'],
    [{ ...good, limit: 0 }, 'limit', 'Give at least 1.'],
    [{ ...good, limit: 11 }, 'limit', 'Give at most 10.'],
    [{ ...good, lines: [{ points: 1 }, { points: 'many' }] }, 'lines[1].points', 'Give a value of type number.'],
    [{ ...good, lines: [{ points: 1, day: 2 }] }, 'lines[0].day', 'Remove it; /api/openapi.json lists the fields.'],
    [{ to: 'mql', limit: 5 }, 'lines', 'Give a value of type array.'],
  ])('names the field of %j as the caller wrote it, with a remedy', (value, field, remedy) => {
    const { errors } = problemOf(value);
    expect(errors.map((error) => [error.field, error.remedy])).toEqual([[field, remedy]]);
  });

  it('lists every field at once, each unknown one by itself', () => {
    const { errors, detail } = problemOf({ ...good, limit: 'x', a: 1, b: 2 });
    expect(errors.map((error) => error.field).toSorted()).toEqual(['a', 'b', 'limit']);
    expect(detail).toBe('The body has 3 errors.');
  });

  it('is 422 for a body that was understood, and 400 for parameters', () => {
    expect(problemOf({}).status).toBe(422);
    expect(problemOf({}, 'query').status).toBe(400);
  });
});
