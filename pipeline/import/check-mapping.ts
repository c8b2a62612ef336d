import { IANAZone } from 'luxon';
import { templateColumns } from './fill-template';
import { usedColumns } from './mapping-columns';
import type { InstantRule, Mapping } from './mapping-schema';
import { fold } from './read-cell';
import { formatHasZone } from './read-instant';
import { quote } from './row-scope';

/** What is wrong with a mapping that its shape alone does not show. The path leads to the field in the file. */
export interface MappingProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly remedy: string;
}

/** Columns that Leadline itself adds to the file of refused rows; understood wherever they come back. */
export const OWN_COLUMNS = { origin: 'leadline_origin', reason: 'leadline_reason' } as const;

/** Checks a mapping as such, and against the file's header: nothing of the file may be dropped in silence. */
export function checkMapping(mapping: Mapping, header: readonly string[]): readonly MappingProblem[] {
  const otherwise = checkDelimiter(mapping, header);
  if (otherwise !== null) return [otherwise];
  return [
    ...checkHeader(mapping, header),
    ...checkIds(mapping),
    ...checkInstants(mapping),
    ...checkWords(mapping),
    ...checkKind(mapping),
  ];
}

const DELIMITERS = [',', ';', '\t', '|'];

/** A header of which no column is known is mostly one that is cut at the wrong places. Every column would be a mistake then. */
function checkDelimiter(mapping: Mapping, header: readonly string[]): MappingProblem | null {
  const used = new Set(usedColumns(mapping).map(({ column }) => column));
  if (header.some((column) => used.has(column))) return null;
  const line = header.join(mapping.csv.delimiter);
  const cutBy = (delimiter: string): readonly string[] =>
    line.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  const meant = DELIMITERS.find((delimiter) => cutBy(delimiter).some((column) => used.has(column)));
  if (meant === undefined) return null;
  const written = JSON.stringify(meant);
  return {
    path: ['csv', 'delimiter'],
    message: `The columns of the file are not separated by ${JSON.stringify(mapping.csv.delimiter)}, but by ${written}.`,
    remedy: `Write \`csv: { delimiter: ${written} }\`.`,
  };
}

function checkHeader(mapping: Mapping, header: readonly string[]): readonly MappingProblem[] {
  const problems: MappingProblem[] = [];
  const present = new Set(header);
  const used = usedColumns(mapping);
  const ignored = new Set(mapping.ignored.flatMap((entry) => entry.columns));

  for (const column of new Set(header.filter((name, index) => name !== '' && header.indexOf(name) !== index))) {
    const message = `The file has two columns named ${quote(column)}.`;
    problems.push({ path: [], message, remedy: 'Rename one of them in the file: which is meant cannot be told.' });
  }
  for (const { column, path } of used) {
    if (!present.has(column)) {
      const message = `The file has no column ${quote(column)}.`;
      problems.push({ path, message, remedy: `Use one of its columns: ${header.map(quote).join(', ')}.` });
    }
    if (ignored.has(column)) {
      const message = `The column ${quote(column)} is used and listed as ignored.`;
      problems.push({ path, message, remedy: 'Remove it from one of the two places.' });
    }
  }
  const known = new Set<string>([...used.map((entry) => entry.column), ...ignored, ...Object.values(OWN_COLUMNS)]);
  const nameless = header.indexOf('');
  if (nameless !== -1 && !known.has('')) {
    problems.push({
      path: ['ignored'],
      message: `Column ${nameless + 1} of the file has no name.`,
      remedy: "Name it in the file's first line, or, if its cells are empty, list '' under \"ignored\".",
    });
  }
  const forgotten = header.filter((column) => column !== '' && !known.has(column));
  if (forgotten.length > 0) {
    problems.push({
      path: ['ignored'],
      message: `The mapping says nothing about ${forgotten.length === 1 ? 'the column' : 'the columns'} ${forgotten.map(quote).join(', ')}.`,
      remedy: 'Use each, or list it under "ignored" and say why: nothing is dropped in silence.',
    });
  }
  return problems;
}

