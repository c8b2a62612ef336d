import { normaliseEmail } from '../../store/normalise-email';
import type { Alias } from '../../domain/lead';
import type { EpochMs } from '../../domain/time';
import { checkLengths } from './check-lengths';
import { compileTemplate } from './fill-template';
import type { ImportRecord, StatedAttribute, StatedConsent } from './import-record';
import type { Mapping } from './mapping-schema';
import { compileActivity, compileOutcome } from './read-activity';
import { compileCell, emptyTest, fold } from './read-cell';
import { compileInstant } from './read-instant';
import { quote, readText, type Header, type RowRefusal, type RowScope } from './row-scope';

export type RowReading =
  | { readonly ok: true; readonly record: ImportRecord }
  | { readonly ok: false; readonly refusals: readonly [RowRefusal, ...RowRefusal[]] };

/** Reads the cells of one row. `startedAt` is when the import of this file began. */
export type RowReader = (cells: readonly string[], startedAt: EpochMs) => RowReading;

type Part<T> = (scope: RowScope) => readonly T[];

/** Placeholders are kept as attributes of their own, so that they never pass for something somebody told us. */
export const PLACEHOLDER_PREFIX = 'placeholder_';

/** Compiles a mapping that was checked against the header. A row with anything wrong is refused as a whole, with all that is wrong. */
export function compileRowReader(mapping: Mapping, header: Header): RowReader {
  const readAliases = compileIdentity(mapping, header);
  const readAttributes = compileAttributes(mapping, header);
  const readConsents = mapping.consents.map((rule) => compileConsent(mapping, rule, header));
  const readActivities = mapping.activities.map((rule) => compileActivity(mapping, rule, header));
  const readOutcomes = mapping.outcomes.map((rule) => compileOutcome(mapping, rule, header));

  return (cells, startedAt) => {
    const scope: RowScope = { cells, startedAt, refusals: [] };
    const record: ImportRecord = {
      aliases: readAliases(scope),
      attributes: readAttributes(scope),
      consents: readConsents.flatMap((read) => read(scope)),
      activities: readActivities.flatMap((read) => read(scope)),
      outcomes: readOutcomes.flatMap((read) => read(scope)),
    };
    const [first, ...others] = [...scope.refusals, ...checkLengths(record)];
    return first === undefined ? { ok: true, record } : { ok: false, refusals: [first, ...others] };
  };
}

function compileIdentity(mapping: Mapping, header: Header): Part<Alias> {
  const { external, email } = mapping.identity;
  const isEmpty = emptyTest(mapping.empty);
  const readExternal = external === undefined ? () => '' : readText(header, external.column);
  const readEmail = email === undefined ? () => '' : readText(header, email.column);

  return (scope) => {
    const aliases: Alias[] = [];
    const id = readExternal(scope);
    if (!isEmpty(id)) aliases.push({ kind: 'external', source: external?.source ?? mapping.source, value: id });
    const address = readEmail(scope);
    if (!isEmpty(address)) {
      const value = normaliseEmail(address);
      if (value !== null) aliases.push({ kind: 'email', value });
      else
        refuse(
          scope,
          email?.column,
          'bad_email',
          `${quote(address)} is not an e-mail address.`,
          'Correct the address.',
        );
    } else if (aliases.length === 0) {
      const remedy = 'Fill in the id or the e-mail.';
      refuse(scope, external?.column ?? email?.column, 'no_identity', 'Nothing says whom this row is about.', remedy);
    }
    return aliases;
  };
}

function compileAttributes(mapping: Mapping, header: Header): Part<StatedAttribute> {
  const rules = Object.entries(mapping.attributes).map(([name, rule]) => ({
    name,
    read: compileCell(rule, header, mapping.empty),
    readWhen: compileInstant(mapping, rule.occurredAt, header),
  }));
  const isEmpty = emptyTest(mapping.empty);
  const placeholders = Object.entries(mapping.placeholders).map(([name, text]) => ({
    name: `${PLACEHOLDER_PREFIX}${name}`,
    read: compileTemplate(text, header, { isEmpty, needed: false }),
    readWhen: compileInstant(mapping, undefined, header),
  }));
  return (scope) =>
    [...rules, ...placeholders].flatMap(({ name, read, readWhen }) => {
      const value = read(scope);
      const when = value === undefined ? undefined : readWhen(scope);
      return value === undefined || when === undefined ? [] : [{ name, value, when }];
    });
}

function compileConsent(mapping: Mapping, rule: Mapping['consents'][number], header: Header): Part<StatedConsent> {
  const read = readText(header, rule.column);
  const readWhen = compileInstant(mapping, rule.occurredAt, header);
  const isSilent = emptyTest([...mapping.empty, ...rule.silent]);
  const granted = new Set(rule.granted.map(fold));
  const withdrawn = new Set(rule.withdrawn.map(fold));
  return (scope) => {
    const cell = read(scope);
    if (isSilent(cell)) return [];
    const status = withdrawn.has(fold(cell)) ? 'withdrawn' : granted.has(fold(cell)) ? 'granted' : undefined;
    if (status === undefined) {
      // To guess here would contact somebody who said no.
      const message = `${quote(cell)} says neither yes nor no to ${rule.channel}.`;
      refuse(scope, rule.column, 'unknown_consent', message, 'Correct the cell, or list the word in the mapping.');
      return [];
    }
    const when = readWhen(scope);
    return when === undefined ? [] : [{ channel: rule.channel, status, when }];
  };
}

function refuse(scope: RowScope, field: string | undefined, code: string, message: string, remedy: string): void {
  scope.refusals.push({ code, field: field ?? null, message, remedy });
}
