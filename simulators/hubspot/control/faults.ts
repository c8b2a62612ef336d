import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { operation } from './operation';

const answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('true') }),
  z.object({
    kind: z.literal('status'),
    status: z.number().int().min(200).max(599),
    body: z.unknown().optional(),
    headers: z.record(z.string(), z.string()).default({}),
  }),
  z.object({ kind: z.literal('html') }),
  z.object({ kind: z.literal('empty') }),
  z.object({ kind: z.literal('broken-json') }),
  z.object({ kind: z.literal('cut') }),
  z.object({ kind: z.literal('cut-body') }),
  z.object({ kind: z.literal('stall') }),
  z.object({ kind: z.literal('expire-token') }),
]);

const fault = z.object({
  method: z.string().optional(),
  path: z.string().optional(),
  apply: z.boolean().default(false),
  delayMs: z.number().min(0).optional(),
  answer,
});

/** Strikes the next calls that match; faults are tried in the order in which they were added. */
export const addFault = operation(
  fault.extend({ skip: z.number().int().min(0).default(0), times: z.number().int().min(1).default(1) }),
  (context, input) => {
    const id = randomUUID();
    context.faults.script({ ...input, id });
    return { id };
  },
);

/** Replaces all faults that strike by chance; their dice are seeded. */
export const setRandomFaults = operation(
  z.object({ faults: z.array(fault.extend({ probability: z.number().min(0).max(1) })) }),
  (context, input) => {
    context.faults.setRandom(input.faults);
    return {};
  },
);

export const clearFaults = operation(z.object({}), (context) => {
  context.faults.clear();
  return {};
});

export const pendingFaults = operation(z.object({}), (context) => context.faults.pending());
