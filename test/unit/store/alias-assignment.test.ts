import fc from 'fast-check';
import type { Alias } from '../../../domain/lead';
import { aliasKey, assignAliases, type AliasOwner } from '../../../store/alias-assignment';

const email = (value: string): Alias => ({ kind: 'email', value });
const external = (value: string, source = 'forms'): Alias => ({ kind: 'external', source, value });

const assign = (references: readonly (readonly Alias[])[], known: readonly (readonly [Alias, string])[] = []) => {
  const owners = new Map<string, AliasOwner>(
    known.map(([alias, leadId], index) => [aliasKey(alias), { leadId, aliasId: index + 1 }]),
  );
  let ids = 0;
  return assignAliases(references, owners, () => `new-${(ids += 1)}`);
};
const leadsOf = (assignment: ReturnType<typeof assign>): readonly string[] =>
  assignment.resolved.map((lead) => lead.leadId);

describe('assignAliases', () => {
  it('finds known leads and writes nothing about them', () => {
    const assignment = assign(
      [[email('a')], [external('1')]],
      [
        [email('a'), 'A'],
        [external('1'), 'B'],
      ],
    );
    expect(leadsOf(assignment)).toEqual(['A', 'B']);
    expect(assignment).toMatchObject({ newLeads: [], newAliases: [] });
    expect(assignment.resolved.map((lead) => lead.aliasId)).toEqual([1, 2]);
  });

  it('gives one new lead to all records that name it', () => {
    const assignment = assign([[email('a')], [external('1')], [external('1'), email('a')], [email('b')]]);
    expect(leadsOf(assignment)).toEqual(['new-1', 'new-1', 'new-1', 'new-2']);
    expect(assignment.newLeads).toEqual(['new-1', 'new-2']);
    expect(assignment.newAliases).toHaveLength(3);
  });

  it('adds an alias to the lead that the other one belongs to', () => {
    const assignment = assign([[external('1'), email('a')]], [[email('a'), 'A']]);
    expect(leadsOf(assignment)).toEqual(['A']);
    expect(assignment.newAliases).toEqual([{ alias: external('1'), leadId: 'A' }]);
    expect(assignment.newLeads).toEqual([]);
  });

  it("takes the external id's lead where two are named, and says so", () => {
    const assignment = assign(
      [[email('a'), external('1')]],
      [
        [email('a'), 'A'],
        [external('1'), 'B'],
      ],
    );
    expect(assignment.resolved[0]).toMatchObject({ leadId: 'B', conflict: { leadId: 'A', kind: 'email' } });
    expect(assignment.newAliases).toEqual([]);
  });

  it('keeps equal ids of different sources apart', () => {
    expect(new Set(leadsOf(assign([[external('1', 'forms')], [external('1', 'product')]]))).size).toBe(2);
  });

  it('refuses a record that names nobody', () => {
    expect(() => assign([[]])).toThrow('at least one alias');
  });

  it('gives every alias one owner, whatever the records', () => {
    const alias = fc.oneof(
      fc.nat(5).map((value) => email(String(value))),
      fc.nat(5).map((value) => external(String(value))),
    );
    const reference = fc.oneof(
      fc.tuple(alias),
      fc.tuple(fc.nat(5), fc.nat(5)).map(([a, b]) => [email(String(a)), external(String(b))]),
    );
    fc.assert(
      fc.property(fc.array(reference, { maxLength: 30 }), (references) => {
        const assignment = assign(references);
        const owners = new Map(assignment.newAliases.map((entry) => [aliasKey(entry.alias), entry.leadId]));
        expect(owners.size).toBe(assignment.newAliases.length);
        expect(new Set(owners.values())).toEqual(new Set(assignment.newLeads));
        for (const [index, lead] of assignment.resolved.entries()) {
          expect(references[index]!.map((own) => owners.get(aliasKey(own)))).toContain(lead.leadId);
          const others = references[index]!.filter((own) => owners.get(aliasKey(own)) !== lead.leadId);
          expect(lead.conflict === null).toBe(others.length === 0);
        }
      }),
    );
  });
});
