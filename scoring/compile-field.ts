import type { Points } from '../domain/points';
import { isInBand } from './band';
import type { CompiledField, ModelProblem, OptionFinder, ValueTest } from './compiled-model';
import { type ConditionContext, domainKind } from './condition';
import type { ProfileFieldConfig } from './model-schema';
import { parseBands } from './parse-bands';
import { comparable, numberOf, textTest } from './text-match';
import { labelOf, toPoints } from './wording';

type Report = (problem: ModelProblem) => void;

interface Options {
  readonly options: CompiledField['options'];
  readonly find: OptionFinder;
}

/** Compiles one field of the profile. */
export function compileField(
  id: string,
  field: ProfileFieldConfig,
  context: ConditionContext,
  report: Report,
): CompiledField {
  const attribute = field.attribute ?? id;
  const label = labelOf(id, field.label);
  const { options, find } = fieldOptions(['fit', 'profile', id], field, context, report);
  return {
    rule: `fit.profile.${id}`,
    id,
    label,
    attribute,
    options: options.map((option) => ({ ...option, label: option.label === '' ? label : `${label}: ${option.label}` })),
    find: (value) => (context.isKnown(value) ? find(value) : null),
  };
}

const WAYS = ['values', 'bands', 'if_yes', 'if_known', 'email_domain'] as const;

function fieldOptions(path: string[], field: ProfileFieldConfig, context: ConditionContext, report: Report): Options {
  const ways = WAYS.filter((way) => field[way] !== undefined);
  if (ways.length !== 1)
    report({
      path: ways[1] === undefined ? path : [...path, ways[1]],
      message: ways.length === 0 ? 'it does not say what gives points' : `it has both ${ways.join(' and ')}`,
      remedy: `give it exactly one of ${WAYS.join(', ')}`,
    });
  if (field.otherwise !== undefined && field.values === undefined && field.bands === undefined)
    report({
      path: [...path, 'otherwise'],
      message: '`otherwise` does nothing here',
      remedy: 'use it beside `values` or `bands` only, or remove it',
    });
  if (field.values) return valueOptions([...path, 'values'], field.values, field.otherwise, report);
  if (field.bands) return bandOptions([...path, 'bands'], field.bands, field.otherwise, report);
  if (field.email_domain) return domainOptions(field.email_domain, context);
  if (field.if_yes !== undefined) return yesOptions(field.if_yes);
  return { options: [{ label: '', points: toPoints(field.if_known ?? 0) }], find: () => 0 };
}

function valueOptions(
  path: string[],
  values: NonNullable<ProfileFieldConfig['values']>,
  otherwise: number | undefined,
  report: Report,
): Options {
  const taken = new Map<string, string>();
  const entries = Object.entries(values).map(([name, value]) => {
    const texts = typeof value === 'number' ? [name] : Array.isArray(value.is) ? value.is : [value.is];
    for (const text of texts.map((one) => comparable(one))) {
      const other = taken.get(text);
      if (other !== undefined)
        report({
          path: [...path, name],
          message: `"${text}" is already listed under "${other}"`,
          remedy: 'list each value once (small and capital letters are the same)',
        });
      taken.set(text, name);
    }
    return {
      label: name,
      points: toPoints(typeof value === 'number' ? value : value.points),
      plain: textTest(texts.filter((text) => !comparable(text).includes('*'))),
      matches: textTest(texts),
    };
  });
  const rest = entries.length;
  return {
    options: [...entries.map(({ label, points }) => ({ label, points })), other(otherwise)],
    find: (value) => {
      const text = comparable(value);
      const plain = entries.findIndex((entry) => entry.plain(text));
      const found = plain === -1 ? entries.findIndex((entry) => entry.matches(text)) : plain;
      return found === -1 ? rest : found;
    },
  };
}

const other = (otherwise: number | undefined): { label: string; points: Points } => ({
  label: 'other',
  points: toPoints(otherwise ?? 0),
});

function bandOptions(
  path: string[],
  bands: Readonly<Record<string, number>>,
  otherwise: number | undefined,
  report: Report,
): Options {
  const parsed = parseBands(path, bands, report);
  const rest = parsed.length;
  return {
    options: [...parsed.map(({ text, points }) => ({ label: text, points })), other(otherwise)],
    find: (value) => {
      const same = parsed.findIndex(({ text }) => comparable(text) === comparable(value));
      if (same !== -1) return same;
      const number = numberOf(value);
      if (number === null) return null;
      const found = parsed.findIndex(({ band }) => isInBand(band, number));
      return found === -1 ? rest : found;
    },
  };
}

function domainOptions(
  points: { business?: number | undefined; free?: number | undefined },
  context: ConditionContext,
): Options {
  return {
    options: [
      { label: 'business', points: toPoints(points.business ?? 0) },
      { label: 'free mail', points: toPoints(points.free ?? 0) },
    ],
    find: (value) => {
      const kind = domainKind(value, context.freeMailDomains);
      return kind === null ? null : kind === 'business' ? 0 : 1;
    },
  };
}

const isYes: ValueTest = (value) => ['true', 'yes', 'y', '1'].includes(comparable(value));

const yesOptions = (points: number): Options => ({
  options: [
    { label: '', points: toPoints(points) },
    { label: 'no', points: 0 },
  ],
  find: (value) => (isYes(value) ? 0 : 1),
});
