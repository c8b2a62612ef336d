import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import type { ConfigProblem } from '../domain/config-problem';
import { sentence } from './sentence';
import { yamlProblems } from './yaml-problem';

/** A YAML file's value, and where in the text its parts stand. */
export interface YamlFile {
  readonly name: string;
  readonly value: unknown;
  /** The 1-based line of the field at a path, or of the nearest one above it that exists. */
  readonly lineOf: (path: readonly (string | number)[]) => number;
}

export type YamlReading =
  { readonly ok: true; readonly file: YamlFile } | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** Reads a YAML file that is to hold one mapping. */
export function readYaml(name: string, text: string): YamlReading {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, version: '1.2' });
  const refused = (line: number, message: string, remedy: string): YamlReading => ({
    ok: false,
    problems: [{ file: name, line, path: '', message: sentence(message), remedy: sentence(remedy) }],
  });
  const broken = yamlProblems(document, text);
  if (broken.length > 0)
    return {
      ok: false,
      problems: broken.map(({ line, message, remedy }) => ({
        file: name,
        line,
        path: '',
        message: sentence(message),
        remedy: sentence(remedy),
      })),
    };
  const loose = unresolvedAlias(document);
  if (loose !== null)
    return refused(
      lines.linePos(loose.at).line,
      `\`*${loose.name}\` stands for nothing: no \`&${loose.name}\` comes before it`,
      'put a text that begins with * into quotes, or define what it stands for',
    );
  const proto = protoKey(document);
  if (proto !== null)
    return refused(lines.linePos(proto).line, '`__proto__` is no name that can stand here', 'choose another name');
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null))
    return refused(1, 'the file is empty', 'fill it in; the default workspace shows how');
  if (!isMap(document.contents))
    return refused(
      lineOfNode(document.contents, lines) ?? 1,
      'the file does not hold `key: value` lines at its top',
      'begin it as the default workspace does',
    );
  try {
    const value: unknown = document.toJS();
    return { ok: true, file: { name, value, lineOf: (path) => lineOf(document, path, lines) } };
  } catch (error) {
    // The library refuses references that unfold to more than a hundred times the file.
    if (!(error instanceof ReferenceError)) throw error;
    return refused(1, 'the references (`*name`) unfold to far too much', 'write the values out');
  }
}

function unresolvedAlias(document: Document): { name: string; at: number } | null {
  let loose: { name: string; at: number } | null = null;
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return undefined;
      loose = { name: alias.source, at: alias.range?.[0] ?? 0 };
      return visit.BREAK;
    },
  });
  return loose;
}

/** Where a key is named so; null: none is. Objects take it for something else, so what stands under it would get lost. */
function protoKey(document: Document): number | null {
  let found: number | null = null;
  visit(document, {
    Pair: (_, { key }) => {
      if (!isScalar(key) || key.value !== '__proto__') return undefined;
      found = key.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return found;
}

function lineOf(document: Document, path: readonly (string | number)[], lines: LineCounter): number {
  let node: unknown = document.contents;
  let line = 1;
  for (const key of path) {
    const target = isAlias(node) ? node.resolve(document) : node;
    const place = isMap(target) ? pairOf(target.items, key) : isSeq(target) ? itemOf(target.items, key) : null;
    if (place === null) break;
    line = lineOfNode(place.at, lines) ?? line;
    node = place.value;
  }
  return line;
}

interface Place {
  readonly at: unknown;
  readonly value: unknown;
}

function pairOf(pairs: readonly { key: unknown; value: unknown }[], key: string | number): Place | null {
  const pair = pairs.find((one) => isScalar(one.key) && String(one.key.value) === String(key));
  return pair ? { at: pair.key, value: pair.value } : null;
}

function itemOf(items: readonly unknown[], key: string | number): Place | null {
  const item = items[Number(key)];
  return item === undefined ? null : { at: item, value: item };
}

function lineOfNode(node: unknown, lines: LineCounter): number | null {
  const range = (node as Node | null)?.range; // nodes of a parsed document; what has no range has no line
  return range ? lines.linePos(range[0]).line : null;
}
