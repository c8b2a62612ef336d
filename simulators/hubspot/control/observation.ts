import { z } from 'zod';
import { operation } from './operation';

/** Calls of the API so far, of one portal or of all; the control plane's own are not counted. */
export const counters = operation(z.object({ portalId: z.number().int().optional() }), (context, input) =>
  context.parts.counters.figures(input.portalId),
);

export const resetCounters = operation(z.object({}), (context) => {
  context.parts.counters.reset();
  return {};
});

/** What the OpenAPI documents did not allow so far; fails when the simulator does not validate. */
export const violations = operation(z.object({}), (context) => {
  if (!context.validator) throw new Error('The simulator was started without validateTraffic.');
  return context.validator.violations();
});

export const clearViolations = operation(z.object({}), (context) => {
  context.validator?.clear();
  return {};
});
