import { ApplicationFailure } from '@temporalio/common';
import { codesOnly } from '../../../activities/codes-only';
import { LeadlineError } from '../../../domain/errors';

const failureOf = async (error: unknown): Promise<ApplicationFailure> => {
  const failing = codesOnly(() => Promise.reject(error as Error));
  return (await failing(null).catch((reason: unknown) => reason)) as ApplicationFailure;
};

describe('what an activity lets into a history of an error', () => {
  it('is its code and its place, and not a word of its message', async () => {
    const message = 'duplicate key: (email)=(jane@initech.example)\n    at jane@initech.example\nDetail: Jane Doe';
    const failure = await failureOf(Object.assign(new Error(message), { code: '23505' }));
    expect(failure).toBeInstanceOf(ApplicationFailure);
    expect(failure.type).toBe('23505');
    expect(failure.nonRetryable).not.toBe(true);
    expect(failure.stack).toContain('codes-only.test.ts');
    expect(`${failure.message} ${failure.stack ?? ''}`).not.toMatch(/jane/i);
  });

  it('is the name of an error without a code', async () => {
    expect((await failureOf(new TypeError('x of Jane'))).type).toBe('TypeError');
    expect((await failureOf('Jane')).type).toBe('unknown');
  });

  it('is our own code where the error is ours, and a refusal as it stands', async () => {
    expect((await failureOf(new LeadlineError('bad_value', 'Jane'))).type).toBe('bad_value');
    const refusal = ApplicationFailure.nonRetryable('There is no such lead.', 'lead_unknown');
    expect(await failureOf(refusal)).toBe(refusal);
  });
});
