import { isUtf8 } from 'node:buffer';

const LINE_FEED = 0x0a;

/** The 1-based line of the first byte that is not UTF-8; null where all of them are. */
export function lineNotUtf8(bytes: Buffer): number | null {
  if (isUtf8(bytes)) return null;
  let line = 1;
  // A line feed is never a part of another character, so each line can be judged by itself.
  for (let from = 0, end = 0; end !== -1; from = end + 1, line += 1) {
    end = bytes.indexOf(LINE_FEED, from);
    if (!isUtf8(bytes.subarray(from, end === -1 ? undefined : end))) return line;
  }
  return line;
}

/** What `iconv` calls the UTF-16 that a file's first bytes show, by their mark or by every other one being 0; null: none. */
export function utf16Name(bytes: Buffer): 'UTF-16' | 'UTF-16LE' | 'UTF-16BE' | null {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return null;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 'UTF-16';
  if ((first === 0) === (second === 0)) return null;
  return second === 0 ? 'UTF-16LE' : 'UTF-16BE';
}
