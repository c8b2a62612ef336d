import type { z } from 'zod';
import type { Operations } from './control/operations';

type Name = keyof Operations;
export type ControlInput<Operation extends Name> = z.input<Operations[Operation]['input']>;
export type ControlResult<Operation extends Name> = Awaited<ReturnType<Operations[Operation]['run']>>;

/** The control plane refused an operation or could not be reached. */
export class SimulatorControlError extends Error {
  override readonly name = 'SimulatorControlError';
}

/** Records that one seeding request carries. */
const seedChunk = 2_000;

/**
 * The simulator's control plane over HTTP, for tests, benches and the demo: what a test does to HubSpot that Leadline's connector never does.
 * Every method is one operation of `control/operations.ts`, where its behaviour is described.
 */
export class HubspotSimulatorControl {
  readonly #baseUrl: string;

  constructor(baseUrl: string) {
    this.#baseUrl = baseUrl;
  }

  /** @throws SimulatorControlError when the operation is refused */
  async run<Operation extends Name>(
    name: Operation,
    input: ControlInput<Operation>,
  ): Promise<ControlResult<Operation>> {
    const response = await fetch(`${this.#baseUrl}/_simulator/${name}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(input),
    });
    // Both sides of the control plane are this folder; the shapes are those of `control/`.
    const body = (await response.json()) as { readonly result?: ControlResult<Operation>; readonly error?: string };
    if (!response.ok) throw new SimulatorControlError(`${name}: ${body.error ?? `status ${response.status}`}`);
    return body.result as ControlResult<Operation>;
  }

  /** Makes a portal with a private app and all scopes, unless told otherwise. */
  createPortal(input: ControlInput<'createPortal'> = {}) {
    return this.run('createPortal', input);
  }

  portals() {
    return this.run('portals', {});
  }

  /** Changes limits and behaviour; null lifts a limit. */
  configurePortal(input: ControlInput<'configurePortal'>) {
    return this.run('configurePortal', input);
  }

  /** Empties the rate windows and forgets today's calls. */
  resetLimits() {
    return this.run('resetLimits', {});
  }

  createApp(input: ControlInput<'createApp'>) {
    return this.run('createApp', input);
  }

  createToken(input: ControlInput<'createToken'>) {
    return this.run('createToken', input);
  }

  expireToken(token: string) {
    return this.run('expireToken', { token });
  }

  revokeToken(token: string) {
    return this.run('revokeToken', { token });
  }

  saveOwners(input: ControlInput<'saveOwners'>) {
    return this.run('saveOwners', input);
  }

  owners(input: ControlInput<'owners'>) {
    return this.run('owners', input);
  }

  getClock() {
    return this.run('getClock', {});
  }

  /** @param at ISO 8601 or epoch milliseconds; the clock stands still there unless `running` */
  setClock(input: ControlInput<'setClock'>) {
    return this.run('setClock', input);
  }

  advanceClock(ms: number) {
    return this.run('advanceClock', { ms });
  }

  resetClock() {
    return this.run('resetClock', {});
  }

  addFault(input: ControlInput<'addFault'>) {
    return this.run('addFault', input);
  }

  setRandomFaults(faults: ControlInput<'setRandomFaults'>['faults']) {
    return this.run('setRandomFaults', { faults });
  }

  clearFaults() {
    return this.run('clearFaults', {});
  }

  pendingFaults() {
    return this.run('pendingFaults', {});
  }

  /** Sends in requests of 2,000 records; each request is all or nothing. Ids in the order given. */
  async seed(input: ControlInput<'seed'>): Promise<readonly string[]> {
    const ids: string[] = [];
    for (let start = 0; start < input.records.length; start += seedChunk) {
      const chunk = await this.run('seed', { ...input, records: input.records.slice(start, start + seedChunk) });
      ids.push(...chunk.ids);
    }
    return ids;
  }

  dump(input: ControlInput<'dump'>) {
    return this.run('dump', input);
  }

  findDuplicates(input: ControlInput<'findDuplicates'>) {
    return this.run('findDuplicates', input);
  }

  /** @throws Error naming the record ids, never the values they share */
  async assertNoDuplicates(input: ControlInput<'findDuplicates'>): Promise<void> {
    const groups = await this.findDuplicates(input);
    if (groups.length === 0) return;
    const listed = groups.slice(0, 10).map(({ ids }) => ids.join(' = '));
    throw new Error(
      `${groups.length} groups of duplicate ${input.objectType} by ${input.by.join(', ')}: ${listed.join('; ')}`,
    );
  }

  /** Any record, made by hand in the user interface. */
  repCreate(input: ControlInput<'repCreate'>) {
    return this.run('repCreate', input);
  }

  /** Logs a call, e-mail, meeting, note or message about records. */
  repLog(input: ControlInput<'repLog'>) {
    return this.run('repLog', input);
  }

  repUpdate(input: ControlInput<'repUpdate'>) {
    return this.run('repUpdate', input);
  }

  changeOwner(input: {
    readonly portalId: number;
    readonly objectType: string;
    readonly id: string;
    readonly ownerId: string | null;
  }) {
    const { ownerId, ...record } = input;
    return this.run('repUpdate', { ...record, properties: { hubspot_owner_id: ownerId } });
  }

  completeTask(input: { readonly portalId: number; readonly id: string; readonly userId?: number }) {
    return this.run('repUpdate', { ...input, objectType: 'tasks', properties: { hs_task_status: 'COMPLETED' } });
  }

  openTasks(input: ControlInput<'openTasks'>) {
    return this.run('openTasks', input);
  }

  createDeal(input: {
    readonly portalId: number;
    readonly contactId: string;
    readonly properties?: Readonly<Record<string, string>>;
  }) {
    const properties = { dealname: 'New deal', dealstage: 'appointmentscheduled', ...input.properties };
    const about = [{ objectType: 'contacts', id: input.contactId }];
    return this.run('repCreate', { portalId: input.portalId, objectType: 'deals', properties, about });
  }

  repArchive(input: ControlInput<'repArchive'>) {
    return this.run('repArchive', input);
  }

  repRestore(input: ControlInput<'repRestore'>) {
    return this.run('repRestore', input);
  }

  repMerge(input: ControlInput<'repMerge'>) {
    return this.run('repMerge', input);
  }

  counters(input: ControlInput<'counters'> = {}) {
    return this.run('counters', input);
  }

  resetCounters() {
    return this.run('resetCounters', {});
  }

  /** What the OpenAPI documents did not allow; only with `validateTraffic`. */
  violations() {
    return this.run('violations', {});
  }

  clearViolations() {
    return this.run('clearViolations', {});
  }

  configureWebhooks(input: ControlInput<'configureWebhooks'>) {
    return this.run('configureWebhooks', input);
  }

  setSending(input: ControlInput<'setSending'>) {
    return this.run('setSending', input);
  }

  webhookStatus() {
    return this.run('webhookStatus', {});
  }

  /** Sends one request of the caller's choosing to the app's target: forged, stale, or genuine. */
  sendWebhook(input: ControlInput<'sendWebhook'>) {
    return this.run('sendWebhook', input);
  }

  /** Waits until no event and no request is waiting or under way; retries count as waiting. */
  async webhooksDelivered(timeoutMs = 10_000): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const { waitingEvents, waitingRequests, inFlight } = await this.webhookStatus();
      if (waitingEvents + waitingRequests + inFlight === 0) return;
      if (Date.now() > deadline) {
        throw new SimulatorControlError(
          `${waitingEvents} webhook events and ${waitingRequests} requests still wait after ${timeoutMs} ms`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
