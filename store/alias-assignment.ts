import type { Alias, LeadId } from '../domain/lead';

export interface AliasOwner {
  readonly leadId: LeadId;
  /** Null for an alias that is not in SQL yet. */
  readonly aliasId: number | null;
}

/** Which lead a record belongs to. */
export interface ResolvedLead {
  readonly leadId: LeadId;
  /** The alias it came under: the external id where it has one, else the e-mail. */
  readonly aliasId: number | null;
  readonly aliasKey: string;
  readonly created: boolean;
  /** Another lead that one of the record's aliases belongs to; the two were not merged. */
  readonly conflict: { readonly leadId: LeadId; readonly kind: Alias['kind'] } | null;
}

export interface Assignment {
  readonly resolved: readonly ResolvedLead[];
  readonly newLeads: readonly LeadId[];
  readonly newAliases: readonly { readonly alias: Alias; readonly leadId: LeadId }[];
}

/** Whatever the order of its parts, an alias has one key. E-mails have no source: a person has one whoever tells us. */
export const aliasKey = (alias: { kind: Alias['kind']; source?: string; value: string }): string =>
  JSON.stringify(alias.kind === 'email' ? ['email', alias.value] : ['external', alias.source, alias.value]);

/**
 * Decides which lead each record belongs to, given the aliases that SQL knows. Records that name two aliases go first, so
 * that it does not matter in which order one batch tells the two apart.
 */
export function assignAliases(
  references: readonly (readonly Alias[])[],
  known: ReadonlyMap<string, AliasOwner>,
  newId: () => LeadId,
): Assignment {
  const owners = new Map(known);
  const newLeads = new Set<LeadId>();
  const newAliases: { alias: Alias; leadId: LeadId }[] = [];
  const resolved = new Array<ResolvedLead>(references.length);

  const resolve = (aliases: readonly Alias[]): ResolvedLead => {
    const ranked = aliases.toSorted((a, b) => rank(a) - rank(b)).map((alias) => ({ alias, key: aliasKey(alias) }));
    const main = ranked[0];
    if (main === undefined) throw new Error('A record must name its person by at least one alias.');
    const leadId = ranked.map(({ key }) => owners.get(key)?.leadId).find((id) => id !== undefined) ?? newId();
    if (!ranked.some(({ key }) => owners.has(key))) newLeads.add(leadId);
    let conflict: ResolvedLead['conflict'] = null;
    for (const { alias, key } of ranked) {
      const owner = owners.get(key);
      if (owner === undefined) {
        owners.set(key, { leadId, aliasId: null });
        newAliases.push({ alias, leadId });
      } else if (owner.leadId !== leadId) conflict ??= { leadId: owner.leadId, kind: alias.kind };
    }
    const aliasId = owners.get(main.key)?.aliasId ?? null;
    return { leadId, aliasId, aliasKey: main.key, created: newLeads.has(leadId), conflict };
  };

  const linkingFirst = references
    .map((_, index) => index)
    .toSorted((a, b) => width(references, b) - width(references, a));
  for (const index of linkingFirst) resolved[index] = resolve(references[index] ?? []);
  return { resolved, newLeads: [...newLeads], newAliases };
}

const rank = (alias: Alias): number => (alias.kind === 'external' ? 0 : 1);

const width = (references: readonly (readonly Alias[])[], index: number): number => references[index]?.length ?? 0;
