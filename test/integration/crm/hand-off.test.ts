import { sql } from 'kysely';
import { CrmCallError } from '../../../connectors/crm-port';
import { pauseConnections, resumeConnections } from '../../../store/connection';
import { wishTask } from '../../../store/crm-wish';
import { undeliveredHandOffs } from '../../../store/crm-wish-backlog';
import { listSyncErrors } from '../../../store/sync-error';
import { handOff, refresh, seedLead, seedLeads } from './leads';
import { CONNECTION, createWorld, START, startStage, type Stage, type World } from './world';

let stage: Stage;
let world: World;

beforeAll(async () => {
  stage = await startStage();
});
afterAll(async () => {
  await stage.stop();
});
beforeEach(async () => {
  world = await createWorld(stage);
});

const contacts = async () => await world.control.dump({ portalId: world.portalId, objectType: 'contacts' });
const tasks = async () =>
  await world.control.dump({ portalId: world.portalId, objectType: 'tasks', associations: ['contacts'] });
const wishes = async () =>
  await world.db.selectFrom('crm_wish').select(['ref', 'state', 'purpose', 'error_code']).orderBy('ref').execute();

describe('a hand-off', () => {
  it('writes the contact with score, reasons and owner, and a task about it', async () => {
    const leadId = await seedLead(world.db, {
      email: 'jane@acme.test',
      attributes: { last_name: 'Doe', country: 'US' },
      did: ['demo_request', 'pricing_page'],
      ownerId: 'ana',
    });
    await handOff(world.db, [leadId]);

    const result = await world.deliver();

    expect(result).toMatchObject({ sent: 2, failed: 0, remaining: 0, waitMs: null });
    const [contact] = await contacts();
    expect(contact?.properties).toMatchObject({
      email: 'jane@acme.test',
      lastname: 'Doe',
      leadline_lead_id: leadId,
      leadline_stage: 'mql',
      leadline_owner: 'ana',
      hubspot_owner_id: '500',
    });
    const [task] = await tasks();
    expect(task).toMatchObject({
      associations: { contacts: [contact?.id] },
      properties: {
        leadline_ref: `task/${leadId}/main/2/first_touch`,
        hs_task_status: 'NOT_STARTED',
        hs_task_type: 'CALL',
        hubspot_owner_id: '500',
        hs_timestamp: '2026-05-01T14:00:00Z',
      },
    });
    expect(task?.properties['hs_task_subject']).toContain('Demo or contact sales');
  });

  it('gives reasons that sum to the score, in hundredths', async () => {
    const leadId = await seedLead(world.db, {
      email: 'jane@acme.test',
      did: ['demo_request', 'pricing_page', 'pricing_page', 'webinar_attended', 'download'],
    });
    await handOff(world.db, [leadId]);
    await world.deliver();

    const [contact] = await contacts();
    const reasons = contact?.properties['leadline_reasons'] ?? '';
    expect(reasons).toMatch(/^2026-04-30 Demo or contact sales \+\d+/m);
    const [engagement = ''] = reasons.split('\n\n');
    const hundredths = (text = '') => Math.round(Number(text) * 100);
    const sum = engagement
      .split('\n')
      .slice(1)
      .reduce((total, line) => total + hundredths(line.split(' ').at(-1)), 0);
    expect(sum).toBe(hundredths(contact?.properties['leadline_score']));
    expect(sum).toBeGreaterThan(0);
  });

  it('leaves what was written in the ledger, a later refresh beside it', async () => {
    const leadId = await seedLead(world.db, { email: 'jane@acme.test', did: ['demo_request'], ownerId: 'ana' });
    await handOff(world.db, [leadId]);
    await world.deliver();
    world.clock.now += 3_600_000;
    await refresh(world.db, [leadId], world.clock.now);
    world.clock.now += 60_000;
    await world.deliver();

    const writes = await world.db
      .selectFrom('crm_write')
      .selectAll()
      .where('lead_id', '=', leadId)
      .orderBy('version')
      .execute();
    const [contact] = await contacts();
    const [task] = await tasks();
    const engagement = Math.round(Number(contact?.properties['leadline_score']) * 100);
    expect(engagement).toBeGreaterThan(0);
    expect(writes).toMatchObject([
      { kind: 'contact', purpose: 'hand_off', crm_id: contact?.id, engagement },
      { kind: 'task', purpose: 'first_touch', crm_id: task?.id, engagement: null },
      { kind: 'contact', purpose: 'refresh', crm_id: contact?.id, engagement },
    ]);
  });

  it('takes along a refresh that waits, in one write', async () => {
    const leadId = await seedLead(world.db, { email: 'jane@acme.test', ownerId: 'ana' });
    await refresh(world.db, [leadId]);
    await handOff(world.db, [leadId]);
    await refresh(world.db, [leadId]);

    expect(await world.deliver()).toMatchObject({ sent: 2, remaining: 0 });

    expect(await wishes()).toMatchObject([
      { state: 'sent', purpose: 'hand_off' },
      { state: 'sent', purpose: 'first_touch' },
    ]);
    expect((await contacts())[0]?.properties['hubspot_owner_id']).toBe('500');
  });

  it('leaves the owner to the CRM afterwards', async () => {
    const leadId = await seedLead(world.db, { email: 'jane@acme.test', ownerId: 'ana' });
    await handOff(world.db, [leadId]);
    await world.deliver();
    const [contact] = await contacts();
    await world.control.changeOwner({ ...world, objectType: 'contacts', id: contact!.id, ownerId: '501' });

    await refresh(world.db, [leadId]);
    world.clock.now = START + 60_000;
    await world.deliver();

    const [after] = await contacts();
    expect(after?.properties['hubspot_owner_id']).toBe('501');
    expect(after?.properties['leadline_updated_at']).toBe('2026-05-01T10:01:00Z');
  });

  describe('that is renewed while it is being sent', () => {
    /** Delivers a hand-off, and does something between the call and its settlement, after which nothing more is sent. */
    const deliverWhile = async (leadId: string, happen: () => Promise<void>) => {
      await handOff(world.db, [leadId]);
      const connections = world.spoiled((port) => ({
        createContacts: async (rows) => {
          const results = await port.createContacts(rows);
          await happen();
          await pauseConnections(world.db, { ids: 'all', by: 'test', now: START });
          return results;
        },
      }));
      await world.deliver({ connections });
    };
    const deliverAgain = async () => {
      await resumeConnections(world.db, { ids: 'all' });
      world.clock.now += 60_000;
      await world.deliver();
    };
    const purposes = async () =>
      (
        await world.db
          .selectFrom('crm_write')
          .select('purpose')
          .where('kind', '=', 'contact')
          .orderBy('version')
          .execute()
      ).map(({ purpose }) => purpose);

    it('by a refresh, is a refresh once it was sent: the owner is left to the CRM', async () => {
      const leadId = await seedLead(world.db, { email: 'jane@acme.test', ownerId: 'ana' });
      await deliverWhile(leadId, () => refresh(world.db, [leadId]));
      expect(await undeliveredHandOffs(world.db, { connectionId: CONNECTION, leadIds: [leadId] })).toEqual(new Set());
      const [contact] = await contacts();
      await world.control.changeOwner({ ...world, objectType: 'contacts', id: contact!.id, ownerId: '501' });

      await deliverAgain();

      expect(await purposes()).toEqual(['hand_off', 'refresh']);
      expect((await contacts())[0]?.properties['hubspot_owner_id']).toBe('501');
      expect(await tasks()).toHaveLength(1);
    });

    it('by another hand-off, is that one still', async () => {
      const leadId = await seedLead(world.db, { email: 'jane@acme.test', ownerId: 'ana' });
      await deliverWhile(leadId, async () => {
        await world.db.updateTable('lead_track').set({ owner_id: 'leo' }).execute();
        await handOff(world.db, [leadId]);
        await refresh(world.db, [leadId]);
      });
      expect(await undeliveredHandOffs(world.db, { connectionId: CONNECTION, leadIds: [leadId] })).toEqual(
        new Set([leadId]),
      );

      await deliverAgain();

      expect(await purposes()).toEqual(['hand_off', 'hand_off']);
      expect((await contacts())[0]?.properties['hubspot_owner_id']).toBe('501');
    });

    it('by a refresh, and was not written, is a hand-off still', async () => {
      const leadId = await seedLead(world.db, { email: 'jane@acme.test', ownerId: 'ana' });
      await handOff(world.db, [leadId]);
      const connections = world.spoiled(() => ({
        createContacts: async () => {
          await refresh(world.db, [leadId]);
          throw new CrmCallError('busy', 'http_503');
        },
      }));
      await world.deliver({ connections });

      await deliverAgain();

      expect(await purposes()).toEqual(['hand_off']);
      expect((await contacts())[0]?.properties['hubspot_owner_id']).toBe('500');
    });
  });

  it('clears the verdict of an earlier visit, and keeps one of this visit', async () => {
    const [stale = '', fresh = ''] = await seedLeads(world.db, [{ email: 'a@acme.test' }, { email: 'b@acme.test' }]);
    await handOff(world.db, [stale, fresh]);
    await world.deliver();
    for (const contact of await contacts()) {
      const properties = { leadline_disposition: 'no_budget' };
      await world.control.repUpdate({ ...world, objectType: 'contacts', id: contact.id, properties });
    }
    const given = (leadId: string, at: number) =>
      sql`insert into crm_state (connection_id, lead_id, disposition, disposition_at, read_at)
          values ('hubspot', ${leadId}, 'no_budget', ${new Date(at)}, ${new Date(START)})`.execute(world.db);
    await given(stale, START - 1_000);
    await given(fresh, START + 1_000);

    await handOff(world.db, [stale, fresh], START + 5_000);
    world.clock.now = START + 5_000;
    await world.deliver();

    const byLead = new Map((await contacts()).map(({ properties }) => [properties['leadline_lead_id'], properties]));
    expect(byLead.get(stale)).not.toHaveProperty('leadline_disposition');
    expect(byLead.get(fresh)).toMatchObject({ leadline_disposition: 'no_budget' });
    const states = await world.db.selectFrom('crm_state').select(['lead_id', 'disposition']).execute();
    expect(states).toContainEqual({ lead_id: stale, disposition: null });
    expect(states).toContainEqual({ lead_id: fresh, disposition: 'no_budget' });
  });

  it('withdraws the task of a visit that has ended', async () => {
    const leadId = await seedLead(world.db, { email: 'jane@acme.test' });
    await handOff(world.db, [leadId]);
    await world.db.updateTable('lead_track').set({ visit_no: 3, stage: 'sal' }).execute();

    await world.deliver();

    expect(await tasks()).toEqual([]);
    expect(await wishes()).toContainEqual(expect.objectContaining({ state: 'withdrawn', error_code: 'visit_over' }));
  });

  it('gives the task of an escalation step to whom the step went', async () => {
    const leadId = await seedLead(world.db, { email: 'jane@acme.test', ownerId: 'ana' });
    await handOff(world.db, [leadId]);
    await sql`insert into escalation (lead_id, track, visit_no, step, due_at, fired_at, recipient)
              values (${leadId}, 'main', 2, 'manager', ${new Date(START)}, ${new Date(START)}, 'kim')`.execute(
      world.db,
    );
    const wish = { leadId, track: 'main', visitNo: 2, purpose: 'manager', dueAt: START, now: START };
    await world.db.transaction().execute((tx) => wishTask(tx, wish));

    await world.deliver();

    const owners = (await tasks()).map(({ properties }) => [
      properties['leadline_ref'],
      properties['hubspot_owner_id'],
    ]);
    expect(owners).toContainEqual([`task/${leadId}/main/2/manager`, '503']);
    expect(owners).toContainEqual([`task/${leadId}/main/2/first_touch`, '500']);
  });

  it('makes no task before its own contact is written', async () => {
    const leadId = await seedLead(world.db, { email: 'jane@acme', ownerId: 'ana' });
    await world.db
      .transaction()
      .execute((tx) =>
        wishTask(tx, { leadId, track: 'main', visitNo: 2, purpose: 'first_touch', dueAt: START, now: START }),
      );

    expect(await world.deliver()).toMatchObject({ sent: 0, remaining: 0, waitMs: null });

    expect(await tasks()).toEqual([]);
    await handOff(world.db, [leadId]);
    expect(await world.deliver()).toMatchObject({ sent: 0, failed: 1 });
    expect(await tasks()).toEqual([]);
    expect(await listSyncErrors(world.db, { limit: 9 })).toMatchObject([
      { code: 'invalid_value', field: 'email', direction: 'out', state: 'open', leadId },
    ]);
  });
});