/** An id must tell one activity from another, and it travels into tables that hold no personal data. */
function checkIds(mapping: Mapping): readonly MappingProblem[] {
  const problems: MappingProblem[] = [];
  const templates = new Map<string, number>();
  mapping.activities.forEach((rule, index) => {
    const path = ['activities', index, 'id'];
    const columns = templateColumns(rule.id);
    if (columns.length === 0) {
      const message = 'The id names no column, so every row would have the same one.';
      problems.push({ path, message, remedy: 'Write a column in braces, e.g. "{Activity ID}".' });
    }
    if (mapping.identity.email !== undefined && columns.includes(mapping.identity.email.column)) {
      const message = 'The id contains the e-mail address, and ids are kept where no personal data may be.';
      problems.push({ path, message, remedy: "Make it of the source's own ids." });
    }
    const other = templates.get(rule.id);
    if (other !== undefined) {
      const message = `The activities ${other + 1} and ${index + 1} have the same id, so one of the two would be taken for the other repeated.`;
      problems.push({ path, message, remedy: 'Give each a part of its own, e.g. "{Prospect ID}/download".' });
    }
    templates.set(rule.id, index);
  });
  return problems;
}

function checkInstants(mapping: Mapping): readonly MappingProblem[] {
  const rules: readonly { rule: InstantRule | undefined; path: MappingProblem['path'] }[] = [
    { rule: mapping.occurredAt, path: ['occurredAt'] },
    { rule: mapping.knownAt, path: ['knownAt'] },
    ...Object.entries(mapping.attributes).map(([name, { occurredAt }]) => ({
      rule: occurredAt,
      path: ['attributes', name, 'occurredAt'],
    })),
    ...(['consents', 'activities', 'outcomes'] as const).flatMap((part) =>
      mapping[part].map(({ occurredAt }, index) => ({ rule: occurredAt, path: [part, index, 'occurredAt'] })),
    ),
  ];
  return rules.flatMap(({ rule, path }) => {
    if (rule === undefined || rule === 'import_start') return [];
    if (rule.zone !== undefined && !IANAZone.isValidZone(rule.zone)) {
      const message = `${quote(rule.zone)} is no time zone.`;
      return [{ path: [...path, 'zone'], message, remedy: 'Name one of the IANA zones, e.g. Asia/Kolkata or UTC.' }];
    }
    const bringsZone = rule.format === 'iso' || rule.format.startsWith('epoch_') || formatHasZone(rule.format);
    if (rule.zone === undefined && !bringsZone) {
      const message = 'Times in this format name no zone.';
      return [
        { path: [...path, 'format'], message, remedy: 'Say under "zone" which one is meant, e.g. Asia/Kolkata.' },
      ];
    }
    return [];
  });
}

/** Words are compared without regard to case, so two that differ in case alone contradict each other. */
function checkWords(mapping: Mapping): readonly MappingProblem[] {
  return Object.entries(mapping.attributes).flatMap(([name, rule]) => {
    const words = Object.keys(rule.values ?? {});
    const twice = words.filter((word, index) => words.findIndex((other) => fold(other) === fold(word)) !== index);
    return twice.map((word) => ({
      path: ['attributes', name, 'values', word],
      message: `${quote(word)} is listed twice: case does not matter here.`,
      remedy: 'Remove one of the two.',
    }));
  });
}

function checkKind(mapping: Mapping): readonly MappingProblem[] {
  const needed = mapping.rows === 'leads' ? undefined : mapping.rows;
  if (needed === undefined || mapping[needed].length > 0) return [];
  const message = `Rows are ${needed}, and the mapping names none.`;
  return [{ path: ['rows'], message, remedy: `Add an entry under "${needed}", or say what the rows are.` }];
}
