import { takeTurn } from '../../../activities/assign-rep';
import type { Workspace } from '../../../config/workspace';
import type { LeadId } from '../../../domain/lead';
import type { Routing } from '../../../lifecycle/routing';
import { recordAssignment } from '../../../store/assignment';
import type { Database } from '../../../store/database';
import { resolveLeads } from '../../../store/lead-identity';
import { storeProfiles } from '../../../store/lead-profile';
import { lockTrack } from '../../../store/lead-track';
import { aPolicy, HOT, NOW } from '../../unit/lifecycle/fixtures';
import { createTestDatabase, type TestDatabase } from '../harness/database';
import { defaultWorkspace } from '../harness/default-workspace';
import { holdTransaction, untilSomebodyWaits } from '../harness/hold-transaction';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ maxConnections: 12 });
});
afterAll(() => database.drop());
beforeEach(async () => {
  for (const table of ['assignment', 'rotation'] as const) await database.db.deleteFrom(table).execute();
});

/** The team that ships: Ana takes leads from America and, in turn with Leo, those from elsewhere. */
const withCap = (cap: number): Workspace => ({
  ...defaultWorkspace(),
  policy: aPolicy((config) => ({ ...config, go_live: { ...config.go_live, max_new_mql_per_rep_day: cap } })),
});

let names = 0;
const leadFrom = async (country: string): Promise<LeadId> => {
  const alias = { kind: 'external' as const, source: 'test', value: `p${(names += 1)}` };
  return await database.db.transaction().execute(async (tx) => {
    const [lead] = await resolveLeads(tx, { references: [[alias]], source: 'test', now: NOW });
    const { leadId } = lead!;
    const told = { leadId, occurredAt: NOW, knownAt: NOW, source: 'test', sourceId: 'profile' };
    await storeProfiles(tx, { attributes: [{ ...told, name: 'country', value: country }] }, { quiet: false });
    return leadId;
  });
};

/** As a hand-off does: the lead's track first, then the turn, then the ledger. */
const give = async (tx: Database, workspace: Workspace, leadId: LeadId): Promise<Routing> => {
  const track = (await lockTrack(tx, { leadId, track: 'main' }))!;
  const routing = await takeTurn(tx, workspace, { track, decision: HOT, settledAt: null, exclude: [], asOf: NOW });
  if (routing.kind === 'assigned') await recordAssignment(tx, track, { attempt: 1, ...routing, assignedAt: NOW });
  return routing;
};

const inTransaction = (workspace: Workspace, leadId: LeadId): Promise<Routing> =>
  database.db.transaction().execute((tx) => give(tx, workspace, leadId));

it('two leads at once in two territories of one rep do not share the last place under the cap', async () => {
  const workspace = withCap(1);
  const [american, other] = [await leadFrom('US'), await leadFrom('BR')];
  const first = await holdTransaction(database.db, (tx) => give(tx, workspace, american));
  expect(first.result).toMatchObject({ kind: 'assigned', repId: 'ana', territory: 'americas' });

  const second = inTransaction(workspace, other);
  await untilSomebodyWaits(database.db);
  await first.commit();

  expect(await second).toMatchObject({ kind: 'assigned', repId: 'leo', territory: 'elsewhere' });
});

it('a burst over all territories ends with everybody at the cap, and the others queued', async () => {
  const workspace = withCap(2);
  const leadIds: LeadId[] = [];
  for (let lead = 0; lead < 24; lead += 1) leadIds.push(await leadFrom(['US', 'DE', 'BR'][lead % 3]!));
  const routings = await Promise.all(leadIds.map((leadId) => inTransaction(workspace, leadId)));
  const given = routings.flatMap((routing) => (routing.kind === 'assigned' ? [routing.repId] : []));
  expect(given.toSorted()).toEqual(['ana', 'ana', 'leo', 'leo']);
});
