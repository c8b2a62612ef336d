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

/** An alias in one text. E-mails have no source: a person has one whoever tells us. NUL is in no text that SQL stores. */
export const aliasKey = (alias: { kind: Alias['kind']; source?: string; value: string }): string =>
  alias.kind === 'email' ? `@\0${alias.value}` : `${alias.source ?? ''}\0\0${alias.value}`;

/**
 * Decides which lead each record belongs to, given the aliases that SQL knows. Records that name two aliases go first, so
 * that it does not matter in which order one batch tells the two apart.
 */
export function assignAliases(
  references: readonly (readonly Alias[])[],
  inSql: ReadonlyMap<string, AliasOwner>,
  newId: () => LeadId,
): Assignment {
  const owners = new Map(inSql);
  const newLeads = new Set<LeadId>();
  const newAliases: { alias: Alias; leadId: LeadId }[] = [];
  const resolved = new Array<ResolvedLead>(references.length);

  const resolve = (aliases: readonly Alias[]): ResolvedLead => {
    const ranked = aliases.length === 1 ? aliases : aliases.toSorted((a, b) => rank(a) - rank(b));
    const keys = ranked.map(aliasKey);
    const [mainKey] = keys;
    if (mainKey === undefined) throw new Error('A record must name its person by at least one alias.');
    const known = keys.map((key) => owners.get(key)).find((owner) => owner !== undefined);
    const leadId = known?.leadId ?? newId();
    if (known === undefined) newLeads.add(leadId);
    let conflict: ResolvedLead['conflict'] = null;
    for (const [index, alias] of ranked.entries()) {
      const key = keys[index] ?? '';
      const owner = owners.get(key);
      if (owner === undefined) {
        owners.set(key, { leadId, aliasId: null });
        newAliases.push({ alias, leadId });
      } else if (owner.leadId !== leadId) conflict ??= { leadId: owner.leadId, kind: alias.kind };
    }
    const aliasId = owners.get(mainKey)?.aliasId ?? null;
    return { leadId, aliasId, aliasKey: mainKey, created: newLeads.has(leadId), conflict };
  };

  for (const pass of ['linking', 'others'] as const) {
    for (const [index, aliases] of references.entries()) {
      if (aliases.length > 1 === (pass === 'linking')) resolved[index] = resolve(aliases);
    }
  }
  return { resolved, newLeads: [...newLeads], newAliases };
}

const rank = (alias: Alias): number => (alias.kind === 'external' ? 0 : 1);
