import type { Failpoint, FailpointName } from '../../../domain/failpoint';

/** The process would be gone here. Looks like a lost connection: nothing may take it for bad data. */
class Crash extends Error {
  readonly code = 'ECRASHED';
}

/** A failpoint that throws the first time a place is passed, as if the process had been killed there. */
export function crashOnceAt(place: FailpointName): Failpoint {
  let armed = true;
  return (name) => {
    if (name !== place || !armed) return;
    armed = false;
    throw new Crash(place);
  };
}
