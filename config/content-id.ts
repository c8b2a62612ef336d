import { createHash } from 'node:crypto';

/** A file's text as it is kept and hashed: without byte-order mark, line ends as `\n`. */
export const canonicalText = (text: string): string => text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');

/** SHA-256, in hexadecimal, over canonical texts by file name; the order of the files does not matter. */
export function contentId(files: Readonly<Record<string, string>>): string {
  const byName = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(byName)).digest('hex');
}
