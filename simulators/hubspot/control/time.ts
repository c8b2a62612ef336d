import { z } from 'zod';
import { operation, type ControlContext } from './operation';

/** ISO 8601 or epoch milliseconds. */
export const moment = z.union([z.number(), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))]);

function state({ parts }: ControlContext) {
  return { nowMs: parts.clock.now(), ...parts.clock.state() };
}

export const getClock = operation(z.object({}), state);

/** Stands still at the given time, or runs on from it. */
export const setClock = operation(z.object({ at: moment, running: z.boolean().default(false) }), (context, input) => {
  if (input.running) context.parts.clock.runFrom(input.at);
  else context.parts.clock.freeze(input.at);
  return state(context);
});

export const advanceClock = operation(z.object({ ms: z.number() }), (context, input) => {
  context.parts.clock.advance(input.ms);
  return state(context);
});

export const resetClock = operation(z.object({}), (context) => {
  context.parts.clock.reset();
  return state(context);
});
