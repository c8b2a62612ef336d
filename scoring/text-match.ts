import type { AttributeValue } from '../domain/lead';

const PLAIN_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/;

/** A value as it is compared: no outer blanks, inner ones single, small letters; `5.0` is `5`. Empty: it says nothing. */
export function comparable(value: AttributeValue | undefined): string {
  if (value === null || value === undefined) return '';
  const text = String(value).trim().replace(/\s+/g, ' ').normalize('NFC').toLowerCase();
  return PLAIN_NUMBER.test(text) ? String(Number(text)) : text;
}

/** Reads a number as people and systems write it: 1200, "1,200", " 12.5 ". Null when it is none. */
export function numberOf(value: AttributeValue | undefined): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string') return null;
  const text = value.trim().replace(/(\d),(?=\d{3}(\D|$))/g, '$1');
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text)) return null;
  return Number(text);
}

/** A test for any of some texts; `*` in one of them stands for any text. */
export function textTest(texts: readonly AttributeValue[]): (text: string) => boolean {
  const wanted = texts.map((text) => comparable(text));
  const exact = new Set(wanted.filter((text) => !text.includes('*')));
  const patterns = wanted.filter((text) => text.includes('*')).map((text) => text.split('*'));
  if (patterns.length === 0) return (text) => exact.has(text);
  return (text) => exact.has(text) || patterns.some((parts) => matchesParts(text, parts));
}

/** Greedy left to right, so in linear time for any pattern: no regular expression made from configuration. */
function matchesParts(text: string, parts: readonly string[]): boolean {
  const first = parts[0] ?? '';
  const last = parts[parts.length - 1] ?? '';
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let from = first.length;
  const until = text.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const at = text.indexOf(part, from);
    if (at === -1 || at + part.length > until) return false;
    from = at + part.length;
  }
  return true;
}
